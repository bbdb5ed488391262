"""Rows for tests, each in one call. What is under test is made by the actions themselves, never here."""

import itertools
from datetime import timedelta

from allauth.account.models import EmailAddress
from django.utils import timezone

from members.models import Affiliation, Member, Membership, Organisation, RulesVersion, Sector
from workstreams.discussion import actions as discussion
from workstreams.groups.models import Participation, PriorityArea, WorkingGroup

PASSWORD = "a long enough pass phrase"
MARKS = ["private", "public", "civil", "academia", "international"]

_numbers = itertools.count(1)


def sector(mark="private"):
    """The founding sector with this mark. Made again where a transactional test has emptied the tables."""
    position = MARKS.index(mark) * 10 + 10
    names = {"name": mark.title(), "short_name": mark.title(), "code": mark[:2].title()}
    return Sector.objects.get_or_create(mark=mark, defaults={"slug": mark, "position": position, **names})[0]


def sectors():
    return [sector(mark) for mark in MARKS]


def organisation(name=None, mark="private", **fields):
    fields.setdefault("approved_at", timezone.now())
    return Organisation.objects.create(name=name or f"Organisation {next(_numbers)}", sector=sector(mark), **fields)


def member(name=None, mark="private", *, state="active", organisation=None, verified=True, **fields):
    """A member of a sector; `state` is the membership's, "" for an account without one. Speaks for themselves unless
    an organisation is given."""
    number = next(_numbers)
    fields.setdefault("email", f"member{number}@example.org")
    person = Member.objects.create_user(password=PASSWORD, name=name or f"Member {number}", **fields)
    EmailAddress.objects.create(user=person, email=person.email, verified=verified, primary=True)
    if state:
        capacity = Affiliation.Capacity.REPRESENTATIVE if organisation else Affiliation.Capacity.INDIVIDUAL
        Affiliation.objects.create(member=person, sector=sector(mark), organisation=organisation, capacity=capacity)
        rules = RulesVersion.objects.order_by("pk").first() or RulesVersion.objects.create(version="1.0", body="Rules.")
        # A month ago: whoever comes today writes less, and has links read first.
        admitted = timezone.now() - timedelta(days=30)
        decided = {} if state == "applied" else {"decided_at": admitted, "decided_by": person}
        if state not in {"applied", "declined"}:
            decided["admitted_through"] = "secretariat"
        reason = "Not now." if state == "declined" else ""
        Membership.objects.create(member=person, state=state, rules=rules, reason=reason, **decided)
    return Member.objects.select_related("membership").get(pk=person.pk)


def staff(name="Sekretariat", **fields):
    return member(name, is_staff=True, **fields)


def area(slug="safe-systems", name=None):
    return PriorityArea.objects.get_or_create(
        slug=slug, defaults={"name": name or slug.replace("-", " ").capitalize(), "summary": "What is safe enough."}
    )[0]


def group(name=None, *, visibility="public", joining="open", **fields):
    number = next(_numbers)
    fields.setdefault("slug", f"group-{number}")
    fields.setdefault("purpose", "Who may see what.")
    fields.setdefault("charter", "We write it down.")
    return WorkingGroup.objects.create(
        area=fields.pop("area", None) or area(),
        name=name or f"Group {number}",
        visibility=visibility,
        joining=joining,
        **fields,
    )


def seat(person, group, role="participant", **fields):
    return Participation.objects.create(group=group, member=person, role=role, **fields)


def lead(group, name=None, mark="civil"):
    person = member(name, mark)
    seat(person, group, "lead")
    return person


def participant(group, name=None, mark="private", **fields):
    person = member(name, mark, **fields)
    seat(person, group)
    return person


def thread(group, by=None, title="Who decides?", body="Let us say who decides.", **fields):
    return discussion.start_thread(group, by=by or participant(group), title=title, body=body, **fields)


def root(thread):
    return thread.posts.get(parent=None)


def reply(thread, by=None, parent=None, body=None, **fields):
    return discussion.post_reply(
        thread,
        by=by or participant(thread.group),
        parent=parent or root(thread),
        body=body or f"Reply {next(_numbers)}.",
        **fields,
    )


def case(post):
    """The open case about a post that was flagged."""
    return post.cases.open().get()

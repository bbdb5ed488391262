"""The sample content becomes rows: by the same actions that people use, each done by whoever would do it."""

from datetime import timedelta

from django.utils import timezone

from members import actions as members
from members.models import Expertise, Member, Organisation, Sector
from workstreams.digests import actions as digests
from workstreams.discussion import actions as discussion
from workstreams.groups import actions as groups
from workstreams.groups.models import Participation, WorkingGroup
from workstreams.home.management.sample.documents import DOCUMENTS
from workstreams.home.management.sample.groups import AREAS, GROUPS
from workstreams.home.management.sample.people import (
    ACCOUNTS,
    APPLICANT,
    MEMBERS,
    ORGANISATIONS,
    PASSWORD,
    SECRETARIAT,
)
from workstreams.home.management.sample.profiles import PROFILES
from workstreams.home.management.sample.representatives import REPRESENTATIVES
from workstreams.home.management.sample.staging import days_before, play
from workstreams.moderation import actions as moderation

# In days before the seeding: everybody is here before the first group is, and seated before the first word is said.
ADMITTED, FOUNDED, CHANGED = 190, 150, 26


def seed():
    """Make everything; returns the accounts to show, as dicts of role, name, email and password."""
    staff = members.add_fictitious_members([SECRETARIAT], by=None, password=PASSWORD, staff=True)[0]
    now = timezone.now()
    people = {**_admit(staff, now), "secretariat": staff}
    _describe(people)
    _bring_in_organisations(staff)
    people |= _represent(staff, now)
    areas = {
        slug: groups.create_area(by=staff, slug=slug, name=name, summary=summary, position=position)
        for position, (slug, name, summary) in enumerate(AREAS, start=1)
    }
    founded = {}
    for written in GROUPS:
        founded[written.slug] = group = _found(written, areas[written.area], staff, people, now)
        _talk(group, written, people, now)
    play(DOCUMENTS, founded, people, now)
    _conclude(founded, people, now)
    # As if the clock had begun a week ago: then a first digest is due as soon as it ticks.
    digests.subscribe_newcomers(now - timedelta(days=7))
    shown = [("secretariat", staff), *((role, people[key]) for role, key in ACCOUNTS)]
    return [{"role": role, "name": person.name, "email": person.email, "password": PASSWORD} for role, person in shown]


def _admit(staff, now):
    """Everybody applies; the secretariat admits all but the last. Returns {key: member}."""
    written = [*MEMBERS, APPLICANT]
    sectors = {sector.mark: sector for sector in Sector.objects.all()}
    accounts = members.add_fictitious_members(
        [{"name": one.name, "email": one.email, "country": one.country, "time_zone": one.time_zone} for one in written],
        by=staff,
        password=PASSWORD,
    )
    people = {}
    for one, account in zip(written, accounts, strict=True):
        membership = members.apply_for_membership(
            account,
            by=account,
            sector=sectors[one.sector],
            organisation_name=one.organisation,
            statement=one.statement,
            country=one.country,
        )
        if one is not APPLICANT:
            members.approve_membership(membership, by=staff)
    # Over some months, in no order; the last applied lately.
    applied = {account: now - timedelta(days=ADMITTED + 23 * at % 110) for at, account in enumerate(accounts)}
    members.date_back_members({**applied, accounts[-1]: now - timedelta(days=2)}, by=staff)
    for one, account in zip(written, accounts, strict=True):
        people[one.key] = Member.objects.select_related("membership").get(pk=account.pk)
    return people


def _describe(people):
    known = {expertise.name: expertise for expertise in Expertise.objects.all()}
    for key, about in PROFILES.items():
        members.describe(
            people[key],
            by=people[key],
            about=about.words,
            region=about.region,
            languages=about.languages,
            expertise=[known[name] for name in about.expertise],
            audience=about.audience,
            email_audience=about.email_audience,
        )


def _bring_in_organisations(staff):
    sectors = {sector.mark: sector for sector in Sector.objects.all()}
    members.import_organisations(
        [(name, sectors[mark], country, "") for mark, known in ORGANISATIONS.items() for name, country in known],
        by=staff,
    )


def _represent(staff, now):
    """Somebody speaks for each of these organisations. Returns {key: member}."""
    speaks_for = {one.name: one for one in Organisation.objects.select_related("sector")}
    written = [(key, name, speaks_for[organisation]) for organisation, (key, name) in REPRESENTATIVES.items()]
    accounts = members.add_fictitious_members(
        [
            {"name": name, "email": f"{key}@members.example", "country": organisation.country, "time_zone": "UTC"}
            for key, name, organisation in written
        ],
        by=staff,
        password=PASSWORD,
    )
    seats = {account: organisation for account, (_key, _name, organisation) in zip(accounts, written, strict=True)}
    members.admit_fictitious_members(seats, by=staff, since=now - timedelta(days=ADMITTED))
    known = Member.objects.select_related("membership").in_bulk([account.pk for account in accounts])
    return {key: known[account.pk] for account, (key, *_rest) in zip(accounts, written, strict=True)}


def _found(written, area, staff, people, now):
    group = groups.create_group(
        area,
        by=staff,
        slug=written.slug,
        name=written.name,
        purpose=written.purpose,
        charter=written.charter,
        visibility=written.visibility,
        joining=written.joining,
    )
    for key in written.leads:
        groups.appoint(people[key], group, by=staff, role=Participation.Role.LEAD)
    group = groups.charter_group(group, by=staff)
    for key in written.seats:
        _seat(people[key], group, staff, people[written.leads[0]])
    _run(group, written, staff, people, now)
    seated = [people[key] for key in [*written.leads, *written.seats]]
    groups.date_back(
        group,
        by=staff,
        founded=now - timedelta(days=FOUNDED),
        # The leads from the first day, the others one after the other.
        came={one: now - timedelta(days=FOUNDED - max(0, at - 1) * 7) for at, one in enumerate(seated)},
        changed=now - timedelta(days=CHANGED),
    )
    for key, note in written.waiting:
        groups.ask_to_join(group, by=people[key], note=note)
    return group


def _run(group, written, staff, people, now):
    """What the leads did since: roles, dates, the charter's second revision."""
    lead = people[written.leads[0]]
    for key, role in ((written.editor, Participation.Role.EDITOR), (written.observer, Participation.Role.OBSERVER)):
        if key:
            groups.appoint(people[key], group, by=lead, role=role)
    for title, days, state in written.milestones:
        one = groups.add_milestone(group, by=lead, title=title, due_on=now.date() + timedelta(days=days))
        if state:
            {"done": groups.finish_milestone, "dropped": groups.drop_milestone}[state](one, by=lead)
    if written.amendment:
        words, note = written.amendment
        groups.revise_charter(group, by=lead, body=written.charter + words, note=note, base=1)


def _conclude(founded, people, now):
    """End the groups whose work is done, once they have written what they were for."""
    for written in GROUPS:
        if written.concluded:
            with days_before(now, CHANGED):
                groups.conclude_group(founded[written.slug], by=people[written.leads[0]], note=written.concluded)


def _seat(member, group, staff, lead):
    """Take a seat in the way that the group has for it."""
    if group.visibility == WorkingGroup.Visibility.PRIVATE:
        groups.appoint(member, group, by=staff, role=Participation.Role.PARTICIPANT)
    elif group.joining == WorkingGroup.Joining.OPEN:
        groups.join_group(group, by=member)
    else:
        groups.accept_join_request(groups.ask_to_join(group, by=member), by=lead)


def _talk(group, written, people, now):
    """Say everything in the order in which it was said, for a post's number tells its place among its siblings."""
    threads, posts = {}, {}
    spoken = [(said, parent, topic) for topic in written.topics for said, parent in _with_parents(topic.root)]
    for said, parent, topic in sorted(spoken, key=lambda each: -each[0].ago):
        by, at = people[said.by], now - timedelta(days=said.ago)
        if parent is None:
            thread = discussion.start_thread(group, by=by, title=topic.title, body=said.words, at=at)
            threads[id(topic)], posts[id(said)] = thread, thread.posts.get()
        else:
            posts[id(said)] = discussion.post_reply(
                threads[id(topic)], by=by, parent=posts[id(parent)], body=said.words, at=at
            )
    for said, _parent, _topic in spoken:
        _judge(posts[id(said)], said, people)
    for topic in written.topics:
        if topic.pinned_by:
            discussion.pin_thread(threads[id(topic)], by=people[topic.pinned_by])
        if topic.locked_by:
            discussion.lock_thread(threads[id(topic)], by=people[topic.locked_by])


def _with_parents(said, parent=None):
    yield said, parent
    for reply in said.replies:
        yield from _with_parents(reply, said)


def _judge(post, said, people):
    if said.flag:
        who, reason, note = said.flag
        moderation.flag_post(post, by=people[who], reason=reason, note=note)
    if said.hidden:
        lead, reason = said.hidden
        moderation.uphold(post.cases.open().get(), by=people[lead], reason=reason)
    if said.dismissed:
        lead, reason = said.dismissed
        moderation.dismiss(post.cases.open().get(), by=people[lead], reason=reason)

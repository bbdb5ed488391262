"""What texts ask of members: read for any number of them with a fixed number of queries, with the rights of this
moment. No writes.

Whoever works for the secretariat is asked what their seats ask of them, not what every group asks of its editors.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, Exists, F, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import timezone

from members.models import Affiliation
from members.permissions import is_active_member
from workstreams.consensus.models import Call, Objection, Position
from workstreams.consultations.models import Comment, Consultation
from workstreams.duties.shape import Due, Kind
from workstreams.groups.audience import standings
from workstreams.groups.models import Participation, WorkingGroup
from workstreams.recommendations.models import Recommendation, Revision
from workstreams.recommendations.steps import ENDED, REVIEWED, Step

#: So long before its day a review is told of.
REVIEW_SOON = timedelta(days=14)
#: In these steps the group, or more than it, is asked to comment until a moment.
ASKED_TO_COMMENT = [Step.ADOPTION_CALL, Step.LAST_CALL, Step.CONSULTATION]
#: In these a comment can still be answered by its author.
SPOKEN_OF = [Step.ADOPTION_CALL, Step.DRAFT, Step.LAST_CALL, Step.CONSULTATION, Step.ANSWERING]
Role = Participation.Role
WRITERS = {Role.LEAD, Role.EDITOR}
WIDER = [Revision.Audience.MEMBERS, Revision.Audience.PUBLIC]


def due_of(members, *, now=None):
    """{member id: [Due, …]}, what is asked soonest first, of each of these members, [] where nothing is. They are to
    come with their membership. Ten queries at most, whatever the number of members and of texts."""
    now = now or timezone.now()
    # A batch may name somebody twice.
    members = list({member.pk: member for member in members}.values())
    people = _people(members)
    groups = {group for person in people for group in person.roles}
    documents = _documents(groups, now)
    calls = _calls(groups)
    found = defaultdict(list)
    for pk, due in [
        *_positions(people, calls, now),
        *_outcomes(people, calls, now),
        *_steps(people, documents, now),
        *_objections(people, documents),
        *_comments(people, documents),
        *_asked(people, now),
        *_reviews(people, documents),
        *_to_comment(people, documents, now),
    ]:
        found[pk].append(due)
    return {member.pk: sorted(found[member.pk], key=lambda due: due.rank) for member in members}


def needs_of(member):
    """What texts ask of one member, as their pages and digests show it: without offers to comment."""
    return [due for due in due_of([member])[member.pk] if due.needs_you]


@dataclass(frozen=True)
class _Person:
    """Somebody who is admitted, with what they may do where they sit: `roles` {group id: role}, `leads` the groups
    whose desk is theirs, `writes` those whose texts they write."""

    pk: int
    roles: dict
    leads: frozenset
    writes: frozenset


def _people(members):
    # Who is not admitted, or suspended, is asked nothing.
    standing = standings(members)
    return [_person(member.pk, standing[member.pk]) for member in members if is_active_member(member)]


def _person(pk, standing):
    edits = {group for group, role in standing.roles.items() if role == Role.EDITOR}
    return _Person(pk, standing.roles, standing.desks, standing.desks | edits)


def _documents(groups, now):
    """Those of these groups that go on, and those that are to be looked at again soon. One query."""
    soon = timezone.localdate(now) + REVIEW_SOON
    going_on = ~Q(step__in=[*ENDED, *REVIEWED, Step.PARKED])
    rows = Recommendation.objects.filter(going_on | Q(step__in=REVIEWED, review_on__lte=soon), group__in=groups)
    return list(rows.select_related("group")) if groups else []


def _calls(groups):
    """Those of which nothing was stated yet, of these groups and of the whole alliance. One query."""
    asked = Q(recommendation__group__in=groups) | Q(parties=Call.Parties.ALLIANCE)
    calls = Call.objects.filter(asked, outcome=None, recommendation__step=Step.CONSENSUS_CALL)
    return list(calls.select_related("recommendation__group", "revision").defer("revision__body"))


def _due(kind, document, url, **more):
    group = document.group
    more.setdefault("about", document.pk)
    return Due(
        kind=kind,
        document=document.pk,
        title=document.title,
        group=group.pk,
        group_name=group.name,
        group_slug=group.slug,
        url=url,
        step=document.step,
        **more,
    )


def _positions(people, calls, now):
    """Calls that ask somebody for whose organisation nobody answered yet. Two queries."""
    calls = [call for call in calls if call.is_open(now)]
    if not calls or not people:
        return
    speaks_for = dict(
        Affiliation.objects.current()
        .filter(member__in=[one.pk for one in people])
        .values_list("member", "organisation")
    )
    said = Position.objects.current().filter(call__in=calls)
    said = said.filter(
        Q(organisation__in=set(speaks_for.values()) - {None}) | Q(organisation=None, member__in=speaks_for)
    )
    known = {
        (call, organisation, None if organisation else member)
        for call, organisation, member in said.values_list("call", "organisation", "member")
    }
    for call in calls:
        due = _due(
            Kind.POSITION, call.recommendation, reverse("position", args=[call.pk]), about=call.pk, until=call.closes_at
        )
        for person in people:
            # For whom somebody speaks must be on record, or they cannot answer.
            if person.pk not in speaks_for or not _is_asked(person, call):
                continue
            organisation = speaks_for[person.pk]
            if (call.pk, organisation, None if organisation else person.pk) not in known:
                yield person.pk, due


def _is_asked(person, call):
    """As `can_take_position` says it, of somebody who is admitted and to whom the call is visible."""
    group = call.recommendation.group
    role = person.roles.get(group.pk, "")
    if call.parties == Call.Parties.GROUP:
        return role not in {"", Role.OBSERVER}
    return bool(role) or group.visibility != WorkingGroup.Visibility.PRIVATE or call.revision.audience in WIDER


def _outcomes(people, calls, now):
    for call in calls:
        if not call.is_open(now):
            document = call.recommendation
            due = _due(Kind.OUTCOME, document, reverse("outcome", args=[call.pk]), about=call.pk)
            yield from ((one.pk, due) for one in people if document.group_id in one.leads)


def _steps(people, documents, now):
    for document in documents:
        if document.where in ASKED_TO_COMMENT and document.step_ends_at and document.step_ends_at <= now:
            due = _due(Kind.STEP, document, _step_url(document))
            yield from ((one.pk, due) for one in people if document.group_id in one.leads)


def _step_url(document):
    if document.where == Step.CONSULTATION:
        return reverse("consultation_close", args=[document.group.slug, document.pk])
    return document.get_absolute_url()


def _written(people, documents):
    """{number: document} of those that any of these people write."""
    groups = {group for person in people for group in person.writes}
    return {document.pk: document for document in documents if document.group_id in groups}


def _objections(people, documents):
    """Objections that nobody answered, to those who answer them: not to whoever raised them. One query."""
    by_pk = _written(people, documents)
    rows = Objection.objects.unanswered().filter(call__recommendation__in=by_pk).order_by("pk")
    raised = defaultdict(list)
    for row in rows.values_list("call__recommendation", "pk", "call", "position__member") if by_pk else ():
        raised[row[0]].append(row[1:])
    for pk, all_ in raised.items():
        document = by_pk[pk]
        for person in people:
            own = [one for one in all_ if one[2] != person.pk]
            if own and document.group_id in person.writes:
                objection, call, _raised_by = own[0]
                one = reverse("objection", args=[objection])
                url = one if len(own) == 1 else reverse("call_objections", args=[call])
                yield person.pk, _due(Kind.OBJECTIONS, document, url, n=len(own))


def _comments(people, documents):
    """Comments of which nobody said what became of them, to those who do. One query."""
    by_pk = _written(people, [one for one in documents if one.where in SPOKEN_OF])
    rows = Comment.objects.open().filter(revision__recommendation__in=by_pk).order_by()
    counted = (
        rows.values("revision__recommendation").annotate(n=Count("pk")).values_list("revision__recommendation", "n")
    )
    for pk, n in counted if by_pk else ():
        document = by_pk[pk]
        url = f"{reverse('dispositions', args=[document.group.slug, document.pk])}?state=open"
        due = _due(Kind.COMMENTS, document, url, n=n)
        yield from ((one.pk, due) for one in people if document.group_id in one.writes)


def _asked(people, now):
    """Open comments to which an editor or lead answered last, to their authors, who may say more. One query."""
    by_pk = {person.pk: person for person in people}
    last = Comment.objects.filter(parent=OuterRef("pk"), hidden_at=None).order_by("-pk").values("author")[:1]
    writes = Participation.objects.current().filter(
        group=OuterRef("revision__recommendation__group"), member=OuterRef("last_by"), role__in=WRITERS
    )
    open_to_all = Consultation.objects.taking_comments(now).filter(revision=OuterRef("revision"), audience__in=WIDER)
    rows = (
        Comment.objects.open()
        .not_hidden()
        .filter(author__in=by_pk, revision__recommendation__step__in=SPOKEN_OF)
        .annotate(last_by=Subquery(last), is_open_to_all=Exists(open_to_all))
        .filter(Exists(writes))
        .exclude(last_by=F("author"))
        .select_related("revision__recommendation__group")
        .defer("body", "body_html", "proposed", "revision__body")
        .order_by("pk")
    )
    found = defaultdict(list)
    for comment in rows if by_pk else ():
        document = comment.revision.recommendation
        if comment.is_open_to_all or document.group_id in by_pk[comment.author_id].roles:
            found[comment.author_id, document.pk].append(comment)
    for (author, _pk), comments in found.items():
        first = comments[0]
        yield author, _due(Kind.ASKED, first.revision.recommendation, first.get_absolute_url(), n=len(comments))


def _reviews(people, documents):
    # Of these alone those come that are to be looked at again soon.
    for document in documents:
        if document.where in REVIEWED:
            due = _due(Kind.REVIEW, document, document.get_absolute_url(), day=document.review_on)
            yield from ((one.pk, due) for one in people if document.group_id in one.writes)


def _to_comment(people, documents, now):
    """Texts on which those with a seat were asked to comment and did not in this step. One query."""
    asking = [one for one in documents if one.where in ASKED_TO_COMMENT and one.step_ends_at and one.step_ends_at > now]
    if not asking:
        return
    said = Comment.objects.filter(
        author__in=[one.pk for one in people],
        revision__recommendation__in=asking,
        created_at__gte=F("revision__recommendation__step_since"),
    )
    spoke = set(said.order_by().values_list("revision__recommendation", "author").distinct())
    for document in asking:
        due = _due(Kind.COMMENT, document, document.get_absolute_url(), until=document.step_ends_at)
        for person in people:
            sits = document.group_id in person.roles and document.group_id not in person.writes
            if sits and (document.pk, person.pk) not in spoke:
                yield person.pk, due

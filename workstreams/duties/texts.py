"""The texts that may ask something of somebody, with all that tells what. No writes."""

from datetime import timedelta

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, Count, Exists, F, IntegerField, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import JSONObject
from django.utils import timezone

from workstreams.consensus.models import Call, Objection
from workstreams.consultations.models import Comment, Consultation
from workstreams.groups.models import Participation
from workstreams.recommendations.models import Recommendation, Revision
from workstreams.recommendations.steps import ENDED, REVIEWED, Step

#: So long before its day a review is told of.
REVIEW_SOON = timedelta(days=14)
#: In these steps the group, or more than it, is asked to comment until a moment.
ASKED_TO_COMMENT = [Step.ADOPTION_CALL, Step.LAST_CALL, Step.CONSULTATION]
#: In these a comment can still be answered by its author.
SPOKEN_OF = [Step.ADOPTION_CALL, Step.DRAFT, Step.LAST_CALL, Step.CONSULTATION, Step.ANSWERING]
WRITERS = {Participation.Role.LEAD, Participation.Role.EDITOR}
WIDER = [Revision.Audience.MEMBERS, Revision.Audience.PUBLIC]


def texts_for(people, now):
    """What may ask something of these people: texts of their groups that go on or are to be looked at again soon, those
    of which a call asks the whole alliance, and those on which they were asked about a comment. With `call`, `waiting`
    comments, `objected`, `questions` and who `spoke`. One query."""
    groups = {group for person in people for group in person.roles}
    numbers = [person.pk for person in people]
    written = {group for person in people for group in person.writes}
    soon = timezone.localdate(now) + REVIEW_SOON
    going_on = ~Q(step__in=[*ENDED, *REVIEWED, Step.PARKED])
    here = OuterRef("pk")
    # A document in its call has one of which nothing was stated yet.
    calls = Call.objects.filter(recommendation=here, outcome=None).order_by("-pk")
    call = JSONObject(
        pk="pk", parties="parties", closes_at="closes_at", closed_at="closed_at", audience="revision__audience"
    )
    asked = _questions(numbers, now)
    question = JSONObject(pk="pk", author="author", is_open_to_all="is_open_to_all")
    spoke = Comment.objects.filter(
        revision__recommendation=here, author__in=numbers, created_at__gte=OuterRef("step_since")
    )
    of_groups = Q(going_on | Q(step__in=REVIEWED, review_on__lte=soon), group__in=groups)
    of_all = Q(step=Step.CONSENSUS_CALL) & Q(Exists(calls.filter(parties=Call.Parties.ALLIANCE)))
    rows = (
        Recommendation.objects.filter(of_groups | of_all | Q(pk__in=asked.values("revision__recommendation")))
        .select_related("group")
        .annotate(
            call=Subquery(calls.values(row=call)[:1]),
            questions=ArraySubquery(asked.filter(revision__recommendation=here).order_by("pk").values(row=question)),
            spoke=ArraySubquery(spoke.order_by().values("author").distinct()),
        )
    )
    return list(_with_work(rows, written))


def _with_work(rows, groups):
    """With what waits for those who write the texts of these groups; nobody else pays for the counting."""
    here = OuterRef("pk")
    waiting = Comment.objects.open().filter(revision__recommendation=here).order_by()
    counted = waiting.values("revision__recommendation").annotate(n=Count("pk")).values("n")
    objected = Objection.objects.unanswered().filter(call__recommendation=here, call__recommendation__group__in=groups)
    objection = JSONObject(pk="pk", call="call", by="position__member")
    work = Q(group__in=groups, step__in=SPOKEN_OF)
    return rows.annotate(
        waiting=Case(When(work, then=Subquery(counted)), default=Value(0), output_field=IntegerField()),
        objected=ArraySubquery(objected.order_by("pk").values(row=objection)),
    )


def _questions(authors, now):
    """Open comments of these authors to which an editor or lead answered last. `is_open_to_all`: their author may say
    more, wherever they sit."""
    last = Comment.objects.filter(parent=OuterRef("pk"), hidden_at=None).order_by("-pk").values("author")[:1]
    writes = Participation.objects.current().filter(
        group=OuterRef("revision__recommendation__group"), member=OuterRef("last_by"), role__in=WRITERS
    )
    open_to_all = Consultation.objects.taking_comments(now).filter(revision=OuterRef("revision"), audience__in=WIDER)
    return (
        Comment.objects.open()
        .not_hidden()
        .filter(author__in=authors, revision__recommendation__step__in=SPOKEN_OF)
        .annotate(last_by=Subquery(last), is_open_to_all=Exists(open_to_all))
        .filter(Exists(writes))
        .exclude(last_by=F("author"))
    )

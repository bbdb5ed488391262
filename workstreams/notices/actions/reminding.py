"""Reminding of deadlines. The clock starts it; running it twice, late, or on several machines reminds nobody twice."""

from datetime import UTC, datetime, time, timedelta

from django.db import transaction
from django.db.models import Min, OuterRef, Subquery
from django.utils import timezone

from workstreams.notices.actions.telling import owe_of_text
from workstreams.notices.models import Reminder
from workstreams.recommendations.models import Event, Recommendation
from workstreams.recommendations.steps import LASTS, REVIEWED

#: So many days before a step ends those are reminded who have not acted, and at its end those who take the next step.
BEFORE_END = [0, 1, 7]
#: So many days before the day on which a text is looked at again.
BEFORE_REVIEW = [0, 7]
WEEK = timedelta(days=7)


def plan_reminders(*, now=None):
    """Have reminded of every deadline whose time has come. Where the clock was late, only the last reminder that is due
    goes; where the deadline was set later than a reminder of it would have gone, there is none. Returns how many."""
    now = now or timezone.now()
    return sum(_remind(*one) for one in [*_of_steps(now), *_of_reviews(timezone.localdate(now))])


def _of_steps(now):
    for document in _with_last(
        Recommendation.objects.filter(step__in=list(LASTS)).ending_by(now + WEEK), ["step", "deadline"]
    ):
        ends = document.step_ends_at
        days = next(days for days in BEFORE_END if ends - timedelta(days=days) <= now)
        if not days or ends - timedelta(days=days) > document.set_at:
            event = f"{document.step}_ends" if days else "step_over"
            yield event, document, document.step, ends, days


def _of_reviews(today):
    documents = Recommendation.objects.filter(step__in=list(REVIEWED), review_on__lte=today + WEEK)
    for document in _with_last(documents, ["step", "review"]):
        day = document.review_on
        days = next(days for days in BEFORE_REVIEW if day - timedelta(days=days) <= today)
        if not days or day - timedelta(days=days) > timezone.localdate(document.set_at):
            yield "review_due", document, Reminder.What.REVIEW, datetime.combine(day, time(), tzinfo=UTC), days


def _with_last(documents, kinds):
    """With the moment at which the deadline was set, as `set_at`."""
    last = Event.objects.filter(recommendation=OuterRef("pk"), kind__in=kinds).order_by("-at").values("at")[:1]
    return documents.annotate(set_at=Subquery(last)).filter(set_at__isnull=False).order_by("pk")


@transaction.atomic
def _remind(event, document, what, deadline, days):
    of = {"document": document, "what": what, "deadline": deadline}
    last = Reminder.objects.filter(**of).aggregate(days=Min("days"))["days"]
    if last is not None and last <= days:
        return 0
    # Two clocks at once: the second finds the row of the first, and owes nothing.
    _row, made = Reminder.objects.get_or_create(**of, days=days)
    if made:
        owe_of_text(event, document, due_at=deadline if days or what == Reminder.What.REVIEW else None)
    return int(made)

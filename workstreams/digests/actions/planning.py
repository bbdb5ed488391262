"""One round of the clock: what is due at a moment becomes rows, a batch at a time.

A batch costs the same number of statements for few and for many, and nothing is kept from one batch to the other.
"""

import datetime
from collections import defaultdict
from dataclasses import dataclass

from django.db import connection, transaction
from django.utils import timezone

from portal.postoffice.actions import hand_out
from workstreams.digests import audience, overview, periods
from workstreams.digests.actions.subscribing import (
    reckon_for_those_who_moved,
    resume_for_those_who_came,
    subscribe_newcomers,
)
from workstreams.digests.models import Digest, DigestPart, GroupSubscription, Subscription

# What was said in the last seconds may not be committed yet: it goes into the next window, and into none before.
MARGIN = datetime.timedelta(seconds=10)
PLAN_AT_ONCE = 1000
STALE_AFTER = datetime.timedelta(minutes=10)
OUTBOX = "workstreams.digests.delivery.OUTBOX"


@dataclass(frozen=True)
class Round:
    """What one round of the clock did, in numbers of subscriptions (made, begun again, reckoned anew, stopped for
    nobody comes) and of digests."""

    subscribed: int
    resumed: int
    moved: int
    planned: int
    stopped: int
    queued: int


def plan(*, now=None, stale_after=STALE_AFTER):
    """One round of the clock, which nobody asks for: plan what is due at `now`, and tell the workers.

    Running it twice, or on several machines at once, plans and sends nothing twice.
    """
    now = now or timezone.now()
    subscribed, resumed = subscribe_newcomers(now), resume_for_those_who_came(now)
    calendar = periods.Calendar(now)
    planned = stopped = 0
    while some := _plan_some(calendar):
        planned += some.planned
        stopped += some.stopped
    return Round(
        subscribed=subscribed,
        resumed=resumed,
        moved=reckon_for_those_who_moved(now),
        planned=planned,
        stopped=stopped,
        queued=hand_out(OUTBOX, now=now, stale_after=stale_after),
    )


@dataclass(frozen=True)
class Batch:
    planned: int
    stopped: int


@dataclass(frozen=True)
class Planned:
    """A digest and its parts, none saved; and the numbers of the GroupSubscriptions that it tells of."""

    digest: Digest
    parts: list
    told: list


@transaction.atomic
def _plan_some(calendar):
    """Plan the digests of some subscriptions that are due, and reckon when each is due next. None where none is left
    that another machine does not hold."""
    now = calendar.now
    # By the index alone: many are due at the same moment, and would be sorted anew for each batch.
    due = Subscription.objects.due(now).order_by("next_due_at")
    due = list(due.select_for_update(skip_locked=True, of=("self",), no_key=True)[:PLAN_AT_ONCE])
    if not due:
        return None
    away = audience.away(due, now)
    planned = _all_planned(due, away, calendar)
    _write(planned)
    next_moments = {
        subscription.pk: calendar.next(*_wish(subscription, subscription.cadence))
        for subscription in due
        if subscription.pk not in away
    }
    _set(Subscription, "next_due_at", next_moments)
    if away:
        Subscription.objects.filter(pk__in=away).update(paused_at=now, next_due_at=None)
    return Batch(planned=len(planned), stopped=len(away))


def _all_planned(due, away, calendar):
    chosen = defaultdict(list)
    for one in GroupSubscription.objects.filter(subscription__in=due).order_by("pk"):
        chosen[one.subscription_id].append(one)
    moments = {subscription: _due_at(subscription, calendar) for subscription in due}
    # Known already where the member chose anew after a round that was held ahead of time.
    rows = Digest.objects.filter(subscription__in=due, due_at__in=set(moments.values()))
    known = set(rows.values_list("subscription", "due_at"))
    planned = [
        _planned(subscription, chosen[subscription.pk], due_at, subscription.pk in away, calendar)
        for subscription, due_at in moments.items()
        if (subscription.pk, due_at) not in known
    ]
    return [one for one in planned if one]


def _due_at(subscription, calendar):
    """The last moment at which it was due: none is made up for those that were lost while no clock ran."""
    return max(subscription.next_due_at, calendar.last(*_wish(subscription, subscription.cadence)))


def _planned(subscription, chosen, due_at, is_last, calendar):
    """What is due of all and of each group, as `chosen` for it; None where nothing is."""
    # The weekly slot lies in the time since the last digest, be it that the clock slept through it.
    slot = calendar.last(*_wish(subscription, "weekly"))
    outline = overview.outline(subscription, chosen, slot >= subscription.next_due_at)
    if outline.is_empty:
        return None
    until = calendar.now - MARGIN
    digest, parts = overview.drawn_up(subscription, outline, due_at, until, is_last=is_last)
    return Planned(digest, parts, [one.pk for one in outline.told])


def _wish(subscription, frequency):
    # In the zone that its next moment was reckoned in. For those who moved, the clock reckons anew right after this.
    return frequency, subscription.weekday, subscription.hour, subscription.time_zone


def _write(planned):
    """Write digests and parts, and note of all and of each group until when it is told."""
    Digest.objects.bulk_create([one.digest for one in planned])
    DigestPart.objects.bulk_create([part for one in planned for part in one.parts])
    whole = {one.digest.subscription_id: one.digest.window_to for one in planned if one.digest.covers_all}
    _set(Subscription, "covered_until", whole)
    groups = {number: one.digest.window_to for one in planned for number in one.told}
    _set(GroupSubscription, "covered_until", groups)


def _set(model, name, moments):
    """Set a column of many rows, {id: moment}, in one statement: Django's own way takes one branch for each row."""
    table, column = (
        connection.ops.quote_name(one) for one in (model._meta.db_table, model._meta.get_field(name).column)
    )
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {table} SET {column} = new.moment "  # noqa: S608 - names of our own model
            f"FROM unnest(%s::bigint[], %s::timestamptz[]) AS new (id, moment) WHERE {table}.id = new.id",
            [list(moments), list(moments.values())],
        )

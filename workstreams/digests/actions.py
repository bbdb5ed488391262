"""What members choose about their digests, and what the clock does. One transaction each."""

import datetime
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.postoffice.actions import hand_out
from workstreams.digests import audience, periods
from workstreams.digests.models import Digest, Subscription
from workstreams.digests.permissions import can_choose_digest

# What was said in the last seconds may not be committed yet: it goes into the next window, and into none before.
MARGIN = datetime.timedelta(seconds=10)
PLAN_AT_ONCE = 500
STALE_AFTER = datetime.timedelta(minutes=10)
OUTBOX = "workstreams.digests.delivery.OUTBOX"


@transaction.atomic
def choose_digest(member, *, by, frequency, weekday, hour):
    """Say how often, on which day and at what hour the own digest comes. What the last one covered stays covered.

    Raises PermissionDenied for anybody else, ValidationError for a rhythm that does not exist.
    """
    _ask(by, member)
    if frequency not in Subscription.Frequency or weekday not in range(7) or hour not in range(24):
        raise ValidationError(_("Choose how often, the day and the hour from the lists."))
    now = timezone.now()
    # The clock may make the same row at this moment; whoever comes second finds it.
    Subscription.objects.bulk_create([_subscription(member, now)], ignore_conflicts=True)
    subscription = Subscription.objects.select_for_update().get(member=member)
    if subscription.frequency == Subscription.Frequency.NEVER and frequency != Subscription.Frequency.NEVER:
        # Whoever begins again after a year does not get the year: one period, and a day for those who thought it over.
        subscription.covered_until = max(subscription.covered_until, now - periods.LENGTH[frequency] - periods.DAY)
    subscription.frequency = subscription.cadence = frequency
    subscription.weekday = weekday
    subscription.hour = hour
    subscription.time_zone = member.time_zone
    subscription.reckon(now)
    subscription.save(
        update_fields=["frequency", "cadence", "weekday", "hour", "time_zone", "covered_until", "next_due_at"]
    )
    return subscription


def stop_digest(subscription, *, by):
    """Send no more digests, those planned already included. Harmless a second time."""
    return _change(subscription, by, Subscription.Frequency.NEVER)


def stop_for_good(member, *, by):
    """Send no more digests to somebody who leaves the alliance, whether they ever chose one or not."""
    subscription = Subscription.objects.filter(member=member).first()
    if subscription:
        stop_digest(subscription, by=by)


def resume_digest(subscription, *, by, frequency):
    """Send them again, on the day and at the hour that were chosen before."""
    return _change(subscription, by, frequency)


def _change(subscription, by, frequency):
    return choose_digest(
        subscription.member, by=by, frequency=frequency, weekday=subscription.weekday, hour=subscription.hour
    )


def _ask(by, member):
    if not can_choose_digest(by, member):
        raise PermissionDenied(_("Everybody chooses their own digest, and nobody another's."))


def _subscription(member, now):
    """A subscription as everybody begins with: weekly, from now on, and back to when they were admitted, but no
    further than one week. Not saved."""
    admitted = getattr(member, "membership", None) and member.membership.decided_at
    since = max(admitted or now, now - periods.LENGTH["weekly"])
    subscription = Subscription(
        member=member, time_zone=member.time_zone, covered_until=min(since, now), created_at=now
    )
    subscription.reckon(now)
    return subscription


@dataclass(frozen=True)
class Round:
    """What one round of the clock did, in numbers of subscriptions (made, reckoned anew) and digests."""

    subscribed: int
    moved: int
    planned: int
    queued: int


def plan(*, now=None, stale_after=STALE_AFTER):
    """One round of the clock, which nobody asks for: plan what is due at `now`, and tell the workers.

    Running it twice, or on several machines at once, plans and sends nothing twice.
    """
    now = now or timezone.now()
    subscribed = subscribe_newcomers(now)
    planned = 0
    while some := _plan_some(now):
        planned += some
    moved = reckon_for_those_who_moved(now)
    return Round(
        subscribed=subscribed, moved=moved, planned=planned, queued=hand_out(OUTBOX, now=now, stale_after=stale_after)
    )


def subscribe_newcomers(now):
    """Give every reachable member a subscription who has none. Returns how many were without."""
    members = audience.reachable().filter(digest_subscription=None).select_related("membership")
    new = [_subscription(member, now) for member in members]
    Subscription.objects.bulk_create(new, ignore_conflicts=True, batch_size=1000)
    return len(new)


@transaction.atomic
def _plan_some(now):
    """Plan the digests of some subscriptions that are due, and reckon when each is due next. Returns how many
    subscriptions; 0 where none is left that another machine does not hold."""
    due = Subscription.objects.due(now).select_for_update(skip_locked=True, of=("self",)).select_related("member")
    due = list(due[:PLAN_AT_ONCE])
    known = set(
        Digest.objects.filter(
            subscription__in=due, due_at__in={subscription.next_due_at for subscription in due}
        ).values_list("subscription", "due_at")
    )
    planned = []
    for subscription in due:
        # Known already where the member chose anew after a round that was held ahead of time.
        if (subscription.pk, subscription.next_due_at) not in known:
            until = max(subscription.covered_until, now - MARGIN)
            planned.append(
                Digest(
                    subscription=subscription,
                    due_at=subscription.next_due_at,
                    window_from=subscription.covered_until,
                    window_to=until,
                )
            )
            subscription.covered_until = until
        subscription.time_zone = subscription.member.time_zone
        subscription.reckon(now)
    Digest.objects.bulk_create(planned, ignore_conflicts=True)
    Subscription.objects.bulk_update(due, ["covered_until", "time_zone", "next_due_at"])
    return len(due)


@transaction.atomic
def reckon_for_those_who_moved(now):
    """Reckon anew for members who changed their time zone: the hour they chose is the hour where they live.

    Travelling east and west again gives nobody a second digest: between two lies half a period at least.
    """
    moved = Subscription.objects.of_members_who_moved().select_for_update(skip_locked=True, of=("self",))
    moved = list(moved.select_related("member"))
    for subscription in moved:
        last = subscription.digests.order_by("-due_at").values_list("due_at", flat=True).first()
        after = max(now, last + periods.LENGTH[subscription.frequency] / 2) if last else now
        subscription.time_zone = subscription.member.time_zone
        subscription.reckon(after)
    Subscription.objects.bulk_update(moved, ["time_zone", "next_due_at"])
    return len(moved)


def erase_member(member, efface):
    """What digests keep of somebody who is erased: when one fell due, and what became of it.

    In the transaction of whoever erases; `stop_for_good` came before.
    """
    Subscription.objects.filter(member=member).update(time_zone="UTC", weekday=0, hour=8)
    digests, erased = Digest.objects.filter(subscription__member=member), _("Erased.")
    digests.exclude(reason="").update(reason=erased)
    digests.planned().update(state=Digest.State.SKIPPED, reason=erased, settled_at=timezone.now())

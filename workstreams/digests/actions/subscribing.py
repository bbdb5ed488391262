"""What the clock sees to before it plans: newcomers, those who came again, and those who live elsewhere now."""

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Greatest

from workstreams.digests import audience, periods
from workstreams.digests.models import GroupSubscription, Subscription

AT_ONCE = 1000


def first_subscription(member, now):
    """A subscription as everybody begins with: weekly, from now on, and back to when they were admitted, but no
    further than one week. Not saved."""
    admitted = getattr(member, "membership", None) and member.membership.decided_at
    since = max(admitted or now, now - periods.LENGTH["weekly"])
    # By number: the row may turn out to be there already, and the member is not to keep this one for it.
    subscription = Subscription(
        member_id=member.pk, time_zone=member.time_zone, covered_until=min(since, now), created_at=now
    )
    subscription.reckon(now)
    return subscription


def subscribe_newcomers(now):
    """Give every reachable member a subscription who has none. Returns how many were without."""
    without = audience.reachable().filter(digest_subscription=None).select_related("membership").order_by("pk")
    made, last = 0, 0
    while new := list(without.filter(pk__gt=last)[:AT_ONCE]):
        Subscription.objects.bulk_create([first_subscription(member, now) for member in new], ignore_conflicts=True)
        made, last = made + len(new), new[-1].pk
    return made


def resume_for_those_who_came(now):
    """Send digests again to those who had not come for long, and did now. Returns how many they are."""
    return _until_none_is_left(_resume_some, now)


@transaction.atomic
def _resume_some(now):
    back = audience.came_again(now).select_for_update(skip_locked=True, of=("self",)).select_related("member")
    back = list(back[:AT_ONCE])
    for subscription in back:
        # That of all: where only a group comes daily, the rest is as far behind as a week.
        oldest = now - periods.LENGTH.get(subscription.frequency, periods.LENGTH["weekly"]) - periods.DAY
        subscription.covered_until = max(subscription.covered_until, oldest)
        subscription.time_zone = subscription.member.time_zone
        subscription.paused_at = None
        subscription.reckon(now)
    Subscription.objects.bulk_update(back, ["covered_until", "time_zone", "paused_at", "next_due_at"])
    # No group is told of more rarely than once a week.
    oldest = now - periods.LENGTH["weekly"] - periods.DAY
    GroupSubscription.objects.filter(subscription__in=back).update(covered_until=Greatest(F("covered_until"), oldest))
    return len(back)


def reckon_for_those_who_moved(now):
    """Reckon anew for members who changed their time zone: the hour they chose is the hour where they live.

    Travelling east and west again gives nobody a second digest: between two lies half a period at least.
    """
    return _until_none_is_left(_reckon_some, now)


@transaction.atomic
def _reckon_some(now):
    moved = Subscription.objects.of_members_who_moved().select_for_update(skip_locked=True, of=("self",))
    moved = list(moved.select_related("member").with_last_due()[:AT_ONCE])
    for subscription in moved:
        last, length = subscription.last_due_at, periods.LENGTH[subscription.cadence]
        subscription.time_zone = subscription.member.time_zone
        subscription.reckon(max(now, last + length / 2) if last else now)
    Subscription.objects.bulk_update(moved, ["time_zone", "next_due_at"])
    return len(moved)


def _until_none_is_left(some, now):
    done = 0
    while there := some(now):
        done += there
    return done

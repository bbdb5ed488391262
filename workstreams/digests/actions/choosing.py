"""What members choose about their own digests."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import F
from django.db.models.functions import Greatest
from django.utils import timezone
from django.utils.translation import gettext as _

from workstreams.digests import periods
from workstreams.digests.actions.subscribing import first_subscription
from workstreams.digests.models import Digest, DigestPart, GroupSubscription, Subscription
from workstreams.digests.permissions import can_choose_digest

NEVER = Subscription.Frequency.NEVER


@transaction.atomic
def choose_digest(member, *, by, frequency, weekday, hour):
    """Say how often, on which day and at what hour the own digest comes, but for groups for which something else was
    chosen. What the last one covered stays covered.

    Raises PermissionDenied for anybody else, ValidationError for a rhythm that does not exist.
    """
    _ask(by, member)
    if frequency not in Subscription.Frequency or weekday not in range(7) or hour not in range(24):
        raise ValidationError(_("Choose how often, the day and the hour from the lists."))
    now = timezone.now()
    subscription = _locked(member, now)
    if subscription.frequency == NEVER and frequency != NEVER:
        oldest = _oldest(frequency, now)
        subscription.covered_until = max(subscription.covered_until, oldest)
        subscription.groups.filter(frequency="").update(covered_until=Greatest(F("covered_until"), oldest))
    subscription.frequency = frequency
    subscription.weekday = weekday
    subscription.hour = hour
    if frequency == NEVER:
        _leave_all_out(subscription)
    return _kept(subscription, now)


@transaction.atomic
def choose_for_groups(member, *, by, choices):
    """Say for some groups, {group: frequency}, how often to hear of each: "" for as often as of all the others.

    Each keeps what was told of it: nothing is told twice, and nothing is left out. Raises PermissionDenied for anybody
    else, ValidationError for a frequency that does not exist.
    """
    _ask(by, member)
    if any(frequency not in GroupSubscription.Frequency for frequency in choices.values()):
        raise ValidationError(_("Choose how often from the list."))
    now = timezone.now()
    subscription = _locked(member, now)
    there = {one.group_id: one for one in subscription.groups.all()}
    for group, frequency in choices.items():
        one = there.get(group.pk) or GroupSubscription(
            subscription=subscription, group=group, covered_until=subscription.covered_until
        )
        before, then = one.frequency or subscription.frequency, frequency or subscription.frequency
        if before == NEVER and then != NEVER:
            one.covered_until = max(one.covered_until, _oldest(then, now))
        one.frequency = frequency
        if then == NEVER:
            _leave_out(subscription, one)
        one.save()
    return _kept(subscription, now)


@transaction.atomic
def stop_digest(subscription, *, by):
    """Send no more digests of anything, those planned already included. Harmless a second time."""
    _ask(by, subscription.member)
    subscription = _locked(subscription.member, timezone.now())
    subscription.groups.exclude(frequency=GroupSubscription.Frequency.NEVER).update(frequency="")
    return _again(subscription, by, NEVER)


def stop_group(subscription, group, *, by):
    """Tell nothing more of one group. Harmless a second time."""
    return choose_for_groups(subscription.member, by=by, choices={group: GroupSubscription.Frequency.NEVER})


def stop_for_good(member, *, by):
    """Send no more digests to somebody who leaves the alliance, whether they ever chose one or not."""
    subscription = Subscription.objects.filter(member=member).first()
    if subscription:
        stop_digest(subscription, by=by)


def resume_digest(subscription, *, by, frequency):
    """Send them again, on the day and at the hour that were chosen before."""
    return _again(subscription, by, frequency)


def resume_group(subscription, group, *, by):
    """Tell of a group again, as often as of all the others."""
    return choose_for_groups(subscription.member, by=by, choices={group: GroupSubscription.Frequency.AS_ALL})


def _again(subscription, by, frequency):
    return choose_digest(
        subscription.member, by=by, frequency=frequency, weekday=subscription.weekday, hour=subscription.hour
    )


def _ask(by, member):
    if not can_choose_digest(by, member):
        raise PermissionDenied(_("Everybody chooses their own digest, and nobody another's."))


def _locked(member, now):
    # The clock may make the same row at this moment; whoever comes second finds it.
    Subscription.objects.bulk_create([first_subscription(member, now)], ignore_conflicts=True)
    return Subscription.objects.select_for_update(of=("self",)).select_related("member").get(member=member)


def _oldest(frequency, now):
    """Whoever begins again after a year does not get the year: one period, and a day for those who thought it over."""
    return now - periods.LENGTH[frequency] - periods.DAY


def _planned(subscription):
    """Those that wait, the latest first, locked."""
    waiting = Digest.objects.filter(subscription=subscription, settled_at=None).order_by("-window_to")
    return list(waiting.select_for_update(of=("self",), no_key=True))


def _leave_all_out(subscription):
    """Those planned already tell of the groups alone that come nevertheless. What they would have told stays untold,
    for whoever thinks it over."""
    for one in subscription.groups.filter(frequency=""):
        _leave_out(subscription, one)
        one.save()
    for digest in _planned(subscription):
        if digest.covers_all and digest.window_to == subscription.covered_until:
            subscription.covered_until = digest.window_from
        digest.covers_all = False
        digest.save(update_fields=["covers_all"])


def _leave_out(subscription, one):
    """Those planned already are silent about a group. What they would have told of it stays untold."""
    digests = _planned(subscription)
    begun = dict(DigestPart.objects.filter(digest__in=digests, group=one.group_id).values_list("digest", "window_from"))
    for digest in digests:
        beginning = begun.get(digest.pk, digest.window_from if digest.covers_all else None)
        if beginning and digest.window_to == one.covered_until:
            one.covered_until = beginning
    DigestPart.objects.filter(digest__in=digests, group=one.group_id).update(window_from=None)
    DigestPart.objects.bulk_create(
        [DigestPart(digest=digest, group_id=one.group_id) for digest in digests], ignore_conflicts=True
    )


def _kept(subscription, now):
    """The subscription with all that follows from a choice: how often anything is due, when next, and that the member
    is there."""
    chosen = [one or subscription.frequency for one in subscription.groups.values_list("frequency", flat=True)]
    subscription.cadence = periods.most_frequent([subscription.frequency, *chosen])
    subscription.time_zone = subscription.member.time_zone
    subscription.asked_at, subscription.paused_at = now, None
    # What is due since a moment ago, and not planned yet, stays due.
    if subscription.cadence == NEVER or subscription.next_due_at is None or subscription.next_due_at > now:
        subscription.reckon(now)
    subscription.save()
    return subscription

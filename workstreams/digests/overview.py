"""What a digest tells of: everything, or single groups, as was chosen for each; and what comes next."""

import datetime
from dataclasses import dataclass

from django.conf import settings
from django.utils import timezone

from workstreams.digests import periods
from workstreams.digests.models import Digest, DigestPart


@dataclass(frozen=True)
class Outline:
    """What is told at one moment. `told` and `silent`: of the GroupSubscriptions those whose turn it is, and those that
    another digest tells of."""

    covers_all: bool
    told: list
    silent: list

    @property
    def is_empty(self):
        return not (self.covers_all or self.told)


def outline(subscription, chosen, is_weekly):
    """What is told where the moment is the weekly one, or any other. `chosen`: the GroupSubscriptions."""
    due = {"daily", "weekly"} if is_weekly or subscription.cadence == "weekly" else {"daily"}
    told = [one for one in chosen if (one.frequency or subscription.frequency) in due]
    return Outline(subscription.frequency in due, told, [one for one in chosen if one not in told])


def drawn_up(subscription, outline, due_at, until, **more):
    """The digest and its parts, none saved: each part from where the telling of its group ended, up to `until`."""
    beginnings = [one.covered_until for one in outline.told]
    if outline.covers_all:
        beginnings.append(subscription.covered_until)
    digest = Digest(
        subscription=subscription,
        due_at=due_at,
        not_before=goes_out_at(subscription, due_at),
        window_from=subscription.covered_until if outline.covers_all else min(beginnings),
        # A round that was held ahead of time told of more already.
        window_to=max(*beginnings, until),
        covers_all=outline.covers_all,
        **more,
    )
    parts = [DigestPart(digest=digest, group_id=one.group_id, window_from=one.covered_until) for one in outline.told]
    if outline.covers_all:
        parts += [DigestPart(digest=digest, group_id=one.group_id) for one in outline.silent]
    return digest, parts


def goes_out_at(subscription, due_at):
    """When the digest of this moment leaves, for those of one hour are spread over some minutes."""
    return due_at + periods.delay_of(subscription.pk, settings.DIGEST_SPREAD_MINUTES)


@dataclass(frozen=True)
class Coming:
    """A digest that will be due. `groups`: those that it tells of, where it does not tell of everything; those that it
    leaves to another, where it does."""

    at: datetime.datetime
    covers_all: bool
    groups: list


def coming(subscription, groups):
    """The next digest, and the next one that tells of something else; none where nothing is due. `groups`: the member's
    own. One query."""
    chosen = _chosen(subscription)
    found = []
    for moment, is_weekly in _moments(subscription):
        outlined = outline(subscription, chosen, is_weekly)
        if not outlined.is_empty and outlined not in [one for _moment, one in found]:
            found.append((moment, outlined))
    return [
        Coming(
            goes_out_at(subscription, moment), one.covers_all, _of(one.silent if one.covers_all else one.told, groups)
        )
        for moment, one in found
    ]


def next_digest(subscription):
    """The next digest as it would go out at this moment, with its parts; None where nothing is due. None is saved, so
    that it has no number. One query."""
    chosen = _chosen(subscription)
    for moment, is_weekly in _moments(subscription):
        outlined = outline(subscription, chosen, is_weekly)
        if not outlined.is_empty:
            digest, parts = drawn_up(subscription, outlined, moment, timezone.now(), pk=0)
            digest._prefetched_objects_cache = {"parts": parts}
            return digest
    return None


def frequencies(subscription):
    """What was chosen for single groups: {group id: frequency, "" for as often as of all}. One query."""
    return {one.group_id: one.frequency for one in _chosen(subscription)}


def _chosen(subscription):
    return list(subscription.groups.all()) if subscription.pk else []


def _moments(subscription):
    """Pairs (moment, whether it is the weekly one) of the next digests, the weekly one among them."""
    if not subscription.next_due_at:
        return []
    wish = subscription.weekday, subscription.hour, periods.zone(subscription.time_zone)
    slot = periods.next_occurrence("weekly", *wish, timezone.now())
    moments = {subscription.next_due_at} | ({slot} if subscription.cadence == "daily" else set())
    return [(moment, moment == slot) for moment in sorted(moments)]


def _of(chosen, groups):
    numbers = {one.group_id for one in chosen}
    return [group for group in groups if group.pk in numbers]

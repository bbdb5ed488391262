"""Questions about subscriptions and digests, each named for who asks."""

from django.db import models
from django.db.models import F, Q


class SubscriptionQuerySet(models.QuerySet):
    def visible_to(self, user):
        """A member's own."""
        return self.filter(member=user.pk)

    def due(self, now):
        return self.filter(next_due_at__lte=now)

    def of_members_who_moved(self):
        """Those reckoned in another time zone than the one in which the member lives now."""
        return self.filter(next_due_at__isnull=False).exclude(time_zone=F("member__time_zone"))


class DigestQuerySet(models.QuerySet):
    def planned(self):
        return self.filter(state="planned")

    def never_queued(self):
        """Planned, and no worker was told yet."""
        return self.planned().filter(queued_at=None)

    def forgotten(self, now, stale_after, most_attempts):
        """Planned, and the worker that was told never settled it: it died, the queue lost it, or the mail server put it
        off. Each attempt doubles the wait."""
        late = Q(pk=None)
        for attempts in range(most_attempts):
            late |= Q(attempts=attempts, queued_at__lte=now - stale_after * 2**attempts)
        return self.planned().filter(late)

    def claimed(self, digest_id):
        """Lock the row for whoever sends it, with the member. None where it is settled, or in other hands."""
        return (
            self.planned()
            .select_for_update(skip_locked=True, of=("self",))
            .select_related("subscription__member__membership")
            .filter(pk=digest_id)
            .first()
        )

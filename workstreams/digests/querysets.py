"""Questions about subscriptions and digests, each named for who asks."""

from django.db import models
from django.db.models import F, OuterRef, Subquery

from portal.postoffice.querysets import OutgoingQuerySet


class SubscriptionQuerySet(models.QuerySet):
    def visible_to(self, user):
        """A member's own."""
        return self.filter(member=user.pk)

    def due(self, now):
        return self.filter(next_due_at__lte=now)

    def paused(self):
        """Those of members who have not come for long."""
        return self.filter(paused_at__isnull=False)

    def with_last_due(self):
        """With when the last digest was due as `last_due_at`, None where there was none."""
        digests = self.model._meta.get_field("digests").related_model.objects
        last = digests.filter(subscription=OuterRef("pk")).order_by("-due_at")
        return self.annotate(last_due_at=Subquery(last.values("due_at")[:1]))

    def of_members_who_moved(self):
        """Those reckoned in another time zone than the one in which the member lives now."""
        return self.filter(next_due_at__isnull=False).exclude(time_zone=F("member__time_zone"))


class GroupSubscriptionQuerySet(models.QuerySet):
    def visible_to(self, user):
        """A member's own."""
        return self.filter(subscription__member=user.pk)


class DigestQuerySet(OutgoingQuerySet):
    def visible_to(self, user):
        """A member's own."""
        return self.filter(subscription__member=user.pk)

    def for_composing(self, numbers):
        """Those of these numbers with the member, and the parts. Two queries."""
        rows = self.filter(pk__in=numbers).select_related("subscription__member__membership")
        return rows.prefetch_related("parts")


class DigestPartQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those of a member's own digests."""
        return self.filter(digest__subscription__member=user.pk)

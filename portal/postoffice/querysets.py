"""Questions about mail, each named for who asks."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

# What fails so often fails for a reason that another attempt does not mend.
MOST_ATTEMPTS = 5


class OutgoingQuerySet(models.QuerySet):
    def planned(self):
        return self.filter(state="planned")

    def due(self, now):
        """Planned, and its time has come."""
        return self.planned().filter(not_before__lte=now)

    def never_queued(self, now):
        """Due, and no worker was told yet."""
        return self.due(now).filter(queued_at=None)

    def forgotten(self, now, stale_after):
        """Planned, and the worker that was told never settled it: it died, the queue lost it, or the mail server put it
        off. Each attempt doubles the wait."""
        late = Q(pk=None)
        for attempts in range(MOST_ATTEMPTS):
            late |= Q(attempts=attempts, queued_at__lte=now - stale_after * 2**attempts)
        return self.due(now).filter(late)

    def in_hands(self, now, stale_after):
        """Planned, and given to a worker who is not late with it yet."""
        return self.planned().filter(queued_at__gt=now - stale_after)

    def free(self):
        """These, locked, without those that are in other hands."""
        return self.select_for_update(skip_locked=True, of=("self",), no_key=True)

    def free_numbers(self, count):
        """The numbers of so many of these at most, longest due first, locked; none that is in other hands."""
        return list(self.order_by("not_before", "pk").free().values_list("pk", flat=True)[:count])


class MailboxQuerySet(models.QuerySet):
    def of(self, addresses):
        """Those of these addresses, however they are written."""
        wanted = {address.lower() for address in addresses if address}
        return self.alias(lower=Lower("address")).filter(lower__in=wanted)

    def stopped(self):
        return self.filter(stopped_at__isnull=False)

    def visible_to(self, user):
        """That of the member's own address; all for the secretariat."""
        if user.is_authenticated and user.is_staff:
            return self
        return self.of([getattr(user, "email", "")])


class ReportQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those of the mailboxes that this user may see."""
        mailboxes = self.model._meta.get_field("mailbox").related_model.objects
        return self.filter(mailbox__in=mailboxes.visible_to(user))

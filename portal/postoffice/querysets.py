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

    def free(self, pk):
        """This one, locked, where it is planned and in no other hands."""
        return self.planned().filter(pk=pk).select_for_update(skip_locked=True, of=("self",), no_key=True)


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

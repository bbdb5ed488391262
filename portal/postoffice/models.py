"""What goes out by mail, each until it is settled; and what is known of the addresses that it goes to."""

import functools
from email.utils import parseaddr

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.postoffice import querysets


@functools.cache
def _domain(address):
    return parseaddr(address)[1].rpartition("@")[2] or "localhost"


class Outgoing(models.Model):
    """A mail that is owed to somebody: written down in the transaction of what it tells of, so that it is neither lost
    nor sent twice. It keeps no words: they are written when it goes, as its reader may read them then.

    What goes out by mail is a row of a subclass, and an `Outbox` (see delivery) that says how one is composed. The row
    is the truth and the queue only a hint: `queued_at` says when a worker was last told of it. `reason` says why it was
    skipped, failed or held back, or is sent once more; while it waits, what went wrong at the last attempt. `copy`
    counts what staff had sent once more: each copy has a Message-ID of its own, and all attempts at one copy the same.
    """

    class State(models.TextChoices):
        PLANNED = "planned", _("Planned")
        HELD = "held", _("Held back by the secretariat")
        SENT = "sent", _("Sent")
        SKIPPED = "skipped", _("Skipped")
        FAILED = "failed", _("Failed")

    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.PLANNED)
    reason = models.TextField(_("reason"), max_length=1000, blank=True)
    planned_at = models.DateTimeField(_("planned"), default=timezone.now)
    not_before = models.DateTimeField(_("goes out from"), default=timezone.now)
    queued_at = models.DateTimeField(_("last given to a worker"), null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    copy = models.PositiveSmallIntegerField(_("copy"), default=0)
    settled_at = models.DateTimeField(_("settled"), null=True, blank=True)
    message_id = models.CharField(_("Message-ID"), max_length=255, blank=True)

    objects = querysets.OutgoingQuerySet.as_manager()

    class Meta:
        abstract = True
        indexes = [
            models.Index(fields=["not_before"], condition=Q(state="planned"), name="%(class)s_waiting"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["planned", "held"], settled_at=None)
                | Q(state__in=["sent", "skipped", "failed"], settled_at__isnull=False),
                name="%(class)s_settled_at_a_moment",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["skipped", "failed"]) | ~Q(reason=""), name="%(class)s_not_sent_for_a_reason"
            ),
            models.CheckConstraint(
                condition=~Q(state="sent") | ~Q(message_id=""), name="%(class)s_sent_with_its_message_id"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["planned", "held", "sent", "skipped", "failed"]), name="%(class)s_state_known"
            ),
        ]

    @property
    def own_message_id(self):
        """The Message-ID that every attempt at this copy has: should it be handed over twice, mail servers and readers
        know it for the same. The moment is in it for those who put back an older database."""
        domain = _domain(settings.DEFAULT_FROM_EMAIL)
        copy = f".{self.copy}" if self.copy else ""
        return f"<{self._meta.model_name}-{self.pk}.{self.planned_at:%Y%m%dT%H%M%SZ}{copy}@{domain}>"


class Dispatch(Outgoing):
    """One mail of those that need no row of their own elsewhere: its kind, and the number of what it tells of.

    What is told by a kind stands in settings.DISPATCHES. `recipient` is None where the address is that of the thing (an
    invitation) or the secretariat's.
    """

    kind = models.CharField(_("kind"), max_length=40)
    about = models.BigIntegerField(_("number of what it tells of"))
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="dispatches",
        verbose_name=_("to"),
    )

    class Meta(Outgoing.Meta):
        abstract = False
        verbose_name = _("mail")
        verbose_name_plural = _("mails")
        ordering = ["-planned_at", "-pk"]

    def __str__(self):
        return f"{self.kind} {self.about}"


class Mailbox(models.Model):
    """An address from which mail came back, or somebody complained. `score` is in tenths: +10 for a mail that came back
    for now, +20 for good, -1 for each that arrived; from 40 on nothing more goes there (`stopped_at`), until its owner
    or the secretariat says that it works again."""

    SOFT, HARD, ARRIVED, ENOUGH = 10, 20, -1, 40

    address = models.EmailField(_("address"), max_length=254)
    score = models.PositiveSmallIntegerField(_("score, in tenths"), default=0)
    stopped_at = models.DateTimeField(_("no more mail since"), null=True, blank=True)
    why = models.CharField(_("why"), max_length=500, blank=True)
    changed_at = models.DateTimeField(_("changed"), default=timezone.now)

    objects = querysets.MailboxQuerySet.as_manager()

    class Meta:
        verbose_name = _("address with trouble")
        verbose_name_plural = _("addresses with trouble")
        ordering = [F("stopped_at").desc(nulls_last=True), "-score"]
        constraints = [
            models.UniqueConstraint(Lower("address"), name="mailbox_once_for_an_address"),
            models.CheckConstraint(condition=Q(stopped_at=None) | ~Q(why=""), name="mailbox_stopped_for_a_reason"),
        ]

    def __str__(self):
        return self.address


class Report(models.Model):
    """What a mail server or provider told of a mail: that it came back, or that its reader complained. `key` is the
    teller's own name for it, so that what is told twice counts once."""

    class Kind(models.TextChoices):
        SOFT = "soft", _("Came back for now")
        HARD = "hard", _("Came back for good")
        COMPLAINT = "complaint", _("Marked as unwanted by its reader")

    mailbox = models.ForeignKey(Mailbox, models.CASCADE, related_name="reports", verbose_name=_("address"))
    kind = models.CharField(_("kind"), max_length=16, choices=Kind.choices)
    key = models.CharField(_("key"), max_length=255, unique=True)
    message_id = models.CharField(_("Message-ID of the mail"), max_length=255, blank=True)
    said = models.TextField(_("what was said"), max_length=2000, blank=True)
    at = models.DateTimeField(_("when"), default=timezone.now)

    objects = querysets.ReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=["soft", "hard", "complaint"]), name="report_kind_known")
        ]

    def __str__(self):
        return f"{self.mailbox}: {self.get_kind_display()}"

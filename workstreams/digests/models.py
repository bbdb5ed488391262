"""When a member wants a digest, and every digest that fell due, with what became of it."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from members.models import Member
from workstreams.digests import periods, querysets


class Subscription(models.Model):
    """How often a member wants a digest, and what the last one covered.

    `next_due_at` is reckoned in `time_zone`, which is the member's own; where the two differ the member has moved, and
    the clock reckons again. `covered_until` ends the window of the last digest: the next one begins there.
    """

    class Frequency(models.TextChoices):
        WEEKLY = "weekly", _("Weekly")
        DAILY = "daily", _("Daily")
        NEVER = "never", _("Never")

    member = models.OneToOneField(Member, models.PROTECT, related_name="digest_subscription", verbose_name=_("member"))
    frequency = models.CharField(_("how often"), max_length=8, choices=Frequency.choices, default=Frequency.WEEKLY)
    weekday = models.PositiveSmallIntegerField(_("day"), choices=list(WEEKDAYS.items()), default=0)
    hour = models.PositiveSmallIntegerField(_("hour"), default=8)
    time_zone = models.CharField(_("time zone that it was reckoned in"), max_length=64, default="UTC", editable=False)
    covered_until = models.DateTimeField(_("covered until"), default=timezone.now, editable=False)
    next_due_at = models.DateTimeField(_("next one due"), null=True, editable=False)
    created_at = models.DateTimeField(_("began"), default=timezone.now, editable=False)

    objects = querysets.SubscriptionQuerySet.as_manager()

    class Meta:
        verbose_name = _("subscription")
        verbose_name_plural = _("subscriptions")
        ordering = ["next_due_at"]
        indexes = [models.Index(fields=["next_due_at"], condition=Q(next_due_at__isnull=False), name="digest_due")]
        constraints = [
            models.CheckConstraint(
                condition=Q(frequency__in=["weekly", "daily", "never"]), name="subscription_frequency_known"
            ),
            models.CheckConstraint(
                condition=Q(frequency="never", next_due_at=None)
                | (~Q(frequency="never") & Q(next_due_at__isnull=False)),
                name="subscription_due_unless_never",
            ),
            models.CheckConstraint(condition=Q(weekday__lte=6), name="subscription_weekday_known"),
            models.CheckConstraint(condition=Q(hour__lte=23), name="subscription_hour_known"),
        ]

    def __str__(self):
        return f"{self.member}: {self.get_frequency_display()}"

    def get_absolute_url(self):
        return reverse("digest_settings")

    def reckon(self, after):
        """Set when the next digest is due: the first moment after `after` that was asked for, in `time_zone`."""
        self.next_due_at = periods.next_occurrence(
            self.frequency, self.weekday, self.hour, periods.zone(self.time_zone), after
        )


class Digest(models.Model):
    """One digest of one subscription for one due moment: unique, so whoever plans it again finds it planned.

    `queued_at` only says when a worker was last told of it: the row, not the queue, is the truth. `reason` says why it
    was skipped or failed; while planned, what went wrong at the last attempt.
    """

    class State(models.TextChoices):
        PLANNED = "planned", _("Planned")
        SENT = "sent", _("Sent")
        SKIPPED = "skipped", _("Skipped")
        FAILED = "failed", _("Failed")

    subscription = models.ForeignKey(
        Subscription, models.PROTECT, related_name="digests", verbose_name=_("subscription")
    )
    due_at = models.DateTimeField(_("due"))
    window_from = models.DateTimeField(_("what is new after"))
    window_to = models.DateTimeField(_("and up to"))
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.PLANNED)
    reason = models.TextField(_("reason"), max_length=1000, blank=True)
    planned_at = models.DateTimeField(_("planned"), default=timezone.now)
    queued_at = models.DateTimeField(_("last given to a worker"), null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    settled_at = models.DateTimeField(_("settled"), null=True, blank=True)
    message_id = models.CharField(_("Message-ID"), max_length=255, blank=True)

    objects = querysets.DigestQuerySet.as_manager()

    class Meta:
        verbose_name = _("digest")
        verbose_name_plural = _("digests")
        ordering = ["-due_at", "-pk"]
        indexes = [
            models.Index(fields=["-due_at"], name="digest_by_due"),
            models.Index(fields=["queued_at"], condition=Q(state="planned"), name="digest_waiting"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["subscription", "due_at"], name="digest_once_per_due_moment"),
            models.CheckConstraint(condition=Q(window_to__gte=F("window_from")), name="digest_window_in_order"),
            models.CheckConstraint(
                condition=Q(state="planned", settled_at=None)
                | Q(state__in=["sent", "skipped", "failed"], settled_at__isnull=False),
                name="digest_settled_when_no_longer_planned",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["planned", "sent"]) | ~Q(reason=""), name="digest_not_sent_for_a_reason"
            ),
            models.CheckConstraint(
                condition=~Q(state="sent") | ~Q(message_id=""), name="digest_sent_with_its_message_id"
            ),
        ]

    def __str__(self):
        return f"{self.subscription.member}, {self.due_at:%Y-%m-%d %H:%M} UTC: {self.get_state_display()}"

"""When a member wants a digest, and every digest that fell due, with what became of it."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from members.models import Member
from portal.postoffice.models import Outgoing
from workstreams.digests import periods, querysets
from workstreams.groups.models import WorkingGroup


class Subscription(models.Model):
    """How often a member wants a digest, and what the last one covered.

    `frequency` is that of all for which nothing else was chosen (see GroupSubscription), `cadence` that of the most
    frequent among them: how often a digest falls due at all. `next_due_at` is reckoned in `time_zone`, which is the
    member's own; where the two differ the member has moved, and the clock reckons again. `covered_until` ends the
    window of the last digest that told of all: the next one begins there. `asked_at` is when the member last chose
    anything here, which counts as having come; `paused_at` since when nothing is due, for they had not come for long.
    """

    class Frequency(models.TextChoices):
        WEEKLY = "weekly", _("Weekly")
        DAILY = "daily", _("Daily")
        NEVER = "never", _("Never")

    member = models.OneToOneField(Member, models.PROTECT, related_name="digest_subscription", verbose_name=_("member"))
    frequency = models.CharField(_("how often"), max_length=8, choices=Frequency.choices, default=Frequency.WEEKLY)
    cadence = models.CharField(
        _("how often anything is due"),
        max_length=8,
        choices=Frequency.choices,
        default=Frequency.WEEKLY,
        editable=False,
    )
    weekday = models.PositiveSmallIntegerField(_("day"), choices=list(WEEKDAYS.items()), default=0)
    hour = models.PositiveSmallIntegerField(_("hour"), default=8)
    time_zone = models.CharField(_("time zone that it was reckoned in"), max_length=64, default="UTC", editable=False)
    covered_until = models.DateTimeField(_("covered until"), default=timezone.now, editable=False)
    next_due_at = models.DateTimeField(_("next one due"), null=True, editable=False)
    created_at = models.DateTimeField(_("began"), default=timezone.now, editable=False)
    asked_at = models.DateTimeField(_("last chosen by the member"), null=True, blank=True, editable=False)
    paused_at = models.DateTimeField(_("stopped, for nobody came, since"), null=True, blank=True, editable=False)

    objects = querysets.SubscriptionQuerySet.as_manager()

    class Meta:
        verbose_name = _("subscription")
        verbose_name_plural = _("subscriptions")
        ordering = ["next_due_at"]
        indexes = [
            models.Index(fields=["next_due_at"], condition=Q(next_due_at__isnull=False), name="digest_due"),
            models.Index(fields=["paused_at"], condition=Q(paused_at__isnull=False), name="subscription_paused"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(frequency__in=["weekly", "daily", "never"]), name="subscription_frequency_known"
            ),
            models.CheckConstraint(
                condition=Q(cadence="never", next_due_at=None, paused_at=None)
                | Q(cadence__in=["weekly", "daily"], next_due_at__isnull=False, paused_at=None)
                | Q(cadence__in=["weekly", "daily"], next_due_at=None, paused_at__isnull=False),
                name="subscription_due_unless_never",
            ),
            models.CheckConstraint(
                condition=Q(frequency="never")
                | Q(frequency="weekly", cadence__in=["weekly", "daily"])
                | Q(frequency="daily", cadence="daily"),
                name="subscription_cadence_covers_all",
            ),
            models.CheckConstraint(condition=Q(weekday__lte=6), name="subscription_weekday_known"),
            models.CheckConstraint(condition=Q(hour__lte=23), name="subscription_hour_known"),
        ]

    def __str__(self):
        return f"{self.member}: {self.get_frequency_display()}"

    def get_absolute_url(self):
        return reverse("digest_settings")

    def reckon(self, after):
        """Set when the next digest is due: the first moment after `after` that was asked for, in `time_zone`; never
        while it is paused."""
        self.next_due_at = (
            None
            if self.paused_at
            else periods.next_occurrence(self.cadence, self.weekday, self.hour, periods.zone(self.time_zone), after)
        )


class GroupSubscription(models.Model):
    """That a member wants to hear of a group more often or more rarely than of all else, or did so once: what was told
    of this group ends at `covered_until`, whatever the other digests told."""

    class Frequency(models.TextChoices):
        AS_ALL = "", _("As for all")
        WEEKLY = "weekly", _("Weekly")
        DAILY = "daily", _("Daily")
        NEVER = "never", _("Never")

    subscription = models.ForeignKey(
        Subscription, models.CASCADE, related_name="groups", verbose_name=_("subscription")
    )
    group = models.ForeignKey(
        WorkingGroup, models.CASCADE, related_name="digest_subscriptions", verbose_name=_("working group")
    )
    frequency = models.CharField(
        _("how often"), max_length=8, choices=Frequency.choices, default=Frequency.AS_ALL, blank=True
    )
    covered_until = models.DateTimeField(_("covered until"), default=timezone.now, editable=False)

    objects = querysets.GroupSubscriptionQuerySet.as_manager()

    class Meta:
        verbose_name = _("choice for a group")
        verbose_name_plural = _("choices for groups")
        constraints = [
            models.UniqueConstraint(fields=["subscription", "group"], name="group_subscription_once_for_a_group"),
            models.CheckConstraint(
                condition=Q(frequency__in=["", "weekly", "daily", "never"]), name="group_subscription_frequency_known"
            ),
        ]

    def __str__(self):
        return f"{self.subscription.member}, {self.group}: {self.get_frequency_display()}"


class Digest(Outgoing):
    """One digest of one subscription for one due moment: unique, so whoever plans it again finds it planned.

    It tells of everything but the groups of its `parts` from `window_from` on where it `covers_all`, and of those
    groups alone where it does not. Each part begins where that group's own telling ended. All end at `window_to`.
    The one that `is_last` goes to somebody who has not come for long, and says so, whether there is news or not.
    """

    subscription = models.ForeignKey(
        Subscription, models.PROTECT, related_name="digests", verbose_name=_("subscription")
    )
    due_at = models.DateTimeField(_("due"))
    window_from = models.DateTimeField(_("what is new after"))
    window_to = models.DateTimeField(_("and up to"))
    covers_all = models.BooleanField(_("tells of all"), default=True)
    is_last = models.BooleanField(_("the last one until the member comes"), default=False)

    objects = querysets.DigestQuerySet.as_manager()

    class Meta(Outgoing.Meta):
        abstract = False
        verbose_name = _("digest")
        verbose_name_plural = _("digests")
        ordering = ["-due_at", "-pk"]
        indexes = [*Outgoing.Meta.indexes, models.Index(fields=["-due_at"], name="digest_by_due")]
        constraints = [
            *Outgoing.Meta.constraints,
            models.UniqueConstraint(fields=["subscription", "due_at"], name="digest_once_per_due_moment"),
            models.CheckConstraint(condition=Q(window_to__gte=F("window_from")), name="digest_window_in_order"),
        ]

    def __str__(self):
        return f"{self.subscription.member}, {self.due_at:%Y-%m-%d %H:%M} UTC: {self.get_state_display()}"


class DigestPart(models.Model):
    """A group of which a digest tells from a moment of its own. A group that is to be told of in another digest has a
    part too, without a moment: this one is silent about it."""

    digest = models.ForeignKey(Digest, models.CASCADE, related_name="parts", verbose_name=_("digest"))
    group = models.ForeignKey(WorkingGroup, models.CASCADE, related_name="+", verbose_name=_("working group"))
    window_from = models.DateTimeField(_("what is new after"), null=True, blank=True)

    objects = querysets.DigestPartQuerySet.as_manager()

    class Meta:
        verbose_name = _("part of a digest")
        verbose_name_plural = _("parts of digests")
        constraints = [models.UniqueConstraint(fields=["digest", "group"], name="digest_part_once_for_a_group")]

    def __str__(self):
        return f"{self.digest}: {self.group}"

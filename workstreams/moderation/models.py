"""Flags that members raise, and what a lead decided on them."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from members.models import Member, Sector
from workstreams.discussion.models import Post
from workstreams.moderation import querysets


class Decision(models.Model):
    """What a lead decided about a post, and why. The reason is the statement of reasons that the author gets."""

    class Kind(models.TextChoices):
        HIDE = "hide", _("Hidden")
        DISMISS = "dismiss", _("Left as it is")

    post = models.ForeignKey(Post, models.PROTECT, related_name="decisions", verbose_name=_("post"))
    kind = models.CharField(_("decision"), max_length=16, choices=Kind.choices)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    decided_by = models.ForeignKey(Member, models.PROTECT, related_name="+", verbose_name=_("decided by"))
    decided_at = models.DateTimeField(_("decided"), default=timezone.now)

    objects = querysets.DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ["-decided_at"]
        constraints = [
            models.CheckConstraint(condition=~Q(kind="hide") | ~Q(reason=""), name="decision_hides_with_a_reason"),
            models.CheckConstraint(condition=Q(kind__in=["hide", "dismiss"]), name="decision_kind_known"),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.post}"


class Flag(models.Model):
    """A member tells the leads that a post should not stand as it does. Open until a decision closes it.

    The sector is that of the day on which it was raised: the leads see which sector speaks, not who.
    """

    class Reason(models.TextChoices):
        OFF_TOPIC = "off_topic", _("Off topic")
        CONDUCT = "conduct", _("Conduct")
        CONFIDENTIAL = "confidential", _("Confidential")
        SPAM = "spam", _("Spam")
        OTHER = "other", _("Something else")

    post = models.ForeignKey(Post, models.PROTECT, related_name="flags", verbose_name=_("post"))
    raised_by = models.ForeignKey(Member, models.PROTECT, related_name="flags", verbose_name=_("raised by"))
    sector = models.ForeignKey(Sector, models.PROTECT, null=True, related_name="+", verbose_name=_("sector"))
    reason = models.CharField(_("reason"), max_length=16, choices=Reason.choices)
    note = models.TextField(_("what they said"), max_length=1000, blank=True)
    created_at = models.DateTimeField(_("raised"), default=timezone.now)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    decision = models.ForeignKey(
        Decision, models.PROTECT, null=True, blank=True, related_name="flags", verbose_name=_("decision")
    )

    objects = querysets.FlagQuerySet.as_manager()

    class Meta:
        verbose_name = _("flag")
        verbose_name_plural = _("flags")
        ordering = ["created_at"]
        indexes = [models.Index(fields=["created_at"], condition=Q(closed_at=None), name="flag_queue")]
        constraints = [
            models.UniqueConstraint(
                fields=["post", "raised_by"], condition=Q(closed_at=None), name="flag_one_open_per_member_and_post"
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None, decision=None) | Q(closed_at__isnull=False, decision__isnull=False),
                name="flag_closed_by_a_decision",
            ),
            models.CheckConstraint(condition=~Q(reason="other") | ~Q(note=""), name="flag_other_says_what"),
        ]

    def __str__(self):
        return f"{self.get_reason_display()}: {self.post}"

    def get_absolute_url(self):
        return reverse("desk", args=[self.post.thread.group.slug])

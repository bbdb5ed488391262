"""A member asks that somebody else look at a decision again."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from members.models import Member
from workstreams.groups.models import WorkingGroup
from workstreams.moderation import querysets
from workstreams.moderation.models.decisions import Statement


class Appeal(models.Model):
    """An appeal against a statement of reasons: one each. Decided by neither who decided first nor who appeals.

    `first_decided_by` and `appellant` are the statement's own, held equal by the database, where the constraints
    compare them.
    """

    class Outcome(models.TextChoices):
        CONFIRMED = "confirmed", _("The decision stands")
        REVERSED = "reversed", _("The decision is reversed")

    statement = models.OneToOneField(
        Statement, models.PROTECT, related_name="appeal", verbose_name=_("statement of reasons")
    )
    appellant = models.ForeignKey(Member, models.PROTECT, related_name="appeals", verbose_name=_("appealed by"))
    group = models.ForeignKey(
        WorkingGroup, models.PROTECT, null=True, blank=True, related_name="appeals", verbose_name=_("working group")
    )
    first_decided_by = models.ForeignKey(
        Member, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("decided first by")
    )
    text = models.TextField(_("why it is wrong"), max_length=2000)
    created_at = models.DateTimeField(_("appealed"), default=timezone.now)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    decided_by = models.ForeignKey(
        Member, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("decided by")
    )
    outcome = models.CharField(_("outcome"), max_length=16, choices=Outcome.choices, blank=True)
    reason = models.CharField(_("reason"), max_length=1000, blank=True)

    objects = querysets.AppealQuerySet.as_manager()

    class Meta:
        verbose_name = _("appeal")
        verbose_name_plural = _("appeals")
        ordering = ["created_at", "pk"]
        indexes = [
            models.Index(fields=["group", "created_at", "id"], condition=Q(decided_at=None), name="appeal_queue")
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="appeal_says_why"),
            models.CheckConstraint(
                condition=Q(decided_at=None, decided_by=None, outcome="", reason="")
                | (
                    Q(decided_at__isnull=False, decided_by__isnull=False, outcome__in=["confirmed", "reversed"])
                    & ~Q(reason="")
                ),
                name="appeal_decided_with_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None) | Q(first_decided_by=None) | ~Q(decided_by=F("first_decided_by")),
                name="appeal_not_decided_by_who_decided_first",
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("appellant")), name="appeal_not_decided_by_who_appeals"
            ),
        ]

    def __str__(self):
        return f"{self.appellant}: {self.statement_id}"

    def get_absolute_url(self):
        return reverse("statement", args=[self.statement.key])

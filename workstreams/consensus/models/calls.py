"""A call for consensus on a revision, and its outcome."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from members.models import Member
from workstreams.consensus import querysets
from workstreams.recommendations.models import Recommendation, Revision

QUESTION_LENGTH = (5, 500)


class Call(models.Model):
    """A question about a revision, to those who may answer it, until a moment. How it was put does not change once it
    is open: the database refuses that. One call is open at a time in a document."""

    class Results(models.TextChoices):
        ANSWERED = "answered", _("To those who have answered, and to all when it is closed")
        CLOSED = "closed", _("To all when it is closed")
        OPEN = "open", _("To all, from the beginning")

    class Parties(models.TextChoices):
        GROUP = "group", _("Those who take part in the group, but observers")
        ALLIANCE = "alliance", _("All members of the alliance")

    recommendation = models.ForeignKey(
        Recommendation, models.PROTECT, related_name="calls", verbose_name=_("recommendation")
    )
    revision = models.ForeignKey(Revision, models.PROTECT, related_name="calls", verbose_name=_("revision"))
    question = models.CharField(_("question"), max_length=QUESTION_LENGTH[1])
    parties = models.CharField(_("who takes a position"), max_length=16, choices=Parties.choices)
    results = models.CharField(_("results are shown"), max_length=16, choices=Results.choices, default=Results.ANSWERED)
    opened_at = models.DateTimeField(_("opened"), default=timezone.now)
    opened_by = models.ForeignKey(Member, models.PROTECT, related_name="+", verbose_name=_("opened by"))
    closes_at = models.DateTimeField(_("closes"))
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    closed_by = models.ForeignKey(
        Member, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("closed by")
    )

    objects = querysets.CallQuerySet.as_manager()

    class Meta:
        verbose_name = _("call for consensus")
        verbose_name_plural = _("calls for consensus")
        ordering = ["-opened_at"]
        indexes = [models.Index(fields=["closes_at"], condition=Q(closed_at=None), name="call_closing")]
        constraints = [
            models.UniqueConstraint(
                fields=["recommendation"], condition=Q(closed_at=None), name="call_one_open_in_a_document"
            ),
            models.CheckConstraint(condition=Q(parties__in=["group", "alliance"]), name="call_parties_known"),
            models.CheckConstraint(condition=Q(results__in=["answered", "closed", "open"]), name="call_results_known"),
            models.CheckConstraint(condition=Q(closes_at__gt=F("opened_at")), name="call_lasts_a_while"),
            models.CheckConstraint(condition=Q(closed_at=None) | Q(closed_at__gte=F("opened_at")), name="call_ends"),
        ]

    def __str__(self):
        return self.question

    def get_absolute_url(self):
        return reverse("call", args=[self.pk])

    def is_open(self, now=None):
        """Whether positions are taken: until its end, whether somebody closed it by then or not."""
        return self.closed_at is None and (now or timezone.now()) < self.closes_at

    @property
    def ended_at(self):
        """Until when positions were taken, or are: earlier than was said where a lead closed it."""
        return min(self.closed_at, self.closes_at) if self.closed_at else self.closes_at


class Outcome(models.Model):
    """What the leads state came of a call: adopted or returned, and why. The figures of that moment are kept with it.

    The database refuses to adopt over an objection that nobody answered.
    """

    class Result(models.TextChoices):
        ADOPTED = "adopted", _("Adopted")
        RETURNED = "returned", _("Returned to the editors")

    call = models.OneToOneField(Call, models.PROTECT, related_name="outcome", verbose_name=_("call"))
    result = models.CharField(_("result"), max_length=16, choices=Result.choices)
    statement = models.TextField(_("statement"), max_length=8000)
    figures = models.JSONField(_("figures of that moment"), editable=False)
    stated_by = models.ForeignKey(Member, models.PROTECT, related_name="+", verbose_name=_("stated by"))
    stated_at = models.DateTimeField(_("stated"), default=timezone.now)

    objects = querysets.OutcomeQuerySet.as_manager()

    class Meta:
        verbose_name = _("outcome")
        verbose_name_plural = _("outcomes")
        constraints = [
            models.CheckConstraint(condition=Q(result__in=["adopted", "returned"]), name="outcome_result_known"),
            models.CheckConstraint(condition=~Q(statement=""), name="outcome_has_a_statement"),
        ]

    def __str__(self):
        return f"{self.call}: {self.get_result_display()}"

"""A recommendation, where it stands, and what happened to it."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext_lazy as _

from members.models import Member
from workstreams.groups.models import WorkingGroup
from workstreams.recommendations import querysets
from workstreams.recommendations.steps import LASTS, NAMES, Step

TITLE_LENGTH = (5, 200)
STEPS = [(step.value, name) for step, name in NAMES.items()]
VALUES = [step.value for step in Step]


models.CharField.register_lookup(Length)


class Recommendation(models.Model):
    """A document that a working group writes: from an idea to a published text (see steps). What it says stands in its
    revisions; the newest is the text.

    `step_ends_at` is when the step is to end, for those that last so long by rule; the step goes on until somebody ends
    it. A parked document remembers in which step it was.
    """

    group = models.ForeignKey(
        WorkingGroup, models.PROTECT, related_name="recommendations", verbose_name=_("working group")
    )
    title = models.CharField(_("title"), max_length=TITLE_LENGTH[1])
    step = models.CharField(_("step"), max_length=16, choices=STEPS, default=Step.IDEA.value)
    step_since = models.DateTimeField(_("in this step since"), default=timezone.now)
    step_ends_at = models.DateTimeField(_("to end"), null=True, blank=True)
    parked_from = models.CharField(_("step in which it was parked"), max_length=16, choices=STEPS, blank=True)
    review_on = models.DateField(_("to be looked at again"), null=True, blank=True)
    created_by = models.ForeignKey(Member, models.PROTECT, related_name="recommendations", verbose_name=_("begun by"))
    created_at = models.DateTimeField(_("begun"), default=timezone.now)

    objects = querysets.RecommendationQuerySet.as_manager()

    class Meta:
        verbose_name = _("recommendation")
        verbose_name_plural = _("recommendations")
        ordering = ["-step_since", "-pk"]
        indexes = [
            models.Index(fields=["group", "-step_since"], name="recommendation_by_group"),
            models.Index(
                fields=["step_ends_at"], condition=Q(step_ends_at__isnull=False), name="recommendation_ending"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(title__length__gte=TITLE_LENGTH[0]), name="recommendation_title_long_enough"
            ),
            models.CheckConstraint(condition=Q(step__in=VALUES), name="recommendation_step_known"),
            models.CheckConstraint(
                condition=Q(step="parked", parked_from__in=[one for one in VALUES if one != "parked"])
                | (~Q(step="parked") & Q(parked_from="")),
                name="recommendation_parked_from_a_step",
            ),
            models.CheckConstraint(
                condition=Q(step_ends_at=None) | Q(step__in=[step.value for step in LASTS]),
                name="recommendation_ends_where_steps_do",
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("recommendation", args=[self.place, self.pk])

    @property
    def place(self):
        """What stands for its group in its addresses: the short address of a group that anybody may know of. Of another
        it would tell whoever reads a text that was opened to more than the group."""
        return self.group.slug if self.group.visibility == WorkingGroup.Visibility.PUBLIC else querysets.ANY_PLACE

    @property
    def where(self):
        """The step, as one that the rules know."""
        return Step(self.step)

    @property
    def has_run_out(self):
        """Whether the step has gone on longer than it was to."""
        return self.step_ends_at is not None and self.step_ends_at <= timezone.now()

    @property
    def days_left(self):
        """Until the step is to end, where its reader is; 0 on its last day."""
        return (timezone.localdate(self.step_ends_at) - timezone.localdate()).days


class Event(models.Model):
    """One thing that happened to a document. Rows are added and stay: the database refuses to change or delete one; an
    erasure alone takes a name out of its words (GDPR, Art. 17). `by` is None where the clock did it."""

    class Kind(models.TextChoices):
        STEP = "step", _("It took a step")
        REVISION = "revision", _("Its text was revised")
        TITLE = "title", _("It was given another title")
        DEADLINE = "deadline", _("A step is to end at another moment")
        REVIEW = "review", _("It is to be looked at again")

    recommendation = models.ForeignKey(
        Recommendation, models.PROTECT, related_name="events", verbose_name=_("recommendation")
    )
    at = models.DateTimeField(_("when"), default=timezone.now)
    by = models.ForeignKey(Member, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("by"))
    kind = models.CharField(_("what"), max_length=16, choices=Kind.choices)
    before = models.CharField(_("before"), max_length=200, blank=True)
    after = models.CharField(_("after"), max_length=200, blank=True)
    revision_number = models.PositiveIntegerField(_("revision"), null=True, blank=True)
    why = models.TextField(_("why"), max_length=2000, blank=True)

    objects = querysets.EventQuerySet.as_manager()

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["recommendation", "at"], name="event_by_document")]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["step", "revision", "title", "deadline", "review"]), name="event_kind_known"
            ),
            models.CheckConstraint(condition=~Q(kind="step") | Q(after__in=VALUES), name="event_leads_to_a_step"),
            models.CheckConstraint(
                condition=Q(kind="revision", revision_number__isnull=False)
                | (~Q(kind="revision") & Q(revision_number=None)),
                name="event_of_a_revision_names_it",
            ),
        ]

    def __str__(self):
        return f"{self.recommendation}: {self.get_kind_display()}"

    @property
    def before_name(self):
        """Of a step: what it is called."""
        return NAMES[Step(self.before)]

    @property
    def after_name(self):
        return NAMES[Step(self.after)]

    @property
    def before_moment(self):
        """Of a day that was moved: what it was, None where there was none."""
        return _moment(self.before)

    @property
    def after_moment(self):
        return _moment(self.after)


def _moment(kept):
    return (parse_date(kept) if len(kept) == len("2026-11-23") else parse_datetime(kept)) if kept else None

"""Published texts: their numbers and versions, and the record of how they came about."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from members.models import Member
from workstreams.publications import querysets
from workstreams.recommendations.models import Recommendation, Revision


class Scheme(models.Model):
    """How publications are numbered: the secretariat's choice, one row. `pattern` has {year} and {n}, the place in that
    year; {n:03} fills it up with zeros."""

    pattern = models.CharField(_("pattern"), max_length=60, default="AGA-{year}-{n:03}")
    licence = models.CharField(_("licence of what is published"), max_length=60, default="CC BY 4.0")
    licence_url = models.URLField(
        _("where the licence is read"), blank=True, default="https://creativecommons.org/licenses/by/4.0/"
    )

    objects = querysets.SchemeQuerySet.as_manager()

    class Meta:
        verbose_name = _("numbering")
        verbose_name_plural = _("numbering")
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="scheme_is_one")]

    def __str__(self):
        return self.pattern


class Publication(models.Model):
    """One version of a published recommendation, as it stands for good: the database refuses to change what it says.

    All versions of one recommendation have its `number`; `year` and `place` are what the number was made from. `record`
    holds what stood on that day: who took which position, the dissent annex, and how each clause came about.
    """

    recommendation = models.ForeignKey(
        Recommendation, models.PROTECT, related_name="publications", verbose_name=_("recommendation")
    )
    revision = models.OneToOneField(Revision, models.PROTECT, related_name="publication", verbose_name=_("revision"))
    number = models.CharField(_("number"), max_length=60)
    year = models.PositiveSmallIntegerField(_("year of the number"))
    place = models.PositiveIntegerField(_("place in that year"))
    version = models.CharField(_("version"), max_length=12)
    title = models.CharField(_("title"), max_length=200)
    licence = models.CharField(_("licence"), max_length=60)
    licence_url = models.URLField(_("where the licence is read"), blank=True)
    changes = models.TextField(_("changes since the last version"), max_length=8000, blank=True)
    record = models.JSONField(_("how it came about"), editable=False)
    published_at = models.DateTimeField(_("published"), default=timezone.now)
    published_by = models.ForeignKey(Member, models.PROTECT, related_name="+", verbose_name=_("published by"))
    superseded_at = models.DateTimeField(_("superseded"), null=True, blank=True)
    superseded_by = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="supersedes", verbose_name=_("superseded by")
    )
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)
    withdrawn_reason = models.TextField(_("why it was withdrawn"), max_length=2000, blank=True)

    objects = querysets.PublicationQuerySet.as_manager()

    class Meta:
        verbose_name = _("publication")
        verbose_name_plural = _("publications")
        ordering = ["-published_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["number", "version"], name="publication_version_once"),
            models.UniqueConstraint(fields=["year", "place", "version"], name="publication_place_once_in_a_year"),
            models.UniqueConstraint(
                fields=["recommendation"],
                condition=Q(superseded_at=None, withdrawn_at=None),
                name="publication_one_in_force",
            ),
            models.CheckConstraint(
                condition=Q(superseded_by=None) | Q(superseded_at__isnull=False),
                name="publication_superseded_at_a_moment",
            ),
            models.CheckConstraint(
                condition=Q(superseded_by=None) | ~Q(superseded_by=F("pk")), name="publication_not_superseded_by_itself"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_reason="")
                | (Q(withdrawn_at__isnull=False) & ~Q(withdrawn_reason="")),
                name="publication_withdrawn_for_a_reason",
            ),
        ]

    def __str__(self):
        return f"{self.number} v{self.version}"

    def get_absolute_url(self):
        return reverse("publication", args=[self.number, self.version])

    @property
    def is_in_force(self):
        return self.superseded_at is None and self.withdrawn_at is None

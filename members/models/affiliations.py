"""For whom a member speaks, from when to when, and the changes they ask for."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from members import querysets
from members.models.organisations import Organisation
from members.models.people import Member
from members.models.sectors import Sector
from portal.overlaps import one_at_a_time


class Affiliation(models.Model):
    """In which sector, and for whom, a member speaks, from when to when. Never overwritten: a change ends one and
    begins another, so what was said keeps the sector and organisation of its day."""

    class Capacity(models.TextChoices):
        REPRESENTATIVE = "representative", _("For an organisation")
        INDIVIDUAL = "individual", _("In an individual capacity")

    member = models.ForeignKey(Member, models.PROTECT, related_name="affiliations", verbose_name=_("member"))
    sector = models.ForeignKey(Sector, models.PROTECT, related_name="affiliations", verbose_name=_("sector"))
    capacity = models.CharField(_("capacity"), max_length=16, choices=Capacity.choices)
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="affiliations",
        verbose_name=_("organisation"),
    )
    starts_at = models.DateTimeField(_("from"), default=timezone.now)
    ends_at = models.DateTimeField(_("to"), null=True, blank=True)

    objects = querysets.AffiliationQuerySet.as_manager()

    class Meta:
        verbose_name = _("affiliation")
        verbose_name_plural = _("affiliations")
        ordering = ["-starts_at"]
        constraints = [
            models.UniqueConstraint(fields=["member"], condition=Q(ends_at=None), name="affiliation_one_current"),
            models.CheckConstraint(
                condition=Q(capacity="representative", organisation__isnull=False)
                | Q(capacity="individual", organisation__isnull=True),
                name="affiliation_capacity_fits_organisation",
            ),
            models.CheckConstraint(
                condition=Q(ends_at=None) | Q(ends_at__gte=F("starts_at")), name="affiliation_ends_after_it_starts"
            ),
            # Whose words are counted for a sector on a day of the past are counted for one.
            one_at_a_time(of=["member_id"], begins="starts_at", ends="ends_at", name="affiliation_one_at_a_time"),
        ]

    def __str__(self):
        return f"{self.member}, {self.organisation or self.sector}"


class AffiliationChange(models.Model):
    """A member asks to speak for another sector or organisation from now on; the secretariat confirms or declines.

    `organisation_name` is what the member typed; `organisation` is found or made when the change is confirmed.
    """

    class Outcome(models.TextChoices):
        CONFIRMED = "confirmed", _("Confirmed")
        DECLINED = "declined", _("Declined")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    member = models.ForeignKey(Member, models.PROTECT, related_name="affiliation_changes", verbose_name=_("member"))
    sector = models.ForeignKey(Sector, models.PROTECT, related_name="+", verbose_name=_("new sector"))
    organisation_name = models.CharField(
        _("new organisation"), max_length=300, blank=True, help_text=_("Empty: in an individual capacity.")
    )
    note = models.TextField(_("what they wrote"), max_length=1000, blank=True)
    asked_at = models.DateTimeField(_("asked"), default=timezone.now)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    decided_by = models.ForeignKey(
        Member, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("decided by")
    )
    outcome = models.CharField(_("outcome"), max_length=16, choices=Outcome.choices, blank=True)
    reason = models.TextField(_("reason, as the member was told"), max_length=2000, blank=True)

    objects = querysets.AffiliationChangeQuerySet.as_manager()

    class Meta:
        verbose_name = _("change of affiliation")
        verbose_name_plural = _("changes of affiliation")
        ordering = ["-asked_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["member"], condition=Q(decided_at=None), name="affiliation_change_one_open"
            ),
            models.CheckConstraint(
                condition=Q(decided_at=None, decided_by=None, outcome="")
                | Q(
                    decided_at__isnull=False,
                    decided_by__isnull=False,
                    outcome__in=["confirmed", "declined", "withdrawn"],
                ),
                name="affiliation_change_decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(outcome="declined") | ~Q(reason=""), name="affiliation_change_declined_with_a_reason"
            ),
        ]

    def __str__(self):
        return f"{self.member}: {self.organisation_name or self.sector}"

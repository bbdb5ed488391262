"""Who we are: sectors, organisations, members, their affiliations and memberships."""

import functools
import zoneinfo

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from members import querysets


@functools.cache
def time_zone_choices():
    """The IANA time zones that name a place, as form choices, in order of name. Read from disk once a process."""
    places = sorted(name for name in zoneinfo.available_timezones() if "/" in name and not name.startswith("Etc/"))
    return [("UTC", "UTC"), *((name, name.replace("_", " ")) for name in places)]


class Sector(models.Model):
    """A kind of stakeholder. Agreement is measured across sectors; the secretariat can add more."""

    class Mark(models.TextChoices):
        """The sign that a sector is drawn with: a sprite symbol and a colour of its own."""

        PRIVATE = "private", _("Square, blue")
        PUBLIC = "public", _("Triangle, ochre")
        CIVIL = "civil", _("Circle, rose")
        ACADEMIA = "academia", _("Diamond, violet")
        INTERNATIONAL = "international", _("Cross, teal")
        BAR = "bar", _("Bar, grey")

    slug = models.SlugField(_("short address"), unique=True)
    name = models.CharField(_("name"), max_length=80)
    short_name = models.CharField(_("short name"), max_length=40, help_text=_("Where the full name does not fit."))
    code = models.CharField(_("code"), max_length=4, help_text=_("Two letters for the narrowest places."))
    description = models.CharField(_("who belongs here"), max_length=200)
    mark = models.CharField(_("mark"), max_length=16, choices=Mark.choices, default=Mark.BAR)
    position = models.PositiveSmallIntegerField(_("place in the fixed order"))

    objects = querysets.SectorQuerySet.as_manager()

    class Meta:
        verbose_name = _("sector")
        verbose_name_plural = _("sectors")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(Lower("name"), name="sector_name_unique"),
            models.UniqueConstraint(fields=["position"], name="sector_position_unique"),
        ]

    def __str__(self):
        return self.name


class Organisation(models.Model):
    """A body that members speak for. Until the secretariat has approved it, it is shown to nobody but staff."""

    name = models.CharField(_("name"), max_length=300)
    sector = models.ForeignKey(Sector, models.PROTECT, related_name="organisations", verbose_name=_("sector"))
    country = CountryField(_("country"), blank=True)
    website = models.URLField(_("web site"), blank=True)
    created_at = models.DateTimeField(_("entered"), default=timezone.now, editable=False)
    approved_at = models.DateTimeField(_("approved"), null=True, blank=True, editable=False)

    objects = querysets.OrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                Lower("name"),
                name="organisation_name_unique",
                violation_error_message=_("An organisation of this name is here already."),
            ),
            models.CheckConstraint(condition=~Q(name=""), name="organisation_has_a_name"),
        ]

    def __str__(self):
        return self.name


class Member(AbstractBaseUser, PermissionsMixin):
    """A person. The e-mail address is the login.

    A person who came in with an imported archive has no e-mail address on record, so no mail can reach them and
    nobody can sign in as them; the address that the archive gave is kept apart, only to recognise them again.
    """

    email = models.EmailField(_("e-mail address"), null=True, blank=True)  # noqa: DJ001 - null is "cannot be written to"
    name = models.CharField(_("name"), max_length=120)
    country = CountryField(_("country"), blank=True)
    time_zone = models.CharField(_("time zone"), max_length=64, default="UTC")
    imported_address = models.CharField(_("address in the archive"), max_length=254, blank=True, editable=False)
    is_fictitious = models.BooleanField(_("fictitious"), default=False, help_text=_("Made up for a demonstration."))
    is_staff = models.BooleanField(_("secretariat"), default=False, help_text=_("May work in this administration."))
    is_active = models.BooleanField(_("may sign in"), default=True)
    date_joined = models.DateTimeField(_("account made"), default=timezone.now, editable=False)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    objects = querysets.MemberManager()

    class Meta:
        verbose_name = _("member")
        verbose_name_plural = _("members")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="member_email_unique",
                violation_error_message=_("A member with this address is here already."),
            ),
            models.UniqueConstraint(
                Lower("imported_address"), condition=~Q(imported_address=""), name="member_imported_address_unique"
            ),
            models.CheckConstraint(
                condition=Q(email__isnull=False, imported_address="")
                | (Q(email__isnull=True) & ~Q(imported_address="")),
                name="member_has_email_or_was_imported",
            ),
            models.CheckConstraint(condition=~Q(name=""), name="member_has_a_name"),
        ]

    def __str__(self):
        return self.name

    def get_full_name(self):
        return self.name

    def get_short_name(self):
        return self.name

    @property
    def is_imported(self):
        return self.email is None

    @cached_property
    def affiliation(self):
        """The current affiliation, or None. Costs no query when `with_affiliation()` fetched it."""
        if hasattr(self, "current_affiliations"):
            return self.current_affiliations[0] if self.current_affiliations else None
        return self.affiliations.current().select_related("sector", "organisation").first()

    @property
    def is_active_member(self):
        """Whether the alliance has admitted this person, and they have accepted its rules. Costs at most one query,
        once: none where `membership` was fetched with the member, as it is for whoever is signed in."""
        membership = getattr(self, "membership", None)
        return self.is_active and membership is not None and membership.is_taken_up


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
        ]

    def __str__(self):
        return f"{self.member}, {self.organisation or self.sector}"


class RulesVersion(models.Model):
    """One version of the participation rules. What a member accepted is always this very text."""

    version = models.CharField(_("version"), max_length=16, unique=True)
    body = models.TextField(_("text"), help_text=_("Markdown. Numbered paragraphs can be referred to: rule 2.1."))
    in_force_from = models.DateTimeField(_("in force from"), default=timezone.now)

    objects = querysets.RulesVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("version of the participation rules")
        verbose_name_plural = _("participation rules")
        ordering = ["-in_force_from"]

    def __str__(self):
        return self.version


class Membership(models.Model):
    """How a person stands to the alliance: applied, then active or declined. Declining needs a reason.

    Whoever applies accepts the rules with that. A member whom the secretariat brought in has not read them yet: the
    membership is active and has no accepted version, and they take part once they have accepted one.
    """

    class State(models.TextChoices):
        APPLIED = "applied", _("Applied")
        ACTIVE = "active", _("Active")
        DECLINED = "declined", _("Declined")

    member = models.OneToOneField(Member, models.PROTECT, related_name="membership", verbose_name=_("member"))
    state = models.CharField(_("state"), max_length=16, choices=State.choices, default=State.APPLIED)
    statement = models.TextField(_("why they want to take part"), max_length=1000, blank=True)
    applied_at = models.DateTimeField(_("applied"), default=timezone.now)
    rules = models.ForeignKey(
        RulesVersion, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("rules accepted")
    )
    rules_accepted_at = models.DateTimeField(_("rules accepted at"), null=True, blank=True, default=timezone.now)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    decided_by = models.ForeignKey(
        Member, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("decided by")
    )
    reason = models.TextField(_("reason, as the applicant was told"), max_length=2000, blank=True)

    objects = querysets.MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering = ["-applied_at"]
        indexes = [models.Index(fields=["state", "applied_at"], name="membership_queue")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="applied", decided_at=None, decided_by=None)
                | (~Q(state="applied") & Q(decided_at__isnull=False, decided_by__isnull=False)),
                name="membership_decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(state="declined") | ~Q(reason=""), name="membership_declined_with_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(rules__isnull=True, rules_accepted_at=None, state="active")
                | Q(rules__isnull=False, rules_accepted_at__isnull=False),
                name="membership_applied_with_rules",
            ),
        ]

    def __str__(self):
        return f"{self.member}: {self.get_state_display()}"

    def get_absolute_url(self):
        return reverse("application")

    @property
    def is_taken_up(self):
        """Whether the member takes part: admitted by the secretariat, and the rules accepted."""
        return self.state == self.State.ACTIVE and self.rules_id is not None

    @property
    def waits_for_rules(self):
        """Whether the secretariat brought this member in, and they have not accepted the rules yet."""
        return self.state == self.State.ACTIVE and self.rules_id is None

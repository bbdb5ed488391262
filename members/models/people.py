"""Members, and what they say about themselves."""

import functools
import zoneinfo

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import PermissionsMixin
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from members import querysets


@functools.cache
def time_zone_choices():
    """The IANA time zones that name a place, as form choices, in order of name. Read from disk once a process."""
    places = sorted(name for name in zoneinfo.available_timezones() if "/" in name and not name.startswith("Etc/"))
    return [("UTC", "UTC"), *((name, name.replace("_", " ")) for name in places)]


class Member(AbstractBaseUser, PermissionsMixin):
    """A person. The e-mail address is the login.

    A person who came in with an imported archive has no e-mail address on record, so no mail can reach them and
    nobody can sign in as them; the address that the archive gave is kept apart, only to recognise them again.

    Former names are kept to be found in texts when the person is erased, and shown to nobody else.

    Who was erased keeps a row without anything that names them, so that what they said keeps its place.
    """

    email = models.EmailField(_("e-mail address"), null=True, blank=True)  # noqa: DJ001 - null is "cannot be written to"
    name = models.CharField(_("name"), max_length=120)
    handle = models.CharField(
        _("handle"),
        max_length=40,
        blank=True,
        help_text=_("What others write to call you, as in @amara.diallo."),
    )
    former_handles = ArrayField(
        models.CharField(max_length=40), verbose_name=_("former handles"), default=list, blank=True, editable=False
    )
    former_names = ArrayField(
        models.CharField(max_length=120), verbose_name=_("former names"), default=list, blank=True, editable=False
    )
    named_at = models.DateTimeField(_("bears this name since"), null=True, blank=True, editable=False)
    country = CountryField(_("country"), blank=True)
    time_zone = models.CharField(_("time zone"), max_length=64, default="UTC")
    mail_language = models.CharField(
        _("language of mails"), max_length=16, blank=True, help_text=_("Empty is the site’s own.")
    )
    imported_address = models.CharField(_("address in the archive"), max_length=254, blank=True, editable=False)
    erased_at = models.DateTimeField(_("erased"), null=True, blank=True, editable=False)
    is_fictitious = models.BooleanField(_("fictitious"), default=False, help_text=_("Made up for a demonstration."))
    is_staff = models.BooleanField(_("secretariat"), default=False, help_text=_("May work in this administration."))
    is_active = models.BooleanField(_("may sign in"), default=True)
    sessions_ended = models.PositiveIntegerField(_("times signed out everywhere"), default=0, editable=False)
    date_joined = models.DateTimeField(_("account made"), default=timezone.now, editable=False)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    objects = querysets.MemberManager()

    class Meta:
        verbose_name = _("member")
        verbose_name_plural = _("members")
        ordering = ["name"]
        indexes = [GinIndex(fields=["former_handles"], name="member_by_former_handle")]
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
                condition=Q(erased_at=None, email__isnull=False, imported_address="")
                | (Q(erased_at=None, email__isnull=True) & ~Q(imported_address=""))
                | Q(erased_at__isnull=False, email__isnull=True, imported_address="", is_active=False),
                name="member_has_email_or_was_imported_or_erased",
            ),
            models.CheckConstraint(condition=~Q(name=""), name="member_has_a_name"),
            models.UniqueConstraint(
                "handle",
                condition=~Q(handle=""),
                name="member_handle_unique",
                violation_error_message=_("Somebody else has this handle."),
            ),
            # Only those who can be called have one: whoever came with an archive or was erased has none.
            models.CheckConstraint(
                condition=Q(handle="") | Q(handle__regex=r"^[a-z0-9]+([._-][a-z0-9]+)*$"), name="member_handle_in_form"
            ),
        ]

    def __str__(self):
        return self.name

    def get_full_name(self):
        return self.name

    def get_short_name(self):
        return self.name

    def _get_session_auth_hash(self, secret=None):
        """What a session is checked against with each request: the password, and how often all sessions were ended
        (see members.sessions). Django's own hash for whoever that never happened to."""
        ended = f" {self.sessions_ended}" if self.sessions_ended else ""
        salt = "django.contrib.auth.models.AbstractBaseUser.get_session_auth_hash"
        return salted_hmac(salt, self.password + ended, secret=secret, algorithm="sha256").hexdigest()

    @property
    def is_imported(self):
        return bool(self.imported_address)

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


class Expertise(models.Model):
    """A field of knowledge, from a list that the secretariat keeps."""

    name = models.CharField(_("name"), max_length=80)

    class Meta:
        verbose_name = _("field of expertise")
        verbose_name_plural = _("fields of expertise")
        ordering = ["name"]
        constraints = [models.UniqueConstraint(Lower("name"), name="expertise_name_unique")]

    def __str__(self):
        return self.name


class Profile(models.Model):
    """What a member tells about themselves, and who may read it. Name, sector and organisation stand beside every
    word they write, so those are not a matter of choice."""

    class Audience(models.TextChoices):
        MEMBERS = "members", _("Every member")
        GROUPS = "groups", _("Members of my groups")
        NOBODY = "nobody", _("Nobody")

    class Region(models.TextChoices):
        AFRICA = "africa", _("Africa")
        ASIA_PACIFIC = "asia-pacific", _("Asia and the Pacific")
        EUROPE = "europe", _("Europe and Central Asia")
        LATIN_AMERICA = "latin-america", _("Latin America and the Caribbean")
        MIDDLE_EAST = "middle-east", _("Middle East and North Africa")
        NORTH_AMERICA = "north-america", _("North America")

    member = models.OneToOneField(Member, models.PROTECT, related_name="profile", verbose_name=_("member"))
    about = models.TextField(_("about me"), max_length=1000, blank=True)
    about_hidden_at = models.DateTimeField(
        _("text hidden"), null=True, blank=True, help_text=_("The secretariat hid it: only the member reads it.")
    )
    languages = ArrayField(
        models.CharField(max_length=8), verbose_name=_("languages"), default=list, blank=True, size=12
    )
    region = models.CharField(_("region"), max_length=16, choices=Region.choices, blank=True)
    expertise = models.ManyToManyField(Expertise, related_name="profiles", verbose_name=_("expertise"), blank=True)
    audience = models.CharField(
        _("who may read this"), max_length=8, choices=Audience.choices, default=Audience.MEMBERS
    )
    email_audience = models.CharField(
        _("who may see my e-mail address"), max_length=8, choices=Audience.choices, default=Audience.NOBODY
    )

    class Meta:
        verbose_name = _("profile")
        verbose_name_plural = _("profiles")
        constraints = [
            models.CheckConstraint(
                condition=Q(audience__in=["members", "groups", "nobody"])
                & Q(email_audience__in=["members", "groups", "nobody"]),
                name="profile_audiences_known",
            )
        ]

    def __str__(self):
        return str(self.member)

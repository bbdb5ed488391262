"""Bodies that members speak for, the names they had, and the domains their people write from."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from members import likeness, querysets
from members.models.sectors import Sector


class NameKeyField(models.CharField):
    """Follows the name of its row: written anew whenever the row is, one by one or many at once."""

    def pre_save(self, instance, add):
        instance.name_key = likeness.key(instance.name)
        return instance.name_key

    def deconstruct(self):
        # In the database it is any other column.
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs


class Organisation(models.Model):
    """A body that members speak for. Until the secretariat has approved it, it is shown to nobody but staff."""

    name = models.CharField(_("name"), max_length=300)
    sector = models.ForeignKey(Sector, models.PROTECT, related_name="organisations", verbose_name=_("sector"))
    country = CountryField(_("country"), blank=True)
    website = models.URLField(_("web site"), blank=True)
    created_at = models.DateTimeField(_("entered"), default=timezone.now, editable=False)
    approved_at = models.DateTimeField(_("approved"), null=True, blank=True, editable=False)
    name_key = NameKeyField(_("name, as it is compared"), max_length=300, editable=False, db_index=True, default="")

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


class FormerName(models.Model):
    """A name that an organisation had, or that a merged duplicate went by. It is found by it still."""

    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="former_names", verbose_name=_("organisation")
    )
    name = models.CharField(_("former name"), max_length=300)
    until = models.DateTimeField(_("until"), default=timezone.now)

    class Meta:
        verbose_name = _("former name")
        verbose_name_plural = _("former names")
        ordering = ["-until"]
        constraints = [
            models.UniqueConstraint(Lower("name"), "organisation", name="former_name_once_per_organisation"),
            models.CheckConstraint(condition=~Q(name=""), name="former_name_is_not_empty"),
        ]

    def __str__(self):
        return self.name


class EmailDomain(models.Model):
    """A domain whose addresses belong to an organisation's people: the whole part behind the @, never a part of it.

    Whoever confirms an address there, and says they represent this organisation, is admitted at once.
    """

    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="email_domains", verbose_name=_("organisation")
    )
    domain = models.CharField(
        _("domain"), max_length=253, unique=True, help_text=_("What stands behind the @, in small letters.")
    )

    class Meta:
        verbose_name = _("approved e-mail domain")
        verbose_name_plural = _("approved e-mail domains")
        ordering = ["domain"]
        constraints = [
            models.CheckConstraint(condition=Q(domain=Lower("domain")), name="email_domain_in_small_letters"),
            models.CheckConstraint(
                condition=Q(domain__contains=".") & ~Q(domain__contains="@") & ~Q(domain__startswith="."),
                name="email_domain_is_a_domain",
            ),
        ]

    def __str__(self):
        return self.domain

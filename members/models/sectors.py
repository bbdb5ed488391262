"""Kinds of stakeholder."""

from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from members import querysets


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

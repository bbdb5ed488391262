"""The alliance's large themes."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from workstreams.groups import querysets


class PriorityArea(models.Model):
    """One of the alliance's few large themes. Groups belong to one."""

    slug = models.SlugField(_("short address"), unique=True)
    name = models.CharField(_("name"), max_length=120, unique=True)
    summary = models.CharField(_("in a sentence"), max_length=300)
    position = models.PositiveSmallIntegerField(_("place in the order"), default=0)

    objects = querysets.PriorityAreaQuerySet.as_manager()

    class Meta:
        verbose_name = _("priority area")
        verbose_name_plural = _("priority areas")
        ordering = ["position", "name"]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("area", args=[self.slug])

"""Whether anything changed of what stands beside everybody's words."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from members import querysets


class NamesVersion(models.Model):
    """How often names and standing of members, organisations or sectors have changed: the sum of all rows.

    The database itself counts, by triggers of the migration that made this table: whoever changes a name, by whatever
    way, raises it in the same transaction. More rows than one are there only so that nobody waits for another's count.
    """

    changes = models.PositiveBigIntegerField(_("changes"), default=0, editable=False)

    objects = querysets.NamesVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("version of names")
        verbose_name_plural = _("versions of names")

    def __str__(self):
        return str(self.changes)

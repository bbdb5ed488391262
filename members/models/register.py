"""Whether anything changed of who is who, who speaks for whom, and who sits where."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from members import querysets


class RegisterVersion(models.Model):
    """How often the register has changed, the sum of all rows: names and standing of members, organisations and
    sectors, affiliations, and on the floor above who sits in which group and what it plans. It changes seldom and
    stands on every page, so pages keep what they read of it for as long as this number is the same.

    The database itself counts, by triggers that the migrations make: whoever changes a name, by whatever way, raises it
    in the same transaction. More rows than one are there only so that nobody waits for another's count.
    """

    changes = models.PositiveBigIntegerField(_("changes"), default=0, editable=False)

    objects = querysets.RegisterVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("version of the register")
        verbose_name_plural = _("versions of the register")

    def __str__(self):
        return str(self.changes)

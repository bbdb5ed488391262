"""Who reads what stands in a group, in words."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from workstreams.groups.models import WorkingGroup

Visibility = WorkingGroup.Visibility


def readers(group):
    """Who reads in this group, as what follows "read by". One query for a private one, else none."""
    if group.visibility == Visibility.PUBLIC:
        return _("everybody, also without an account")
    if group.visibility == Visibility.MEMBERS:
        return _("every member of the alliance")
    seats = group.participations.current().count()
    return ngettext(
        "only the %(n)d person with a seat, and the secretariat",
        "only the %(n)d people with a seat, and the secretariat",
        seats,
    ) % {"n": seats}

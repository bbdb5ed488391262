"""Who reads what stands in a group, in words."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from workstreams.groups.models import WorkingGroup

Visibility = WorkingGroup.Visibility


def readers(group):
    """Who reads in this group, as a sentence. One query for a private one, else none."""
    if group.visibility == Visibility.PUBLIC:
        return _("everybody reads it, without an account too.")
    if group.visibility == Visibility.MEMBERS:
        return _("every member of the alliance reads it.")
    seats = group.participations.current().count()
    return ngettext(
        "only the %(n)d person with a seat and the secretariat read it.",
        "only the %(n)d people with a seat and the secretariat read it.",
        seats,
    ) % {"n": seats}

"""What search keeps about one member, for their download (see members.own_data)."""

from django.utils.translation import gettext as _

from members.own_data import of_queryset
from workstreams.search.models import SavedSearch


def sections(member):
    """The searches that the member saved."""
    yield of_queryset(
        "saved_searches",
        _("Searches you saved"),
        {"name": _("Name"), "query": _("Search"), "in_digest": _("In your digest"), "created_at": _("Saved")},
        SavedSearch.objects.filter(member=member).order_by("pk"),
        lambda one: {
            "name": one.name,
            "query": one.query,
            "in_digest": one.in_digest,
            "created_at": one.created_at,
        },
    )

"""What publications keep about one member, for their download (see members.own_data)."""

from django.utils.translation import gettext as _

from members.own_data import of_queryset
from workstreams.publications.models import Publication


def sections(member):
    """Those that they published. What a record says of them stands in their positions and objections."""
    yield of_queryset(
        "publications",
        _("Recommendations that you published"),
        {
            "number": _("Number"),
            "version": _("Version"),
            "title": _("Title"),
            "changes": _("Changes"),
            "published_at": _("Published"),
        },
        Publication.objects.filter(published_by=member).defer("record").order_by("pk"),
        lambda one: {
            "number": one.number,
            "version": one.version,
            "title": one.title,
            "changes": one.changes,
            "published_at": one.published_at,
        },
    )

"""What groups keep about one member, for their download (see members.own_data)."""

from django.utils.translation import gettext as _

from members.own_data import of_queryset
from workstreams.groups.models import CharterRevision


def sections(member):
    """Seats, requests for one, and charters written. What a lead decided about them, with the reason."""
    yield of_queryset(
        "seats",
        _("Your seats in groups"),
        {
            "group": _("Working group"),
            "role": _("Role"),
            "from": _("From"),
            "to": _("To"),
            "removed_reason": _("Reason of the removal"),
        },
        member.participations.select_related("group").order_by("joined_at"),
        lambda one: {
            "group": one.group.name,
            "role": one.role,
            "from": one.joined_at,
            "to": one.left_at,
            "removed_reason": one.removed_reason,
        },
    )
    yield of_queryset(
        "join_requests",
        _("Requests to join"),
        {
            "group": _("Working group"),
            "note": _("What you wrote"),
            "asked_at": _("Asked"),
            "outcome": _("Outcome"),
            "decided_at": _("Decided"),
            "reason": _("Reason"),
        },
        member.join_requests.select_related("group").order_by("pk"),
        lambda one: {
            "group": one.group.name,
            "note": one.note,
            "asked_at": one.created_at,
            "outcome": one.outcome,
            "decided_at": one.decided_at,
            "reason": one.reason,
        },
    )
    yield of_queryset(
        "charter_revisions",
        _("Charters that you wrote"),
        {
            "group": _("Working group"),
            "number": _("Revision"),
            "written_at": _("Written"),
            "note": _("What changed"),
            "text": _("Text"),
        },
        CharterRevision.objects.filter(written_by=member).select_related("group").order_by("pk"),
        lambda one: {
            "group": one.group.name,
            "number": one.number,
            "written_at": one.written_at,
            "note": one.note,
            "text": one.body,
        },
    )

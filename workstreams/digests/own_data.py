"""What digests keep about one member, for their download (see members.own_data)."""

from django.utils.translation import gettext as _

from members.own_data import of_queryset
from workstreams.digests.models import Digest, GroupSubscription, Subscription


def sections(member):
    """What the member chose, and every digest with what became of it."""
    yield of_queryset(
        "digest_settings",
        _("How often your digest comes"),
        {
            "frequency": _("How often"),
            "weekday": _("Day, Monday is 0"),
            "hour": _("Hour"),
            "time_zone": _("Time zone"),
            "next_due_at": _("Next one due"),
            "covered_until": _("Covered until"),
            "asked_at": _("Last chosen"),
            "paused_at": _("Stopped, for you had not come, since"),
        },
        Subscription.objects.filter(member=member),
        lambda one: {
            "frequency": one.frequency,
            "weekday": one.weekday,
            "hour": one.hour,
            "time_zone": one.time_zone,
            "next_due_at": one.next_due_at,
            "covered_until": one.covered_until,
            "asked_at": one.asked_at,
            "paused_at": one.paused_at,
        },
    )
    yield of_queryset(
        "digest_groups",
        _("How often you hear of single groups"),
        {"group": _("Group"), "frequency": _("How often"), "covered_until": _("Covered until")},
        GroupSubscription.objects.filter(subscription__member=member).select_related("group").order_by("pk"),
        lambda one: {
            "group": one.group.name,
            "frequency": one.frequency or "as everything",
            "covered_until": one.covered_until,
        },
    )
    yield of_queryset(
        "digests",
        _("Your digests"),
        {"due_at": _("Due"), "state": _("State"), "settled_at": _("Settled"), "reason": _("Reason")},
        Digest.objects.filter(subscription__member=member).order_by("pk"),
        lambda one: {
            "due_at": one.due_at,
            "state": one.state,
            "settled_at": one.settled_at,
            "reason": one.reason,
            "message_id": one.message_id,
        },
    )

"""What is kept of what a member was told, follows and has read, for their download (see members.own_data)."""

from django.utils.translation import gettext as _

from members.own_data import of_queryset
from workstreams.notices.models import Choice, Mailing, Notice


def sections(member):
    """Notices without the words of others, the choices of which come, levels of following, and how far was read."""
    yield of_queryset(
        "notices",
        _("Your notices"),
        {
            "kind": _("Kind"),
            "event": _("Event"),
            "post": _("Post"),
            "document": _("Recommendation"),
            "happened_at": _("Happened"),
            "read_at": _("Read"),
        },
        Notice.objects.filter(recipient=member).order_by("pk"),
        lambda one: {
            "kind": one.kind,
            "event": one.event,
            "post": one.post_id,
            "document": one.document_id,
            "happened_at": one.created_at,
            "read_at": one.read_at,
        },
    )
    yield of_queryset(
        "notice_choices",
        _("Which notices come to you"),
        {"unwanted": _("Kinds"), "by_mail": _("Kinds that come by mail as well")},
        Choice.objects.filter(member=member),
        lambda one: {"unwanted": one.unwanted, "by_mail": one.mailed},
    )
    yield of_queryset(
        "notice_mails",
        _("Mails of your notices"),
        {
            "thread": _("Thread"),
            "planned_at": _("Planned"),
            "state": _("State"),
            "settled_at": _("Settled"),
            "reason": _("Reason"),
        },
        Mailing.objects.filter(recipient=member).order_by("pk"),
        lambda one: {
            "thread": one.thread_id,
            "planned_at": one.planned_at,
            "state": one.state,
            "settled_at": one.settled_at,
            "reason": one.reason,
            "message_id": one.message_id,
        },
    )
    yield of_queryset(
        "following",
        _("Threads that you follow"),
        {"thread": _("Thread"), "level": _("Level"), "chosen_at": _("Chosen")},
        member.followings.order_by("pk"),
        lambda one: {"thread": one.thread_id, "level": one.level, "chosen_at": one.changed_at},
    )
    yield of_queryset(
        "following_groups",
        _("Groups that you follow"),
        {"group": _("Working group"), "level": _("Level"), "chosen_at": _("Chosen")},
        member.group_followings.select_related("group").order_by("pk"),
        lambda one: {"group": one.group.name, "level": one.level, "chosen_at": one.changed_at},
    )
    yield of_queryset(
        "read_marks",
        _("How far you have read"),
        {
            "thread": _("Thread"),
            "until": _("All read up to post"),
            "beyond": _("Read after that"),
            "at": _("When"),
        },
        member.read_marks.order_by("pk"),
        lambda one: {"thread": one.thread_id, "until": one.until, "beyond": one.beyond, "at": one.changed_at},
    )

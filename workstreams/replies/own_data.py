"""What is kept of mail that a member sent to the portal, for their download (see members.own_data)."""

from django.utils.translation import gettext as _

from members.own_data import of_queryset
from portal.postoffice.models import Mailbox, Report
from workstreams.replies.models import Received


def sections(member):
    """Each mail, what became of it, and its words where they are still kept; and what was told of mail to them."""
    yield of_queryset(
        "replies_by_mail",
        _("Your answers by mail"),
        {
            "came_at": _("Came"),
            "from": _("From"),
            "subject": _("Subject"),
            "outcome": _("What became of it"),
            "reason": _("Reason"),
            "post": _("Post"),
            "text": _("Text"),
        },
        Received.objects.filter(member=member).order_by("pk"),
        lambda one: {
            "came_at": one.came_at,
            "from": one.sender,
            "subject": one.subject,
            "outcome": one.state,
            "reason": one.reason,
            "post": one.post_id,
            "text": one.text,
        },
    )
    yield of_queryset(
        "mail_trouble",
        _("Mail to you that came back"),
        {"address": _("Address"), "kind": _("Kind"), "said": _("What was said"), "at": _("When")},
        Report.objects.filter(mailbox__in=Mailbox.objects.of([member.email])).select_related("mailbox").order_by("pk"),
        lambda one: {"address": one.mailbox.address, "kind": one.kind, "said": one.said, "at": one.at},
    )

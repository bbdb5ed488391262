"""What became of an answer by mail, told by mail. Each function returns a message."""

from django.utils.translation import gettext as _

from portal import mail
from workstreams.groups.permissions import can_see
from workstreams.replies.models import Received


def outcome(dispatch):
    """Tell its writer that their answer was not posted, why, and what it said; or that it waits for a lead. None where
    it was settled otherwise, or is gone."""
    shown = {Received.State.REFUSED, Received.State.HELD}
    received = Received.objects.select_related("answered__thread__group", "member", "held").get(pk=dispatch.about)
    if received.state not in shown or received.member_id != dispatch.recipient_id:
        return None
    subject = received.subject or _("your mail")
    waits = received.state == Received.State.HELD
    answered = received.answered and can_see(received.member, received.answered.thread.group)
    thread = f"<{received.message_id}>"
    return mail.message(
        "reply_by_mail",
        to=received.member.email,
        subject=(_("Waits for a lead: %(subject)s") if waits else _("Not posted: %(subject)s")) % {"subject": subject},
        context={
            "received": received,
            "waits": waits,
            "member": received.member,
            "url": mail.absolute(received.answered.get_absolute_url()) if answered else "",
        },
        headers={"Auto-Submitted": "auto-replied", "In-Reply-To": thread, "References": thread},
    )

"""Messages about membership. Each function returns one; `delivery` sends."""

from django.urls import reverse
from django.utils.translation import gettext as _

from portal import mail


def membership_decided(membership):
    """Tell the applicant what the secretariat decided, and why when it declined."""
    subject = (
        _("Your application to the alliance was accepted")
        if membership.state == membership.State.ACTIVE
        else _("Your application to the alliance was declined")
    )
    return mail.message(
        "membership_decided",
        to=membership.member.email,
        subject=subject,
        context={"membership": membership, "groups_url": mail.absolute(reverse("groups"))},
    )

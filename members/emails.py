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
        context={
            "membership": membership,
            "organisation": membership.member.affiliation and membership.member.affiliation.organisation,
            "groups_url": mail.absolute(reverse("groups")),
        },
    )


def affiliation_decided(change):
    """Tell a member for whom they speak from now on, or why everything stays as it was."""
    return mail.message(
        "affiliation_decided",
        to=change.member.email,
        subject=(
            _("Your change of sector or organisation holds from now on")
            if change.outcome == change.Outcome.CONFIRMED
            else _("Your change of sector or organisation was declined")
        ),
        context={"change": change, "affiliation_url": mail.absolute(reverse("affiliation"))},
    )

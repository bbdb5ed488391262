"""Messages about membership. Each function returns one; the post office sends (see `delivery`)."""

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from members.invitations import destinations
from members.tokens import token_of
from portal import mail
from portal.context import alliance


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


def invitation(invitation, secret):
    """The link, to the address that is invited: who invites, to what, and until when. Answers go to the secretariat,
    for the inviter's address is theirs to give."""
    to = destinations([invitation]).get(invitation.pk)
    return mail.message(
        "invitation",
        to=invitation.email,
        subject=_("%(name)s invites you to %(what)s")
        % {"name": invitation.invited_by, "what": to.name if to else alliance()["name"]},
        context={
            "invitation": invitation,
            "inviter": invitation.invited_by,
            "destination": to,
            "url": mail.absolute(reverse("invitation", args=[secret])),
        },
        reply_to=settings.SECRETARIAT_EMAIL,
    )


def suspended(suspension):
    """Tell a member that they take no part for now, why, until when, and whom to write to."""
    return mail.message(
        "suspended",
        to=suspension.membership.member.email,
        subject=_("Your membership of the alliance is suspended"),
        context={
            "suspension": suspension,
            "member": suspension.membership.member,
            "until": _in_full(suspension.until),
            "application_url": mail.absolute(reverse("application")),
            "secretariat": settings.SECRETARIAT_EMAIL,
        },
        reply_to=settings.SECRETARIAT_EMAIL,
    )


def reinstated(suspension):
    """Tell a member that they take part again."""
    return mail.message(
        "reinstated",
        to=suspension.membership.member.email,
        subject=_("You take part in the alliance again"),
        context={
            "suspension": suspension,
            "member": suspension.membership.member,
            "home_url": mail.absolute(reverse("home")),
        },
    )


def left(membership):
    """Confirm to somebody that they have left, and what that means."""
    return mail.message(
        "left",
        to=membership.member.email,
        subject=_("You have withdrawn your application")
        if membership.was_withdrawn
        else _("You have left the alliance"),
        context={
            "membership": membership,
            "member": membership.member,
            "settings_url": mail.absolute(reverse("settings")),
            "application_url": mail.absolute(reverse("application")),
            "secretariat": settings.SECRETARIAT_EMAIL,
        },
        reply_to=settings.SECRETARIAT_EMAIL,
    )


def _in_full(moment):
    """A moment where the reader is (see portal.mail.written_for), in full; "" for none."""
    # Translators: a whole date with time and zone, as in "Monday 17 November 2025, 14:02 CET"
    return date_format(timezone.localtime(moment), _("l j F Y, H:i T")) if moment else ""


def data_export_ready(export):
    """Tell the member that the download of their data is there, and until when. The link asks who they are."""
    return mail.message(
        "data_export_ready",
        to=export.member.email,
        subject=_("The download of your data is ready"),
        context={"export": export, "url": mail.absolute(reverse("own_data_file", args=[token_of(export)]))},
    )

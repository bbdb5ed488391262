"""An invitation's secret, how it stands, and where it leads. Nothing is written."""

import base64
import datetime
import hashlib
import secrets
from dataclasses import dataclass

from django.conf import settings
from django.db import models
from django.utils.crypto import salted_hmac
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from members.models import Invitation

VALID_FOR = datetime.timedelta(days=14)
#: So long somebody waits before a link is sent anew.
RESEND_AFTER = datetime.timedelta(minutes=1)
#: So many invitations one member writes in a day; the secretariat as many as it needs.
MOST_A_DAY = 200


class State(models.TextChoices):
    """What inviters and the secretariat see of an invitation."""

    WAITING = "waiting", _("On its way")
    FAILED = "failed", _("Could not be sent")
    SENT = "sent", _("Sent")
    ACCEPTED = "accepted", _("Accepted")
    EXPIRED = "expired", _("Expired")
    REVOKED = "revoked", _("Revoked")


@dataclass(frozen=True)
class Destination:
    """Where an invitation leads besides the alliance: a name, an address on the portal, in which role, and why the seat
    cannot be taken now, in words ("" where it can)."""

    name: str
    role: str
    url: str
    shut: str = ""


def secret_of(invitation, *, key=None):
    """What stands in the link: 256 bits that nobody reckons without our key. Another each time the link is asked for,
    for that moves the end of its time; the same in every attempt at one mail, so that whichever of two copies of a
    mail is opened, its link works. `key`: an earlier one (settings.SECRET_KEY_FALLBACKS)."""
    sealed = salted_hmac(
        "members.invitations", f"{invitation.pk} {invitation.expires_at.timestamp():.6f}", key, algorithm="sha256"
    )
    return base64.urlsafe_b64encode(sealed.digest()).rstrip(b"=").decode()


def secret_to_send(invitation):
    """The secret that this invitation is known by; None where no key of ours makes it any more."""
    for key in [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]:
        secret = secret_of(invitation, key=key)
        if hash_of(secret) == invitation.secret_hash:
            return secret
    return None


def unknown_hash():
    """The hash of a secret that nobody has."""
    return hash_of(secrets.token_urlsafe(32))


def hash_of(secret):
    """What is kept of a secret, which looks like chance from end to end, so a plain hash does."""
    return hashlib.sha256(secret.encode(errors="replace")).hexdigest()


def asked_at(invitation):
    """When the link was last asked for: each sending begins the time that the link is good for anew."""
    return invitation.expires_at - VALID_FOR


def state_of(invitation, at):
    """How an invitation stands at this moment."""
    if invitation.accepted_at:
        return State.ACCEPTED
    if invitation.revoked_at:
        return State.REVOKED
    if invitation.expires_at <= at:
        return State.EXPIRED
    if invitation.sent_at:
        return State.SENT
    return State.FAILED if invitation.failed_at else State.WAITING


def is_open(invitation, at):
    """Whether it can be accepted at this moment."""
    return state_of(invitation, at) in {State.WAITING, State.FAILED, State.SENT}


def find(secret):
    """The invitation whose link holds this secret, with who wrote it; None for a secret that opens nothing. Whoever
    has the secret may know of the invitation: it went to one mailbox alone."""
    return Invitation.objects.select_related("invited_by__membership").filter(secret_hash=hash_of(secret)).first()


def destinations(invitations):
    """Where invitations lead besides the alliance: {invitation id: Destination}, without those that lead nowhere
    else. What they lead to stands on an upper floor, so it is asked by its name."""
    return import_string(settings.INVITATION_DESTINATIONS)(invitations)

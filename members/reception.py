"""How somebody who comes with an invitation's link is received. Reading only."""

from dataclasses import dataclass

from django.core.cache import cache
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from members.invitations import State, destinations, state_of
from members.models import Membership
from members.permissions import can_accept_invitation, stands_by_invitation

#: So many links that open nothing, from one address of the network, until it has to wait.
GUESSES = 30
GUESSES_WITHIN = 600


class Reception(models.TextChoices):
    """What the page of an invitation says to this reader."""

    UNKNOWN = "unknown", _("This link opens no invitation")
    ACCEPTED = "accepted", _("This invitation was used already")
    REVOKED = "revoked", _("This invitation was taken back")
    EXPIRED = "expired", _("This invitation has expired")
    LEFT = "left", _("Who invited you no longer takes part")
    SHUT = "shut", _("The seat cannot be taken now")
    OWN = "own", _("You have accepted this invitation")
    FOREIGN = "foreign", _("This invitation went to another address")
    VISITOR = "visitor", _("Sign up, or sign in")
    DECIDED = "decided", _("The secretariat has decided on your membership")
    RULES = "rules", _("Accept the rules first")
    MEMBER = "member", _("You are a member already")
    READY = "ready", _("Accept")


@dataclass(frozen=True)
class Standing:
    """How the reader stands to an invitation, and where it leads besides the alliance (None: nowhere)."""

    reception: Reception
    destination: object = None

    @property
    def may_sign_up(self):
        return self.reception == Reception.VISITOR


def standing_of(user, invitation):
    """How `user` is received who comes with the link of `invitation`, None when the link opens nothing.

    Where it leads is told to the person invited alone: not to somebody signed in with another address, and not once
    the invitation is closed.
    """
    if invitation is None:
        return Standing(Reception.UNKNOWN)
    if user.is_authenticated and invitation.accepted_by_id == user.pk:
        return Standing(Reception.OWN, _destination(invitation))
    state = state_of(invitation, timezone.now())
    if state in {State.ACCEPTED, State.REVOKED, State.EXPIRED}:
        return Standing(Reception(state.value))
    if user.is_authenticated and not can_accept_invitation(user, invitation):
        return Standing(Reception.FOREIGN)
    if not stands_by_invitation(invitation):
        return Standing(Reception.LEFT)
    destination = _destination(invitation)
    if destination and destination.shut:
        return Standing(Reception.SHUT, destination)
    return Standing(_of_invited(user, destination) if user.is_authenticated else Reception.VISITOR, destination)


def _of_invited(user, destination):
    membership = getattr(user, "membership", None)
    if membership is None or membership.state not in {Membership.State.APPLIED, Membership.State.ACTIVE}:
        return Reception.DECIDED
    if membership.waits_for_rules:
        return Reception.RULES
    if membership.is_taken_up and destination is None:
        return Reception.MEMBER
    return Reception.READY


def _destination(invitation):
    return destinations([invitation]).get(invitation.pk)


def landing(invitation):
    """The address on the portal where somebody lands who has accepted."""
    destination = _destination(invitation)
    return destination.url if destination else "/"


def guesses_too_often(source):
    """Whether too many links that open nothing came from this address of the network lately."""
    return cache.get(_key(source), 0) >= GUESSES


def note_guess(source):
    """Remember one more link that opens nothing."""
    cache.add(_key(source), 0, GUESSES_WITHIN)
    cache.incr(_key(source))


def _key(source):
    return f"invitation-guesses:{source}"

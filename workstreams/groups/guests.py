"""What a list of people to invite would do, line by line. Nothing is written."""

from django.utils import timezone
from django.utils.translation import gettext as _

from members.invitees import read
from members.models import Invitation, Member
from members.permissions import is_secretariat
from workstreams.groups.models import InvitedSeat, Participation
from workstreams.groups.permissions import roles_to_invite

Role = Participation.Role


def guest_list(text, *, by, group=None, role=Role.PARTICIPANT):
    """The lines of a list, each with what is wrong in it and with its role, for invitations by this member. Without a
    group they lead to the alliance alone. Two or three queries. Raises members.invitees.Unreadable.

    Who has an account is not told to a lead: only of people who show their address to members is it said that they
    sit in the group already. Everybody else gets the mail, and keeps the seat that they have.
    """
    lines = read(text)
    allowed = roles_to_invite(by, group) if group else []
    for one in lines:
        _give_role(one, role, allowed, group)
    addresses = [one.email for one in lines if not one.wrong]
    invited = _invited(addresses, group)
    here = _here(addresses, by, group)
    for one in lines:
        if not one.wrong and one.email in invited:
            one.wrong = _("An invitation to this address is open already.")
        elif not one.wrong and one.email in here:
            one.wrong = _("This person sits in the group already.") if group else _("This person is a member already.")
    return lines


def _give_role(one, role, allowed, group):
    if group is None:
        one.role = ""
        return
    named = {word.casefold(): choice for choice in Role for word in (choice.value, str(choice.label))}
    found = named.get(one.role, None) if one.role else Role(role)
    if found is None:
        one.wrong = one.wrong or _("“%(word)s” is no role. Write one of: %(roles)s.") % {
            "word": one.role,
            "roles": ", ".join(str(Role(choice).label) for choice in allowed),
        }
    elif found not in allowed:
        one.wrong = one.wrong or _("You cannot invite somebody as %(role)s.") % {"role": found.label}
    if found:
        one.role, one.role_label = found.value, str(found.label)


def _invited(addresses, group):
    if group:
        seats = InvitedSeat.objects.open(timezone.now()).filter(group=group, invitation__email__in=addresses)
        return set(seats.values_list("invitation__email", flat=True))
    invitations = Invitation.objects.to_alliance_alone().open(timezone.now()).filter(email__in=addresses)
    return set(invitations.values_list("email", flat=True))


def _here(addresses, by, group):
    if group is None:
        members = Member.objects.active_in_alliance().filter(email__in=addresses)
        return set(members.values_list("email", flat=True))
    seats = Participation.objects.current().filter(group=group, member__email__in=addresses)
    if not is_secretariat(by):
        seats = seats.filter(member__profile__email_audience__in=["members", "groups"])
    return set(seats.values_list("member__email", flat=True))

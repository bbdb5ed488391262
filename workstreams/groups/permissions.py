"""Who may do what in a group."""

from members.permissions import is_active_member, is_secretariat
from members.second_factor import has_second_factor
from workstreams.groups.models import Participation, WorkingGroup


def role_in(user, group):
    """The user's current role in the group, or "" where they have no seat. One query, or none after `know_role`."""
    if not user.is_authenticated:
        return ""
    known_of, role = getattr(group, "known_role", (None, ""))
    if known_of == user.pk:
        return role
    return Participation.objects.current().filter(group=group, member=user).values_list("role", flat=True).first() or ""


def know_role(user, group, role):
    """Spare `role_in` its query on this very object, whose role a page has read with the group itself. An action
    fetches its rows anew under a lock, so it never decides by what a page knew."""
    group.known_role = (user.pk, role or "")


def can_see(user, group):
    """Whether the group exists for this user: `visible_to`, asked of one group."""
    return WorkingGroup.objects.visible_to(user).filter(pk=group.pk).exists()


def can_join(user, group):
    """Every admitted member, in a group that they may see. Having a seat already is a question of when."""
    return is_active_member(user) and can_see(user, group)


def can_take_part(user, group):
    """Those with a seat reply, observers included."""
    return is_active_member(user) and bool(role_in(user, group))


def can_open_matters(user, group):
    """Those with a seat open threads; observers answer only."""
    return is_active_member(user) and role_in(user, group) not in {"", Participation.Role.OBSERVER}


def can_lead(user, group):
    """The group's leads, and the secretariat, decide on requests and flags and steer threads: with a second factor
    (members.second_factor)."""
    if is_secretariat(user):
        return True
    return is_active_member(user) and role_in(user, group) == Participation.Role.LEAD and has_second_factor(user)


def can_change(user, group):
    """The group's leads and the secretariat change its name, charter, milestones, and who may read and join; they let
    it rest, conclude it and revive it."""
    return can_lead(user, group)


def can_charter(user, group):
    """The secretariat makes a proposed group a working group."""
    return is_secretariat(user)


def can_decide_join_request(user, request):
    """A lead decides, never on their own request."""
    return can_lead(user, request.group) and user.pk != request.member_id


def can_found(user):
    """The secretariat opens priority areas and founds groups."""
    return is_secretariat(user)


def can_appoint(user, group):
    """The group's leads and the secretariat give roles to those with a seat."""
    return can_lead(user, group)


def can_seat(user, group):
    """The secretariat gives a seat to somebody who has none there. A lead invites, or accepts who asks."""
    return is_secretariat(user)


def can_remove(user, seat):
    """The group's leads and the secretariat take a seat from somebody else. One's own is given up, not taken."""
    return can_lead(user, seat.group) and user.pk != seat.member_id


def can_see_names(user, group):
    """Who reads the names of those who sit in a group that they may see: the group says whether all who read it, or
    those with a seat and the secretariat. The same as `with_names_for`, asked of one group."""
    if group.roster == WorkingGroup.Roster.NAMES or is_secretariat(user):
        return True
    return can_take_part(user, group)


def can_see_former(user, group):
    """Those with a seat and the secretariat see who sat there before."""
    return is_secretariat(user) or can_take_part(user, group)


def can_export_roster(user, group):
    """The group's leads and the secretariat take the roster along, as a table."""
    return can_lead(user, group)


def can_invite(user, group):
    """The group's leads and the secretariat invite people to it."""
    return can_lead(user, group)


def roles_to_invite(user, group):
    """The roles in which this user may invite somebody: that of a lead, whoever may appoint one."""
    roles = [Participation.Role.PARTICIPANT, Participation.Role.OBSERVER, Participation.Role.EDITOR]
    return [*roles, Participation.Role.LEAD] if can_appoint(user, group) else roles

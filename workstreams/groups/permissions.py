"""Who may do what in a group."""

from members.permissions import is_active_member, is_secretariat
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
    """Those with a seat may open threads and reply."""
    return is_active_member(user) and bool(role_in(user, group))


def can_lead(user, group):
    """The group's leads, and the secretariat, decide on requests and flags and steer threads."""
    return is_secretariat(user) or (is_active_member(user) and role_in(user, group) == Participation.Role.LEAD)


def can_decide_join_request(user, request):
    """A lead decides, never on their own request."""
    return can_lead(user, request.group) and user.pk != request.member_id


def can_found(user):
    """The secretariat opens priority areas and founds groups."""
    return is_secretariat(user)


def can_appoint(user, group):
    """The secretariat gives and takes the lead's role."""
    return is_secretariat(user)

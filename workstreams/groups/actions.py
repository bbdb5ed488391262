"""What can be done in a group. One transaction each; the actor is `by`."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from workstreams.groups import tasks
from workstreams.groups.models import JoinRequest, Participation, PriorityArea, WorkingGroup
from workstreams.groups.permissions import can_appoint, can_decide_join_request, can_found, can_join, role_in


@transaction.atomic
def create_area(*, by, slug, name, summary, position=0):
    """Open a priority area. Raises PermissionDenied for anyone but the secretariat."""
    if not can_found(by):
        raise PermissionDenied(_("The secretariat opens priority areas."))
    return PriorityArea.objects.create(slug=slug, name=name, summary=summary, position=position)


@transaction.atomic
def create_group(
    area,
    *,
    by,
    slug,
    name,
    purpose,
    charter,
    visibility=WorkingGroup.Visibility.PUBLIC,
    joining=WorkingGroup.Joining.OPEN,
):
    """Found a working group, without anybody in it yet. Raises PermissionDenied for anyone but the secretariat,
    ValidationError when the short address is taken or one of the portal's own words."""
    if not can_found(by):
        raise PermissionDenied(_("The secretariat founds working groups."))
    group = WorkingGroup(
        area=area, slug=slug, name=name, purpose=purpose, charter=charter, visibility=visibility, joining=joining
    )
    group.full_clean()
    group.save(force_insert=True)
    return group


@transaction.atomic
def join_group(group, *, by):
    """Take a seat in an open group, as a participant. Raises ValidationError where a lead decides instead."""
    group = _joinable(group, by)
    if group.joining != WorkingGroup.Joining.OPEN:
        raise ValidationError(_("A lead decides who joins this group. Ask to join."))
    # A request from the days when a lead decided is answered by the seat itself.
    JoinRequest.objects.waiting().filter(group=group, member=by).delete()
    return Participation.objects.create(group=group, member=by)


@transaction.atomic
def ask_to_join(group, *, by, note=""):
    """Ask the leads for a seat. They are told by mail. Raises ValidationError for a second open request."""
    group = _joinable(group, by)
    if group.joining == WorkingGroup.Joining.OPEN:
        raise ValidationError(_("This group is open: you can join at once."))
    if JoinRequest.objects.waiting().filter(group=group, member=by).exists():
        raise ValidationError(_("You have asked already. A lead will answer."))
    request = JoinRequest.objects.create(group=group, member=by, note=note.strip())
    tasks.tell_leads_of_join_request.delay_on_commit(request.pk)
    return request


def _joinable(group, by):
    # The row's lock orders two presses of the same button one after the other.
    group = WorkingGroup.objects.select_for_update().get(pk=group.pk)
    if role_in(by, group):
        raise ValidationError(_("You are in this group already."))
    if not can_join(by, group):
        raise PermissionDenied(_("Members of the alliance can join groups. Your membership is not active yet."))
    return group


@transaction.atomic
def accept_join_request(request, *, by):
    """Give the member a seat as a participant. The member is told by mail."""
    # Before the request, as everywhere: a member who joins or is appointed in the same moment waits, or is waited for.
    WorkingGroup.objects.select_for_update().get(pk=request.group_id)
    request = _undecided(request, by)
    if not role_in(request.member, request.group):
        Participation.objects.create(group=request.group, member=request.member)
    return _decide(request, JoinRequest.Outcome.ACCEPTED, by, reason="")


@transaction.atomic
def decline_join_request(request, *, by, reason):
    """Decline, with a reason that the member is told by mail. Raises ValidationError without one."""
    request = _undecided(request, by)
    if not reason.strip():
        raise ValidationError({"reason": _("Write the reason. The member will read it.")})
    return _decide(request, JoinRequest.Outcome.DECLINED, by, reason=reason.strip())


def _undecided(request, by):
    request = JoinRequest.objects.select_for_update(of=["self"]).select_related("group", "member").get(pk=request.pk)
    if not can_decide_join_request(by, request):
        raise PermissionDenied(_("A lead of this group decides, and nobody on their own request."))
    if request.decided_at:
        raise ValidationError(
            _("This request was decided already: %(outcome)s.") % {"outcome": request.get_outcome_display()}
        )
    return request


def _decide(request, outcome, by, reason):
    request.outcome = outcome
    request.reason = reason
    request.decided_by = by
    request.decided_at = timezone.now()
    request.save(update_fields=["outcome", "reason", "decided_by", "decided_at"])
    tasks.tell_join_request_decided.delay_on_commit(request.pk)
    return request


@transaction.atomic
def leave_group(group, *, by):
    """Give up the own seat. What was said there stays. Raises ValidationError for the group's only lead."""
    WorkingGroup.objects.select_for_update().get(pk=group.pk)
    seat = Participation.objects.select_for_update().current().filter(group=group, member=by).first()
    if seat is None:
        raise ValidationError(_("You have no seat in this group."))
    leads = Participation.objects.leads().filter(group=group)
    if seat.role == Participation.Role.LEAD and not leads.exclude(pk=seat.pk).exists():
        raise ValidationError(_("You are the only lead. Ask the secretariat to appoint another first."))
    seat.left_at = timezone.now()
    seat.save(update_fields=["left_at"])
    return seat


@transaction.atomic
def appoint(member, group, *, by, role):
    """Give a member a seat with this role from now on; an earlier seat in another role ends, with its dates kept."""
    if not can_appoint(by, group):
        raise PermissionDenied(_("The secretariat appoints leads."))
    if not member.is_active_member:
        raise ValidationError(_("%(name)s is not an active member.") % {"name": member})
    WorkingGroup.objects.select_for_update().get(pk=group.pk)
    seat = Participation.objects.select_for_update().current().filter(group=group, member=member).first()
    if seat and seat.role == role:
        return seat
    now = timezone.now()
    if seat:
        seat.left_at = now
        seat.save(update_fields=["left_at"])
    return Participation.objects.create(group=group, member=member, role=role, joined_at=now)

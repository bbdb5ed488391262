"""Answering those who ask for a seat. One transaction each; the actor is `by`."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from members.actions.happenings import happened
from portal.postoffice.actions import post
from workstreams.groups.models import JoinRequest, Participation, WorkingGroup
from workstreams.groups.permissions import can_decide_join_request, role_in


@transaction.atomic
def accept_join_request(request, *, by):
    """Give the member a seat as a participant. The member is told by mail. Raises ValidationError while the group
    takes nobody new, and while the member is suspended."""
    request = _undecided(request, by)
    if not request.group.takes_posts:
        raise ValidationError(request.group.closed_because)
    if not request.member.is_active_member:
        raise ValidationError(_("%(name)s is not an active member.") % {"name": request.member})
    if not role_in(request.member, request.group):
        Participation.objects.create(group=request.group, member=request.member, given_by=by)
    return _decide(request, JoinRequest.Outcome.ACCEPTED, by, reason="")


@transaction.atomic
def decline_join_request(request, *, by, reason):
    """Decline, with a reason that the member is told by mail. Raises ValidationError without one."""
    request = _undecided(request, by)
    if not reason.strip():
        raise ValidationError({"reason": _("Write the reason. The member will read it.")})
    return _decide(request, JoinRequest.Outcome.DECLINED, by, reason=reason.strip())


def answer_at_the_end(group, *, by, note):
    """Decline whoever still waits for a seat in a group that is concluded, with its closing note for a reason. In the
    transaction of whoever concludes it, under the group's lock; nobody decides on their own request."""
    for request in JoinRequest.objects.waiting().select_for_update(of=["self"]).filter(group=group).exclude(member=by):
        request.group = group
        reason = _("The group is concluded. %(note)s") % {"note": note}
        _decide(request, JoinRequest.Outcome.DECLINED, by, reason=reason)


def _undecided(request, by):
    # Before the request, as everywhere: a member who joins or is appointed in the same moment waits, or is waited for;
    # and what tells the member of the answer names the group too.
    WorkingGroup.objects.select_for_update().get(pk=request.group_id)
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
    joined = outcome == JoinRequest.Outcome.ACCEPTED
    happened("join_accepted" if joined else "join_declined", to=request.member, by=by, group=request.group)
    post("join_request_decided", request, to=request.member)
    return request

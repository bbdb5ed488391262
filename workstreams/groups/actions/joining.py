"""Taking a seat, asking for one, and taking that back. One transaction each; the actor is `by`."""

from datetime import timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.postoffice.actions import post
from workstreams.groups.models import JoinRequest, Participation, WorkingGroup
from workstreams.groups.permissions import can_join, role_in

#: Whoever takes a request back and asks anew within this time is found at the desk; the leads get no mail once more.
ASKED_LATELY = timedelta(days=1)


@transaction.atomic
def join_group(group, *, by):
    """Take a seat in an open group, as a participant. Raises ValidationError where a lead decides instead: whoever was
    removed asks, in an open group too."""
    group = _joinable(group, by)
    if group.joining != WorkingGroup.Joining.OPEN:
        raise ValidationError(_("A lead decides who joins this group. Ask to join."))
    if was_removed(by, group):
        raise ValidationError(_("A lead ended your seat in this group. Ask to join, and a lead decides."))
    # A request from the days when a lead decided is answered by the seat itself.
    JoinRequest.objects.waiting().filter(group=group, member=by).delete()
    return Participation.objects.create(group=group, member=by)


@transaction.atomic
def ask_to_join(group, *, by, note=""):
    """Ask the leads for a seat. They are told by mail, but not over and over where a request is taken back and put
    again. Raises ValidationError for a second open request."""
    group = _joinable(group, by)
    if group.joining == WorkingGroup.Joining.OPEN and not was_removed(by, group):
        raise ValidationError(_("This group is open: you can join at once."))
    if JoinRequest.objects.waiting().filter(group=group, member=by).exists():
        raise ValidationError(_("You have asked already. A lead will answer."))
    withdrawn = JoinRequest.objects.filter(group=group, member=by, outcome=JoinRequest.Outcome.WITHDRAWN)
    told_lately = withdrawn.filter(decided_at__gt=timezone.now() - ASKED_LATELY).exists()
    request = JoinRequest.objects.create(group=group, member=by, note=note.strip())
    if told_lately:
        return request
    for seat in Participation.objects.leads().filter(group=group).select_related("member").order_by("pk"):
        post("join_request_received", request, to=seat.member)
    return request


@transaction.atomic
def withdraw_join_request(group, *, by):
    """Take back what one asked, before a lead has answered; a mail to them that has not gone goes no more. Raises
    ValidationError where nothing waits."""
    # Before the request, as everywhere: a lead who answers in the same moment waits, or is waited for.
    WorkingGroup.objects.select_for_update().get(pk=group.pk)
    request = JoinRequest.objects.waiting().select_for_update(of=["self"]).filter(group=group, member=by).first()
    if request is None:
        raise ValidationError(_("You have no open request here. A lead may have answered it already."))
    request.outcome, request.decided_by, request.decided_at = JoinRequest.Outcome.WITHDRAWN, by, timezone.now()
    request.save(update_fields=["outcome", "decided_by", "decided_at"])
    return request


def was_removed(member, group):
    """Whether a lead ended the last seat that this member had in the group."""
    return Participation.objects.ended_by_removal().filter(group=group, member=member).exists()


def _joinable(group, by):
    # The row's lock orders two presses of the same button one after the other.
    group = WorkingGroup.objects.select_for_update().get(pk=group.pk)
    if role_in(by, group):
        raise ValidationError(_("You are in this group already."))
    if not can_join(by, group):
        raise PermissionDenied(_("Members of the alliance can join groups. Your membership is not active yet."))
    if not group.takes_posts:
        raise ValidationError(group.closed_because)
    if group.joining == WorkingGroup.Joining.INVITATION:
        raise ValidationError(_("One comes to this group by invitation. Its leads invite."))
    return group

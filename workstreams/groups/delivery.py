"""Mails about seats that are owed to somebody, as they are due now (see portal.postoffice.dispatches)."""

from workstreams.groups import emails
from workstreams.groups.models import JoinRequest, Participation
from workstreams.groups.permissions import can_decide_join_request


def join_request_received(dispatch):
    """That somebody asks to join, for a lead. Whoever may no longer decide gets no applicant's name and note."""
    request, lead = _request(dispatch), dispatch.recipient
    if request.decided_at or not can_decide_join_request(lead, request):
        return None
    return emails.join_request_received(request, lead)


def join_request_decided(dispatch):
    """What a lead decided."""
    request = _request(dispatch)
    return emails.join_request_decided(request) if request.decided_at else None


def role_given(dispatch):
    """The role of a seat that is still held."""
    seat = Participation.objects.select_related("group", "member").get(pk=dispatch.about)
    return emails.role_given(seat) if seat.left_at is None else None


def _request(dispatch):
    return JoinRequest.objects.select_related("group", "member").get(pk=dispatch.about)

"""What an action hands to a worker."""

from celery import shared_task

from workstreams.groups import emails
from workstreams.groups.models import JoinRequest, Participation
from workstreams.groups.permissions import can_decide_join_request


@shared_task
def tell_leads_of_join_request(request_id):
    request = JoinRequest.objects.select_related("group", "member").get(pk=request_id)
    if request.decided_at is None:
        for seat in Participation.objects.leads().filter(group=request.group).select_related("member__membership"):
            # Whoever may no longer decide gets no applicant's name and note.
            if seat.member.email and can_decide_join_request(seat.member, request):
                emails.join_request_received(request, seat.member).send()


@shared_task
def tell_join_request_decided(request_id):
    request = JoinRequest.objects.select_related("group", "member").get(pk=request_id)
    if request.decided_at and request.member.email:
        emails.join_request_decided(request).send()


@shared_task
def tell_role_given(seat_id):
    seat = Participation.objects.select_related("group", "member").get(pk=seat_id)
    if seat.left_at is None and seat.member.email:
        emails.role_given(seat).send()

"""The seats that invitations lead to, told to the floor below, which knows no groups. Reading only."""

from members.invitations import Destination
from workstreams.groups.models import InvitedSeat


def destinations(invitations):
    """The group and the role behind each invitation that leads to one: {invitation id: Destination}. One query."""
    seats = InvitedSeat.objects.filter(invitation__in=[one.pk for one in invitations])
    return {
        seat.invitation_id: Destination(
            seat.group.name, seat.get_role_display(), seat.group.get_absolute_url(), shut=seat.shut_because
        )
        for seat in seats.with_what_shuts_them()
    }

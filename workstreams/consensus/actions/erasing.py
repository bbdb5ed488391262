"""What calls keep of somebody who is erased. In the transaction of whoever erases."""

from django.db.models import Q

from members.effacing import shared_by_enough
from workstreams.consensus.models import Call, Position


def erase_member(member, efface):
    """What they said stays, and is counted. Beside a decided position that was their own, and no organisation's, the
    sector stays only where enough others of it took one."""
    for call in Call.objects.filter(positions__member=member).exclude(outcome=None).distinct():
        open_cells(call, going=member)


def open_cells(call, *, going=None):
    """Take the sector from decided positions of former members where too few others share it. Of all of them, for each
    who goes leaves fewer. The figures that were stated stay: they name nobody."""
    former = Position.objects.filter(Q(member=going) | ~Q(member__erased_at=None), call=call, organisation=None)
    others = call.positions.current().filter(member__erased_at=None).exclude(member=going).order_by()
    for sector in set(former.exclude(sector=None).order_by().values_list("sector", flat=True)):
        if not shared_by_enough(others.filter(sector=sector).values("member").distinct().count()):
            former.filter(sector=sector).update(sector=None)

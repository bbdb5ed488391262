"""What moderation keeps of somebody who is erased. In the transaction of whoever erases."""

from django.db import connection
from django.utils.translation import gettext as _

from workstreams.groups.actions.erasing import sector_is_shared
from workstreams.moderation.models import Appeal, Flag, FlagAddition


def erase_member(member, efface):
    """That a flag was raised, and what became of it, stays. What they said with it goes, and their organisation and
    sector where too few others share them. What was decided about them stays with its reasons, in which, as in the
    log, their name is taken out with everybody's texts."""
    with connection.cursor() as cursor:
        # The log refuses every other change; see migration 0005.
        cursor.execute("SELECT set_config('portal.erasing', 'on', true)")
    Appeal.objects.filter(appellant=member).update(text=_("Erased."))
    flags = Flag.objects.filter(raised_by=member)
    flags.filter(reason=Flag.Reason.OTHER).update(note=_("Erased."), organisation=None)
    flags.exclude(reason=Flag.Reason.OTHER).update(note="", organisation=None)
    FlagAddition.objects.filter(flag__raised_by=member).delete()
    cells = flags.exclude(sector=None).exclude(case__group=None).order_by()
    for group, sector in list(cells.values_list("case__group", "sector").distinct()):
        if not sector_is_shared(group, sector, member):
            flags.filter(case__group=group, sector=sector).update(sector=None)
    flags.filter(case__group=None).update(sector=None)

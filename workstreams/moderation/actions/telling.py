"""Writing down which mails are owed. In the transaction of whoever did what they tell of; workers send them."""

from datetime import timedelta

from django.utils import timezone

from portal.postoffice.actions import owe
from workstreams.groups.models import Participation
from workstreams.moderation.models import Letter
from workstreams.moderation.permissions import can_decide_appeal, can_work_on

Kind = Letter.Kind
OUTBOX = "workstreams.moderation.delivery.OUTBOX"

#: After one mail that something was flagged, the next comes when this has passed, or when all that was told is done.
QUIET_FOR = timedelta(hours=1)


def tell(kind, to, **about):
    """Owe a member a letter; with `to` None the secretariat, at its own address. `about`: the rows it tells of."""
    return owe(OUTBOX, kind=kind, recipient=to, **about)


def tell_of_case(case, kind):
    """Write to those who may decide an open case: the leads of its group, the secretariat where there is none. Of what
    is flagged while something that they were told of in the last hour still waits, they find more at the desk than in
    their mail."""
    leads = [None] if case.escalated_at else _leads(case.group, lambda lead: can_work_on(lead, case))
    for one in leads:
        if kind != Kind.CASE_OPENED or not _told_lately(case.group, one):
            tell(kind, one, case=case)


def _told_lately(group, lead):
    lately = Letter.objects.filter(kind=Kind.CASE_OPENED, planned_at__gt=timezone.now() - QUIET_FOR)
    return lately.filter(case__group=group, case__closed_at=None, recipient=lead).exists()


def tell_of_appeal(appeal, kind):
    """Write to those who may decide an appeal: the other leads of its group, the secretariat where there is none.
    Returns whom, None for the secretariat."""
    told = _leads(appeal.group, lambda lead: can_decide_appeal(lead, appeal))
    for one in told:
        tell(kind, one, appeal=appeal)
    return told


def tell_of_texts(held, may_decide):
    """Write to those who may release what waits in a group: its leads, the secretariat where there is none."""
    for one in _leads(held.group, may_decide):
        tell(Kind.TEXTS_WAIT, one, held=held)


def _leads(group, may_decide):
    if group is None:
        return [None]
    seats = Participation.objects.leads().of_active_members().filter(group=group).order_by("pk")
    leads = [seat.member for seat in seats.select_related("member__membership")]
    return [lead for lead in leads if may_decide(lead)] or [None]

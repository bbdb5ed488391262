"""Giving up a seat, and taking one away. One transaction each; the actor is `by`."""

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from members.models import Membership
from workstreams.groups.actions.appointing import keep_a_lead, locked_seat
from workstreams.groups.actions.inviting import take_back_invitations
from workstreams.groups.models import Participation
from workstreams.groups.permissions import can_remove


@transaction.atomic
def leave_group(group, *, by):
    """Give up the own seat. What was said there stays. Raises ValidationError for the group's only lead."""
    group, seat = locked_seat(group, by)
    if seat is None:
        raise ValidationError(_("You have no seat in this group."))
    try:
        keep_a_lead(group, seat)
    except ValidationError as error:
        raise ValidationError(
            _("You are the only lead. Appoint another first, or ask the secretariat to."), code=error.code
        ) from error
    seat.left_at = timezone.now()
    seat.save(update_fields=["left_at"])
    return seat


@transaction.atomic
def remove_from_group(seat, *, by, reason, rule=""):
    """Take a seat away, with a reason that the member is told, and by which participation rule, if any. What they said
    there stays; their open invitations to the group are taken back. settings.ON_REMOVED names what keeps and tells it.

    Raises PermissionDenied for those who do not lead the group, and for one's own seat; ValidationError without a
    reason, for a seat that has ended, or for the group's only lead.
    """
    group, seat_now = locked_seat(seat.group, seat.member)
    # The lock is held now: whoever led the group when the page was read may have been removed since.
    seat = Participation.objects.get(pk=seat.pk)
    seat.group = group
    if not can_remove(by, seat):
        raise PermissionDenied(_("The leads of this group remove others, and nobody themselves."))
    if seat_now is None or seat_now.pk != seat.pk:
        raise ValidationError(_("This seat has ended already, or changed its role."), code="overtaken")
    reason = reason.strip()
    most = Participation._meta.get_field("removed_reason").max_length
    if not reason:
        raise ValidationError({"reason": _("Write the reason. The member will read it.")})
    if len(reason) > most:
        raise ValidationError(
            {"reason": _("%(most)d characters fit. This has %(has)d.") % {"most": most, "has": len(reason)}}
        )
    keep_a_lead(group, seat_now)
    seat_now.left_at, seat_now.removed_by, seat_now.removed_reason = timezone.now(), by, reason
    seat_now.save(update_fields=["left_at", "removed_by", "removed_reason"])
    take_back_invitations(group, of=seat_now.member, by=by)
    seat_now.group = group
    for name in settings.ON_REMOVED:
        import_string(name)(seat_now, by=by, reason=reason, rule=rule)
    return seat_now


@transaction.atomic
def give_seat_back(seat, *, by):
    """Undo a removal: the member sits there again, in the role and since the day that they had. Where they came back
    by themselves since, that seat stays as it is, also if it has ended again; and who left the alliance gets none.
    Returns their latest seat.

    Raises PermissionDenied for those who do not lead the group, and for one's own seat; ValidationError for one that
    nobody took away.
    """
    group, seat_now = locked_seat(seat.group, seat.member)
    seat = Participation.objects.select_for_update(of=["self"]).select_related("member__membership").get(pk=seat.pk)
    seat.group = group
    if not can_remove(by, seat):
        raise PermissionDenied(_("The leads of this group give a seat back, and nobody themselves."))
    # Where they came back and left again since, it was their own will.
    later = seat_now or Participation.objects.filter(group=group, member=seat.member_id, pk__gt=seat.pk).last()
    if later:
        return later
    if seat.member.membership.state == Membership.State.ENDED:
        # Whoever left the alliance gave up all seats, and this one with them.
        return seat
    if seat.removed_by_id is None:
        raise ValidationError(_("Nobody took this seat away."))
    seat.left_at, seat.removed_by, seat.removed_reason = None, None, ""
    seat.save(update_fields=["left_at", "removed_by", "removed_reason"])
    return seat

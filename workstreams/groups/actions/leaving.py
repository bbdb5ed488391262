"""What ends in groups when somebody leaves the alliance. In the transaction of whoever leaves."""

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from workstreams.groups.models import JoinRequest, Participation, WorkingGroup


def give_up_seats(member, *, by):
    """End every seat of the member, and take back what they asked for. What was said in the groups stays.

    Raises ValidationError, with their names, for groups that would lose their only lead. One that is proposed or
    concluded needs none.
    """
    seats = Participation.objects.current().filter(member=member)
    # The rows' locks order two leads of one group who leave in the same moment one after the other.
    groups = list(WorkingGroup.objects.select_for_update().filter(pk__in=seats.values("group")).order_by("pk"))
    led = seats.filter(role=Participation.Role.LEAD).values_list("group", flat=True)
    others = Participation.objects.leads().filter(group__in=groups).exclude(member=member)
    if member.is_active_member:
        # A lead who is suspended makes not up for one who may act.
        others = others.of_active_members()
    left_alone = set(led) - set(others.values_list("group", flat=True))
    names = [group.name for group in groups if group.pk in left_alone and group.keeps_a_lead]
    if names:
        raise ValidationError(
            # Whoever leaves reads it, and the secretariat that erases somebody.
            _("Nobody else leads %(groups)s. Another lead is appointed first, by the present one or the secretariat.")
            % {"groups": ", ".join(sorted(names))}
        )
    seats.update(left_at=timezone.now())
    JoinRequest.objects.waiting().filter(member=member).delete()

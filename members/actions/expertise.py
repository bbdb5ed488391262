"""The list of fields of expertise, which the secretariat keeps."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from members.models import Expertise
from members.permissions import can_keep_lists


@transaction.atomic
def merge_expertise(fields, *, by, into):
    """Make several fields one: whoever had one of them has `into` from now on, once, and the others are gone.

    Raises PermissionDenied for anyone but the secretariat, ValidationError where nothing but `into` is given.
    """
    if not can_keep_lists(by):
        raise PermissionDenied(_("The secretariat keeps this list."))
    rows = (
        Expertise.objects.select_for_update().filter(pk__in=[into.pk, *(field.pk for field in fields)]).order_by("pk")
    )
    others = [field for field in rows if field.pk != into.pk]
    if not others:
        raise ValidationError(_("Choose two fields or more."))
    for field in others:
        # What is there already stays as it is: nobody has a field twice.
        into.profiles.add(*field.profiles.all())
        field.profiles.clear()
        field.delete()
    return into

"""Organisations as the secretariat keeps them: approved, renamed, merged, and the domains of their people."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from members.models import Organisation
from members.permissions import can_bring_in


@transaction.atomic
def approve_organisation(organisation, *, by):
    """Let everybody see an organisation that somebody entered. Raises ValidationError when they do already."""
    organisation = Organisation.objects.select_for_update().get(pk=organisation.pk)
    if not can_bring_in(by):
        raise PermissionDenied(_("Only the secretariat approves organisations."))
    if organisation.approved_at:
        raise ValidationError(_("%(name)s is approved already.") % {"name": organisation.name})
    organisation.approved_at = timezone.now()
    organisation.save(update_fields=["approved_at"])
    return organisation

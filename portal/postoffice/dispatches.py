"""The outbox of mails that need no row of their own elsewhere. Each kind is written by a function of an upper floor, by
its name in settings.DISPATCHES."""

from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from portal.postoffice.delivery import Outbox, Skip
from portal.postoffice.models import Dispatch


def compose(dispatches):
    """{id: message, or Skip}. A kind's function takes the number of what it tells of and the recipient, and returns a
    message, or None where there is nothing to say any more."""
    made = {}
    for dispatch in Dispatch.objects.select_related("recipient").filter(pk__in=[one.pk for one in dispatches]):
        if dispatch.recipient and not dispatch.recipient.email:
            made[dispatch.pk] = Skip(_("There is no e-mail address."))
        else:
            message = import_string(settings.DISPATCHES[dispatch.kind])(dispatch.about, dispatch.recipient)
            made[dispatch.pk] = message or Skip(_("There was nothing to say any more."))
    return made


OUTBOX = Outbox(model=Dispatch, compose=compose)

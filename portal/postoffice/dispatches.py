"""The outbox of mails that need no row of their own elsewhere. Each kind is written by a function of an upper floor, by
its name in settings.DISPATCHES."""

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from portal.mail import written_for
from portal.postoffice.delivery import Outbox, Skip
from portal.postoffice.models import Dispatch


def compose(dispatches):
    """{id: message, or Skip}, each in its reader's language and time zone. A kind's function takes the dispatch and
    returns a message, or None where there is nothing to say any more."""
    made = {}
    for dispatch in Dispatch.objects.select_related("recipient").filter(pk__in=[one.pk for one in dispatches]):
        to = dispatch.recipient
        if to and not (to.email and to.is_active):
            made[dispatch.pk] = Skip(_("There is no e-mail address."))
            continue
        with written_for(to):
            made[dispatch.pk] = _written(dispatch) or Skip(_("There was nothing to say any more."))
    return made


def _written(dispatch):
    try:
        return import_string(settings.DISPATCHES[dispatch.kind])(dispatch)
    except ObjectDoesNotExist:
        # What it was to tell of is gone: a request to join, for one, goes when its member leaves the alliance.
        return None


def settled(dispatch):
    """Tell whoever wants to know what became of a mail of theirs (settings.ON_DISPATCHED)."""
    if hook := settings.ON_DISPATCHED.get(dispatch.kind):
        import_string(hook)(dispatch)


OUTBOX = Outbox(model=Dispatch, compose=compose, settled=settled)

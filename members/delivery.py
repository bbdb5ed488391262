"""Sending that must be remembered."""

import logging
import tempfile
import time

from django.conf import settings
from django.core.files import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import F
from django.utils import timezone, translation

from members import emails
from members.invitations import MOST_ATTEMPTS, hash_of, is_open, new_secret
from members.models import DataExport, Invitation
from members.own_data import everything
from members.packing import pack
from portal.mail import refused_for_good

log = logging.getLogger(__name__)

# How often, in seconds, whoever builds a download says how far it is.
SIGN_OF_LIFE = 1


def send_invitation(invitation_id):
    """Send the link of an invitation. Where the mail server does not take it, that is counted, and the clock has it
    tried again (see members.actions.invitations)."""
    try:
        _send_invitation(invitation_id)
    except Exception as problem:
        log.warning("Invitation %s was not sent", invitation_id, exc_info=not isinstance(problem, OSError))
        tried = MOST_ATTEMPTS if refused_for_good(problem) else F("attempts") + 1
        Invitation.objects.filter(pk=invitation_id, sent_at=None).update(attempts=tried)


@transaction.atomic
def _send_invitation(invitation_id):
    """Make the secret of an invitation, send its link, and remember when. Does nothing for one that was sent since
    it was last asked for, or that is no longer open.

    The secret is made here and kept nowhere. A worker that dies between sending and remembering sends once more, with
    another secret: the earlier link was never stored, so it leads nowhere.
    """
    invitation = (
        Invitation.objects.select_for_update(of=["self"]).select_related("invited_by").filter(pk=invitation_id).first()
    )
    if invitation is None or invitation.sent_at or not is_open(invitation, timezone.now()):
        return
    secret = new_secret()
    invitation.secret_hash = hash_of(secret)
    invitation.sent_at = timezone.now()
    invitation.save(update_fields=["secret_hash", "sent_at"])
    emails.invitation(invitation, secret).send()


def build_data_export(export_id):
    """Build a download that waits, and say whether it is ready now. Harmless for one that is built, or is being built.

    Each attempt has a number, and only the newest may finish: one that was given up for dead and comes back finds that
    out at its next sign of life, and leaves nothing behind.
    """
    attempt = _begin(export_id)
    if attempt is None:
        return False
    export = DataExport.objects.select_related("member").get(pk=export_id)
    name = ""
    try:
        with tempfile.TemporaryFile() as target, translation.override(settings.LANGUAGE_CODE):
            pack(target, everything(export.member), made_at=timezone.now(), tell=_teller(attempt))
            target.seek(0)
            name = default_storage.save(f"own-data/{export.pk}-{export.attempts}.zip", File(target))
        now = timezone.now()
        if attempt.update(
            state=DataExport.State.READY, progress=100, ready_at=now, expires_at=now + DataExport.KEPT, file=name
        ):
            return True
    except _Overtaken:
        pass
    except Exception as problem:
        # The kind of error alone: its text may hold what the member wrote.
        log.error("Download %s could not be built: %s", export_id, type(problem).__name__)
        attempt.update(state=DataExport.State.FAILED)
    if name:
        default_storage.delete(name)
    return False


class _Overtaken(Exception):
    """Another attempt has begun, or the member was erased."""


def _begin(export_id):
    """This attempt's hold on the row, as a queryset that is empty once another holds it; None if there is nothing to
    build."""
    waiting = DataExport.objects.filter(pk=export_id, state=DataExport.State.QUEUED)
    if not waiting.update(
        state=DataExport.State.BUILDING, progress=0, attempts=F("attempts") + 1, touched_at=timezone.now()
    ):
        return None
    attempts = DataExport.objects.values_list("attempts", flat=True).get(pk=export_id)
    return DataExport.objects.filter(pk=export_id, state=DataExport.State.BUILDING, attempts=attempts)


def _teller(attempt):
    last = time.monotonic()

    def tell(done, total):
        nonlocal last
        if time.monotonic() - last >= SIGN_OF_LIFE:
            last = time.monotonic()
            # At 99 it is packed; 100 is when it lies there.
            if not attempt.update(progress=min(99, 100 * done // max(total, 1)), touched_at=timezone.now()):
                raise _Overtaken

    return tell

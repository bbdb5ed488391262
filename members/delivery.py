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
from members.invitations import is_open, secret_to_send
from members.models import AffiliationChange, DataExport, Invitation, Membership, Suspension
from members.own_data import everything
from members.packing import pack
from portal.postoffice.actions import post

log = logging.getLogger(__name__)

# How often, in seconds, whoever builds a download says how far it is.
SIGN_OF_LIFE = 1


def membership_decided(dispatch):
    """What the secretariat decided on an application, while that is how it stands."""
    membership = Membership.objects.select_related("member").get(pk=dispatch.about)
    decided = {Membership.State.ACTIVE, Membership.State.DECLINED}
    return emails.membership_decided(membership) if membership.state in decided else None


def affiliation_decided(dispatch):
    """What the secretariat decided on a change of sector or organisation."""
    change = AffiliationChange.objects.select_related("member", "sector").get(pk=dispatch.about)
    return emails.affiliation_decided(change)


def suspended(dispatch):
    """A suspension that still holds."""
    suspension = _suspension(dispatch)
    return emails.suspended(suspension) if suspension.lifted_at is None else None


def reinstated(dispatch):
    """The end of a suspension, for whoever takes part again."""
    suspension = _suspension(dispatch)
    return emails.reinstated(suspension) if suspension.membership.state == Membership.State.ACTIVE else None


def _suspension(dispatch):
    return Suspension.objects.select_related("membership__member").get(pk=dispatch.about)


def left(dispatch):
    """The confirmation for whoever has left, and has not come back since."""
    membership = Membership.objects.select_related("member").get(pk=dispatch.about)
    return emails.left(membership) if membership.state == Membership.State.ENDED else None


def data_export_ready(dispatch):
    """Where the download lies, while it lies there."""
    export = DataExport.objects.select_related("member").filter(pk=dispatch.about, state=DataExport.State.READY).first()
    return emails.data_export_ready(export) if export else None


def invitation(dispatch):
    """The link of an invitation that is open, and was not sent since it was last asked for; or that somebody of the
    secretariat has sent once more."""
    asked = Invitation.objects.select_related("invited_by").get(pk=dispatch.about)
    if not is_open(asked, timezone.now()) or (asked.sent_at and not dispatch.copy):
        return None
    secret = secret_to_send(asked)
    return emails.invitation(asked, secret) if secret else None


def note_invitation(dispatch):
    """What became of the mail with the link, for whoever invited. Not sent is an open invitation whose mail was given
    up: they can have it sent anew."""
    waiting = Invitation.objects.open(timezone.now()).filter(pk=dispatch.about)
    if dispatch.state == dispatch.State.SENT:
        waiting.update(sent_at=dispatch.settled_at, failed_at=None)
    else:
        waiting.filter(sent_at=None).update(failed_at=dispatch.settled_at)


def build_data_export(export_id):
    """Build a download that waits, and owe the member a mail. Returns whether it is ready now. Harmless for one that is
    built, or is being built.

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
        if _finish(attempt, export, name):
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


@transaction.atomic
def _finish(attempt, export, name):
    """Whether this attempt may say that the download is there. The mail that tells of it is owed with that."""
    now = timezone.now()
    is_mine = attempt.update(
        state=DataExport.State.READY, progress=100, ready_at=now, expires_at=now + DataExport.KEPT, file=name
    )
    if is_mine:
        post("data_export_ready", export, to=export.member)
    return is_mine


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

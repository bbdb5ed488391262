"""The download of one's own data: asking for it, and what the clock does about it. One transaction each."""

from datetime import timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from members import tasks
from members.models import DataExport, Member
from members.permissions import can_take_own_data

# A worker that builds gives a sign of life every second; one that waits in the queue gives none.
SILENT_FOR = timedelta(minutes=5)
ATTEMPTS = 3


@transaction.atomic
def ask_for_own_data(member, *, by):
    """Have a worker build the download. A ready one from before is taken away: there is one at a time.

    Raises PermissionDenied for anybody else, ValidationError while one is being built.
    """
    if not can_take_own_data(by, member):
        raise PermissionDenied(_("Only the person can take their data with them."))
    # The member's row orders two presses of the button one after the other.
    member = Member.objects.select_for_update(no_key=True).get(pk=member.pk)
    if member.data_exports.under_way().exists():
        raise ValidationError(_("Your download is being built already."))
    for earlier in member.data_exports.filter(state=DataExport.State.READY):
        _let_go(earlier, DataExport.State.EXPIRED)
    export = DataExport.objects.create(member=member)
    tasks.build_data_export.delay_on_commit(export.pk)
    return export


def tend_downloads(*, now=None, silent_for=SILENT_FOR):
    """Take away what is over, and have built anew what a worker left undone. Safe to run twice, at any time."""
    now = now or timezone.now()
    for pk in DataExport.objects.over(now).values_list("pk", flat=True):
        _expire(pk, now)
    for pk in DataExport.objects.silent_since(now - silent_for).values_list("pk", flat=True):
        _begin_anew(pk, now - silent_for)


@transaction.atomic
def _expire(pk, now):
    export = DataExport.objects.select_for_update(skip_locked=True).over(now).filter(pk=pk).first()
    if export:
        _let_go(export, DataExport.State.EXPIRED)


@transaction.atomic
def _begin_anew(pk, silent_since):
    export = DataExport.objects.select_for_update(skip_locked=True).silent_since(silent_since).filter(pk=pk).first()
    if export is None:
        return
    if export.attempts >= ATTEMPTS:
        _let_go(export, DataExport.State.FAILED)
        return
    export.state = DataExport.State.QUEUED
    export.progress = 0
    export.touched_at = timezone.now()
    export.save(update_fields=["state", "progress", "touched_at"])
    tasks.build_data_export.delay_on_commit(export.pk)


def _let_go(export, state):
    export.state = state
    export.file = ""
    export.save(update_fields=["state", "file"])
    delete_files(export)


def delete_files(export):
    """Delete whatever any attempt left in the storage."""
    for name in export.file_names():
        default_storage.delete(name)

"""Giving members the handle by which others call them, and changing it."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from members.handles import free, proposed, tidy, wrong_with
from members.models import Member
from members.permissions import can_change_profile

# Two namesakes who are admitted in the same moment would be given the same handle: whoever gives takes this lock first.
HANDLES_LOCK = 7_203_116
# More members at once than this, and all handles are read rather than those that are alike.
MANY = 50
# A former handle is nobody else's: so many each, or somebody could take all that are any good.
FORMER = 10


@transaction.atomic
def give_handles(members):
    """Give each of the members who has none yet a handle of their own, made from their name."""
    without = [one for one in members if not one.handle]
    if not without:
        return
    _lock()
    taken = _taken({proposed(one.name) for one in without})
    for one in without:
        one.handle = free(one.name, taken)
        taken.add(one.handle)
    Member.objects.bulk_update(without, ["handle"], batch_size=500)


@transaction.atomic
def change_handle(member, *, by, handle):
    """Take another handle. The former one stays the member's: texts that called them by it lead to them, also when they
    are made anew, and it calls nobody else.

    Raises PermissionDenied for anybody else, ValidationError for what is no handle, for one that is or was somebody
    else's, and after many changes.
    """
    _lock()
    member = Member.objects.select_for_update(no_key=True).get(pk=member.pk)
    if not can_change_profile(by, member):
        raise PermissionDenied(_("Only the person can change this."))
    handle = tidy(handle)
    if wrong := wrong_with(handle):
        raise ValidationError({"handle": wrong})
    taken = Member.objects.filter(Q(handle=handle) | Q(former_handles__contains=[handle]))
    if taken.exclude(pk=member.pk).exists():
        raise ValidationError({"handle": _("Somebody else has this handle. Choose another.")})
    if handle == member.handle:
        return member
    member.former_handles = [one for one in [*member.former_handles, member.handle] if one not in {"", handle}]
    if len(member.former_handles) > FORMER:
        raise ValidationError({"handle": _("You had %(n)d others before. Choose one of them.") % {"n": FORMER + 1}})
    member.handle = handle
    member.save(update_fields=["handle", "former_handles"])
    return member


def _lock():
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [HANDLES_LOCK])


def _taken(stems):
    alike = Q(pk__in=[])
    for stem in stems:
        alike |= Q(handle__startswith=stem)
    members = Member.objects.exclude(handle="")
    taken = set((members if len(stems) > MANY else members.filter(alike)).values_list("handle", flat=True))
    # Few ever change theirs.
    for former in Member.objects.exclude(former_handles=[]).values_list("former_handles", flat=True):
        taken.update(former)
    return taken

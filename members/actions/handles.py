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
    """Take another handle. Texts that called the member by the former one still lead to them.

    Raises PermissionDenied for anybody else, ValidationError for what is no handle and for somebody else's.
    """
    _lock()
    member = Member.objects.select_for_update(no_key=True).get(pk=member.pk)
    if not can_change_profile(by, member):
        raise PermissionDenied(_("Only the person can change this."))
    handle = tidy(handle)
    if wrong := wrong_with(handle):
        raise ValidationError({"handle": wrong})
    if Member.objects.filter(handle=handle).exclude(pk=member.pk).exists():
        raise ValidationError({"handle": _("Somebody else has this handle. Choose another.")})
    member.handle = handle
    member.save(update_fields=["handle"])
    return member


def _lock():
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [HANDLES_LOCK])


def _taken(stems):
    alike = Q(pk__in=[])
    for stem in stems:
        alike |= Q(handle__startswith=stem)
    members = Member.objects.exclude(handle="")
    return set((members if len(stems) > MANY else members.filter(alike)).values_list("handle", flat=True))

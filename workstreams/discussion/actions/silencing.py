"""Keeping a member from speaking in a group for a while, and ending that early. One transaction each; the actor is
`by`."""

from datetime import timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from workstreams.discussion.models import Silence
from workstreams.discussion.permissions import can_silence
from workstreams.groups.models import Participation, WorkingGroup
from workstreams.groups.permissions import can_lead


@transaction.atomic
def silence_member(member, *, group, by, hours, reason):
    """Let a member read in a group, and say nothing there, for 24, 72, 168 or 720 hours from now. It ends by itself.

    One that is on already ends with this one: the later word counts. What was said stays, and so does the seat. Returns
    the silence. Raises PermissionDenied for anyone but the group's leads, for oneself, and for another lead or the
    secretariat; ValidationError without a seat, without a reason, and for other hours.
    """
    group = _held(group)
    if message := why_not_silenced(by, member, group):
        raise PermissionDenied(message)
    if hours not in Silence.HOURS:
        raise ValidationError({"hours": _("Choose for how long.")})
    if not reason.strip():
        raise ValidationError({"reason": _("Write what happened. The person concerned will read it.")})
    if not Participation.objects.current().filter(group=group, member=member).exists():
        raise ValidationError(_("%(name)s has no seat in this group, and can say nothing there.") % {"name": member})
    now = timezone.now()
    for earlier in Silence.objects.select_for_update(of=["self"]).filter(group=group, member=member, lifted_at=None):
        # One that is over already ended when it said.
        _end(earlier, min(now, earlier.until), by if earlier.until > now else None)
    return Silence.objects.create(
        group=group,
        member=member,
        since=now,
        until=now + timedelta(hours=hours),
        reason=reason.strip(),
        given_by=by,
    )


@transaction.atomic
def lift_silence(silence, *, by):
    """End a silence now. One that is over stays as it is.

    Raises PermissionDenied for anyone but the group's leads, and for one's own.
    """
    _held(silence.group)
    silence = Silence.objects.select_for_update(of=["self"]).select_related("group", "member").get(pk=silence.pk)
    if not can_lead(by, silence.group) or by.pk == silence.member_id:
        raise PermissionDenied(_("The leads of this group end a silence early, and nobody their own."))
    return _end(silence, timezone.now(), by) if silence.is_on() else silence


def why_not_silenced(by, member, group):
    """Why this person cannot silence the member in the group, in words; "" where they can."""
    if can_silence(by, member, group):
        return ""
    if not can_lead(by, group):
        return _("The leads of this group silence somebody for a while.")
    if by.pk == member.pk:
        return _("You can give up your seat, but not silence yourself.")
    return _(
        "%(name)s leads here. Leads and the secretariat answer for the group, and are not silenced by one another: ask"
        " the secretariat to give the role to somebody else."
    ) % {"name": member}


def is_not_silenced(member, group, *, wrote=True):
    """Raise ValidationError (code "silenced"), with until when and why, where the member may say nothing in the group
    now. `wrote`: whether there is a text of theirs that they get back."""
    silence = Silence.objects.on().filter(group=group, member=member).first()
    if silence:
        said = silenced_until(silence)
        raise ValidationError(f"{said} {_('Your text is kept below.')}" if wrote else said, code="silenced")


def silenced_until(silence):
    """What somebody is told who may say nothing for a while."""
    until = date_format(timezone.localtime(silence.until), "j F, H:i")
    reason = silence.reason if silence.reason[-1:] in ".!?…。！？" else f"{silence.reason}."
    return _(
        "You can write in this group again from %(until)s; until then you read. A lead silenced you for: %(reason)s"
    ) % {"until": until, "reason": reason}


def _held(group):
    # Two leads at once come one after the other. Whoever replies does not wait for them.
    return WorkingGroup.objects.select_for_update(no_key=True).get(pk=group.pk)


def _end(silence, at, by):
    silence.lifted_at, silence.lifted_by = at, by
    silence.save(update_fields=["lifted_at", "lifted_by"])
    return silence

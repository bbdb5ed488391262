"""Writing charters. One transaction each; the actor is `by`."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from members.actions.happenings import happened
from workstreams.groups.models import CharterRevision, WorkingGroup
from workstreams.groups.permissions import can_change
from workstreams.markup.rendering import is_blank

CHARTER_LENGTH = 64_000


@transaction.atomic
def revise_charter(group, *, by, body, note, base):
    """Keep a new revision of the charter; the earlier ones stay. `base` is the number of the revision that was read
    before writing, 0 for none. `note` says in a line what changed; the first needs none.

    Raises PermissionDenied for those who do not lead the group; ValidationError when it is concluded, nothing is
    changed, or somebody wrote a newer revision in the meantime (code "overtaken").
    """
    group = WorkingGroup.objects.select_for_update().get(pk=group.pk)
    if not can_change(by, group):
        raise PermissionDenied(_("The leads of this group and the secretariat write its charter."))
    if group.state == WorkingGroup.State.CONCLUDED:
        raise ValidationError(_("This group is concluded. Its charter stays as it is."))
    newest = group.charter_revisions.first()
    if base != (newest.number if newest else 0):
        raise ValidationError(
            _("Somebody saved a newer charter while you were writing. Both are shown: bring them together, and save."),
            code="overtaken",
        )
    body, note = body.replace("\r\n", "\n").strip(), " ".join(note.split())
    if wrong := wrong_with_charter(body):
        raise ValidationError({"body": wrong})
    if newest and body == newest.body:
        raise ValidationError({"body": _("This is the charter as it stands. Change something, or go back.")})
    if newest and not note:
        raise ValidationError({"note": _("Say in a line what changed.")})
    most = CharterRevision._meta.get_field("note").max_length
    if len(note) > most:
        raise ValidationError(
            {"note": _("%(most)d characters fit. This has %(has)d.") % {"most": most, "has": len(note)}}
        )
    group.charter = body
    group.save(update_fields=["charter"])
    happened("charter_changed", to=None, by=by, group=group)
    return _keep(group, by=by, number=newest.number + 1 if newest else 1, note=note)


def first_charter(group, *, by):
    """Keep the charter that a group was founded with as its first revision, inside the caller's transaction."""
    return _keep(group, by=by, number=1, note="")


def _keep(group, *, by, number, note):
    return CharterRevision.objects.create(group=group, number=number, body=group.charter, note=note, written_by=by)


def wrong_with_charter(body):
    """What has to be put right in a charter, in words; "" for nothing."""
    if is_blank(body):
        return _("Write the charter: what the group is for, and how it works.")
    if "\x00" in body:
        return _("There is a character in this that cannot be kept (NUL). Take it out.")
    if len(body) > CHARTER_LENGTH:
        return _("This has %(has)s characters, and %(most)s fit. Shorten it.") % {
            "has": number_format(len(body), force_grouping=True),
            "most": number_format(CHARTER_LENGTH, force_grouping=True),
        }
    return ""

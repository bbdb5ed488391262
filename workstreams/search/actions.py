"""Keeping a search. One transaction each; the actor is `by`."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from members.models import Member
from workstreams.markup.sanitising import writable
from workstreams.search.models import SavedSearch
from workstreams.search.permissions import can_keep_search

MOST = 50
MOST_IN_DIGEST = 10


@transaction.atomic
def save_search(member, *, by, query, name):
    """Keep a search under a name. The same search again is the one that is kept already.

    `query` is the part of the address that says what is looked for. Raises PermissionDenied for anybody else and for
    who is no active member, ValidationError without a search or with too many.
    """
    _ask(by, member)
    name, query = " ".join(writable(name).split()), query.strip()
    if not query:
        raise ValidationError(_("There is nothing to save yet: look for something first."))
    if len(query) > SavedSearch._meta.get_field("query").max_length:
        raise ValidationError(_("This search is too long to save. Take some words out."))
    # Two presses of one button, one after the other.
    Member.objects.select_for_update(of=["self"], no_key=True).get(pk=member.pk)
    own = SavedSearch.objects.visible_to(member)
    if existing := own.filter(query=query).first():
        return existing
    if own.count() >= MOST:
        raise ValidationError(_("You keep %(most)d searches. Delete one before you save another.") % {"most": MOST})
    return SavedSearch.objects.create(member=member, name=_named(name), query=query)


@transaction.atomic
def change_saved_search(saved, *, by, name, in_digest):
    """Call it otherwise, and say whether what is new in it comes with the digest. Errors as in `save_search`."""
    _ask(by, saved.member)
    Member.objects.select_for_update(of=["self"], no_key=True).get(pk=saved.member_id)
    saved = SavedSearch.objects.select_for_update().get(pk=saved.pk)
    others = SavedSearch.objects.visible_to(by).filter(in_digest=True).exclude(pk=saved.pk)
    if in_digest and others.count() >= MOST_IN_DIGEST:
        raise ValidationError(
            {
                "in_digest": _("Your digest tells of %(most)d searches. Take one of them out first.")
                % {"most": MOST_IN_DIGEST}
            }
        )
    saved.name, saved.in_digest = _named(" ".join(name.split())), in_digest
    saved.save(update_fields=["name", "in_digest"])
    return saved


@transaction.atomic
def delete_saved_search(saved, *, by):
    """Keep it no longer. Harmless a second time."""
    _ask(by, saved.member)
    SavedSearch.objects.filter(pk=saved.pk).delete()


def erase_member(member, efface):
    """What somebody who is erased looked for. In the transaction of whoever erases."""
    SavedSearch.objects.filter(member=member).delete()


def _ask(by, member):
    if not can_keep_search(by, member):
        raise PermissionDenied(_("Members keep searches for themselves, and nobody for another."))


def _named(name):
    if not name:
        raise ValidationError({"name": _("Give the search a name.")})
    return name[: SavedSearch._meta.get_field("name").max_length]

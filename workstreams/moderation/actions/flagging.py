"""Raising flags, and adding to them. One transaction each; the actor is `by`."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from members.models import Profile
from portal import rates
from portal.rates import Rate
from workstreams.directory.audience import readable_profiles
from workstreams.discussion.actions.holding import hold_thread_of
from workstreams.discussion.models import Attachment, Post
from workstreams.moderation.actions.restricting import sentence
from workstreams.moderation.actions.spam import hide_where_spam
from workstreams.moderation.actions.telling import tell_of_case
from workstreams.moderation.models import Case, Flag, FlagAddition, Letter
from workstreams.moderation.permissions import can_add_to_flag, can_flag, can_flag_profile

MOST_ADDITIONS = 10
RATE = Rate(
    "flag", 20, 3600, gettext_lazy("You have flagged a lot in this hour. You can raise the next flag in {wait}.")
)


@transaction.atomic
def flag_post(post, *, by, reason, note=""):
    """Tell the group's leads that a post should not stand as it does. It stays readable until one of them decides,
    but for spam that members of three organisations have flagged (see `spam`).

    Raises PermissionDenied for one's own post, without an active membership, or where the group does not exist for
    this member; ValidationError for a second flag on the same open case, a post that is hidden already, or "something
    else" without a note, and (code "too_often") for more than 20 flags in an hour.
    """
    post = _post(post, by)
    if post.hidden_at:
        raise ValidationError(_("This post is hidden already."))
    flag = _raise(_case(Case.About.POST, group=post.thread.group, post=post, author=post.author), by, reason, note)
    hide_where_spam(flag.case, post)
    return flag


@transaction.atomic
def flag_title(thread, *, by, reason, note=""):
    """Tell the group's leads that the title of a thread should not stand. Errors as in `flag_post`."""
    post = _post(Post.objects.get(thread=thread, parent=None), by)
    return _raise(_case(Case.About.TITLE, group=post.thread.group, post=post, author=post.author), by, reason, note)


@transaction.atomic
def flag_file(attachment, *, by, reason, note=""):
    """Tell the group's leads that a file should not stand. Errors as in `flag_post`; a file in no post has no reader
    and is not flagged."""
    if attachment.post_id is None:
        raise ValidationError(_("This file is in no post."))
    post = _post(Post(pk=attachment.post_id), by)
    attachment = Attachment.objects.select_for_update(of=["self"], no_key=True).get(pk=attachment.pk)
    if attachment.hidden_at:
        raise ValidationError(_("This file is hidden already."))
    place = {"group": post.thread.group, "post": post, "attachment": attachment, "author": attachment.owner}
    if by.pk == attachment.owner_id:
        raise PermissionDenied(_("Active members can flag files of others."))
    return _raise(_case(Case.About.FILE, **place), by, reason, note)


@transaction.atomic
def flag_profile(member, *, by, reason, note=""):
    """Tell the secretariat that what a member tells of themselves should not stand. Errors as in `flag_post`."""
    if not can_flag_profile(by, member):
        raise PermissionDenied(_("Active members can flag what others tell of themselves."))
    profile = Profile.objects.select_for_update().filter(member=member).first()
    readable = profile and readable_profiles(by).filter(pk=profile.pk).exists()
    if not readable or not profile.about or profile.about_hidden_at:
        raise ValidationError(_("There is no text that you could read."))
    return _raise(_case(Case.About.PROFILE, author=member), by, reason, note)


@transaction.atomic
def add_to_flag(flag, *, by, text):
    """Add a sentence to an own flag while nobody has decided. Raises PermissionDenied for all others; ValidationError
    without words, once it is decided (code "decided"), and after ten additions."""
    case = Case.objects.select_for_update().get(pk=flag.case_id)
    if not can_add_to_flag(by, flag):
        raise PermissionDenied(_("Whoever raised a flag adds to it."))
    if case.closed_at:
        raise ValidationError(_("This was decided already. Nothing can be added."), code="decided")
    text = sentence(text)
    if not text:
        raise ValidationError({"text": _("Write what you want to add.")})
    if flag.additions.count() >= MOST_ADDITIONS:
        raise ValidationError(_("You have added %(n)d times. A lead will decide.") % {"n": MOST_ADDITIONS})
    return FlagAddition.objects.create(flag=flag, text=text)


def _post(post, by):
    # The thread before its posts, as everybody takes them; the post's row orders those who flag it at once.
    thread = hold_thread_of(post)
    post = Post.objects.select_for_update(of=["self"]).select_related("author").get(pk=post.pk)
    post.thread = thread
    if not can_flag(by, post):
        raise PermissionDenied(_("Active members can flag posts of others."))
    return post


def _case(about, **thing):
    """The open case about this thing, made where there is none, held."""
    place = {name: thing.get(name) for name in ("post", "attachment")}
    found = Case.objects.open().filter(about=about, author=thing["author"], **place).select_for_update().first()
    return found or Case.objects.create(about=about, **thing)


def _raise(case, by, reason, note):
    if case.flags.filter(raised_by=by).exists():
        raise ValidationError(_("You have flagged this already. A lead will decide."))
    note = sentence(note)
    if reason == Flag.Reason.OTHER and not note:
        raise ValidationError({"note": _("Say in a sentence what is wrong with it.")})
    rates.spend([RATE.of(by.pk)])
    affiliation = by.affiliations.current().first()
    flag = Flag.objects.create(
        case=case,
        raised_by=by,
        sector_id=affiliation and affiliation.sector_id,
        organisation_id=affiliation and affiliation.organisation_id,
        reason=reason,
        note=note,
        created_at=timezone.now(),
    )
    Case.objects.filter(pk=case.pk).update(flag_count=F("flag_count") + 1)
    case.flag_count += 1
    if case.flag_count == 1:
        tell_of_case(case, Letter.Kind.CASE_OPENED)
    return flag

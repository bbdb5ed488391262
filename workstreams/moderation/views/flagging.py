"""Flagging a post, the title of a thread, a file, or what somebody tells of themselves."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from members.models import Member
from portal import rates
from portal.fragments import refuse
from workstreams.directory.audience import readable_profiles
from workstreams.discussion.models import Attachment, Post, Thread
from workstreams.moderation import actions, docket
from workstreams.moderation.forms import FlagForm
from workstreams.moderation.models import Case
from workstreams.moderation.permissions import can_flag, can_flag_profile

TEMPLATE = "workstreams/moderation/flag.html"
PLACES = ["author", "sector", "organisation", "thread__group"]


@require_http_methods(["GET", "HEAD", "POST"])
def flag_post(request, pk):
    """Quote the post and ask what is wrong with it; by POST, tell the leads."""
    post = get_object_or_404(_posts(request.user), pk=pk)
    _ask(request.user, post, own=_("You wrote this post. Others can flag it, not you."))
    context = {
        "title": _("Flag a post"),
        "verb": _("Flag the post"),
        "label": _("The post"),
        "post": post,
        "quoted": True,
        "back": post.get_absolute_url(),
        "crumbs": _crumbs(post),
        "gone": _("This post is hidden already.") if post.hidden_at else "",
        "raised": docket.open_flag(request.user, Case.About.POST, post=post),
    }
    return _flag(request, lambda **given: actions.flag_post(post, **given), context)


@require_http_methods(["GET", "HEAD", "POST"])
def flag_title(request, pk):
    """As `flag_post`, about the title of a thread."""
    thread = get_object_or_404(Thread.objects.visible_to(request.user), pk=pk)
    post = get_object_or_404(_posts(request.user), thread=thread, parent=None)
    _ask(request.user, post, own=_("You gave this thread its title. Others can flag it, not you."))
    context = {
        "title": _("Flag the title of a thread"),
        "verb": _("Flag the title"),
        "label": _("The title"),
        "words": thread.title,
        "post": post,
        "back": post.get_absolute_url(),
        "crumbs": _crumbs(post),
        "raised": docket.open_flag(request.user, Case.About.TITLE, post=post),
    }
    return _flag(request, lambda **given: actions.flag_title(thread, **given), context)


@require_http_methods(["GET", "HEAD", "POST"])
def flag_file(request, key):
    """As `flag_post`, about a file in a post."""
    files = Attachment.objects.visible_to(request.user).readable_by(request.user).exclude(post=None)
    file = get_object_or_404(files.select_related("owner"), key=key)
    post = get_object_or_404(_posts(request.user), pk=file.post_id)
    own = _("You brought this file. Others can flag it, not you.")
    _ask(request.user, post, own=own)
    if file.owner_id == request.user.pk:
        raise PermissionDenied(own)
    context = {
        "title": _("Flag a file"),
        "verb": _("Flag the file"),
        "label": _("The file"),
        "words": file.name,
        "post": post,
        "back": post.get_absolute_url(),
        "crumbs": _crumbs(post),
        "gone": _("This file is hidden already.") if file.hidden_at else "",
        "raised": docket.open_flag(request.user, Case.About.FILE, attachment=file),
    }
    return _flag(request, lambda **given: actions.flag_file(file, **given), context)


@require_http_methods(["GET", "HEAD", "POST"])
def flag_profile(request, pk):
    """As `flag_post`, about what a member tells of themselves: the secretariat decides."""
    member = get_object_or_404(Member.objects.visible_to(request.user), pk=pk)
    if not can_flag_profile(request.user, member):
        raise PermissionDenied(_("This is what you tell of yourself. You can change it."))
    about = readable_profiles(request.user).filter(member=member, about_hidden_at=None).values_list("about", flat=True)
    words = about.first() or ""
    context = {
        "title": _("Flag what somebody tells of themselves"),
        "verb": _("Flag the text"),
        "label": _("What they tell"),
        "words": words,
        "member": member,
        "of_secretariat": True,
        "back": reverse("member", args=[member.pk]),
        "crumbs": [(_("Directory"), reverse("directory")), (member.name, reverse("member", args=[member.pk]))],
        "gone": "" if words else _("There is no text that you could read."),
        "raised": docket.open_flag(request.user, Case.About.PROFILE, author=member),
    }
    return _flag(request, lambda **given: actions.flag_profile(member, **given), context)


def _posts(user):
    """Posts with the words that this user may read."""
    return Post.objects.visible_to(user).readable_by(user).select_related(*PLACES)


def _crumbs(post):
    group = post.thread.group
    return [(group.name, group.get_absolute_url()), (post.thread.title, post.get_absolute_url())]


def _ask(user, post, *, own):
    if not can_flag(user, post):
        if post.author_id == user.pk:
            raise PermissionDenied(own)
        raise PermissionDenied(_("Active members can flag posts. Your membership is not active yet."))


def _flag(request, act, context):
    form = FlagForm(request.POST if request.method == "POST" else None)
    context["form"] = form
    if request.method != "POST":
        return render(request, TEMPLATE, context)
    if form.is_valid():
        try:
            flag = act(by=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
            return rates.with_wait(refuse(request, TEMPLATE, context), error)
        else:
            messages.success(request, _("Whoever decides has your flag. Here you see what becomes of it."))
            return redirect(flag)
    return refuse(request, TEMPLATE, context)

"""The page on which a thread's leads give it its tags."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from portal.fragments import refuse
from workstreams.discussion import actions
from workstreams.discussion.forms import TagsForm
from workstreams.discussion.models import Tag
from workstreams.discussion.permissions import can_steer
from workstreams.discussion.views.frame import thread_or_404


@require_http_methods(["GET", "HEAD", "POST"])
def thread_tags(request, slug, pk):
    """The thread's tags as one line to be written anew, with those that the group uses already."""
    thread = thread_or_404(request, slug, pk)
    if not can_steer(request.user, thread):
        raise PermissionDenied(_("The leads of this group give threads their tags."))
    form = TagsForm(request.POST if request.method == "POST" else None, initial={"tags": ", ".join(thread.tag_names)})
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_tags(thread, by=request.user, names=form.cleaned_data["tags"].split(","))
        except ValidationError as error:
            form.add_error("tags", error)
        else:
            return HttpResponseRedirect(thread.get_absolute_url())
    group = thread.group
    context = {
        "thread": thread,
        "form": form,
        "crumbs": [(group.name, group.get_absolute_url()), (thread.title, thread.get_absolute_url())],
        "used": Tag.objects.visible_to(request.user).filter(group=group).in_use(),
    }
    answer = refuse if request.method == "POST" else render
    return answer(request, "workstreams/discussion/thread_tags.html", context)

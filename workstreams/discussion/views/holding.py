"""Own texts that wait for a lead: where they were sent, and taking them back."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from workstreams.discussion import actions
from workstreams.discussion.models import HeldPost
from workstreams.discussion.naming import rendered
from workstreams.groups.models import WorkingGroup

WAITING = "workstreams/discussion/waiting.html"


@require_POST
def held_take_back(request, pk):
    """Take an own text back: it is among the drafts then."""
    held = get_object_or_404(HeldPost.objects.visible_to(request.user), pk=pk)
    try:
        actions.take_back(held, by=request.user)
        messages.success(request, _("The text is back among your drafts. Nobody reads it but you."))
    except ValidationError as error:
        messages.warning(request, error.messages[0])
    return HttpResponseRedirect(reverse("drafts"))


def address_while_waiting(request, held):
    """Say to whoever sent a text that it waits. Returns the address where it is shown meanwhile."""
    messages.success(request, _("Your text waits for a lead of this group. Once it is released, you are told."))
    if held.thread:
        # The query makes it another address than that of the page it was sent from, which is then loaded anew.
        return f"{held.thread.get_absolute_url()}?waiting={held.pk}#waiting-{held.pk}"
    return f"{reverse('drafts')}#waiting-{held.pk}"


def waiting_in(request, thread):
    """What stands at the end of a thread for whom something waits there, and for whoever is new to its group; "" for
    all others. No query for them."""
    user = request.user
    own = []
    if thread.has_waiting:
        found = HeldPost.objects.visible_to(user).waiting().filter(thread=thread, author=user.pk)
        own = [waiting_row(held, thread.group) for held in found.select_related("parent__author")]
    is_new = user.is_authenticated and actions.is_newcomer(user, thread.group)
    if not own and not is_new:
        return ""
    return render_to_string(WAITING, {"rows": own, "is_new": is_new, "group": thread.group}, request)


def waiting_anywhere(user):
    """All own texts that wait, the longest waiting first, each with where it was sent as far as this reader may still
    know."""
    here = set(WorkingGroup.objects.visible_to(user).values_list("pk", flat=True))
    found = HeldPost.objects.visible_to(user).waiting().filter(author=user.pk)
    found = found.select_related("group", "thread__group", "parent__author")
    return [waiting_row(held, held.group if held.group_id in here else None) for held in found]


def waiting_row(held, group):
    """A text that waits, as its author sees it. `group` None: they do not see that any more."""
    return {
        "held": held,
        "group": group,
        "html": mark_safe(rendered(held.body, held.group).html),  # noqa: S308 - sanitised
    }

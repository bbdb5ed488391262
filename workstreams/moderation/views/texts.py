"""First posts, and links of new members: read by a lead before anybody else reads them."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from portal.fragments import UNPROCESSABLE
from workstreams.discussion.models import HeldPost
from workstreams.moderation import actions, docket
from workstreams.moderation.forms import DeclineTextForm, rules_on_offer
from workstreams.moderation.views.frame import PAGE_SIZE, desk_group, frame, with_proof_of_leads


@require_safe
def desk_held(request, slug):
    """The texts that wait in a group, the longest waiting first."""
    return _page(request, desk_group(request.user, slug))


@require_POST
@with_proof_of_leads
def held_decide(request, pk):
    """Release a text (`verdict=release`), decline it with a reason (`decline`), or give it back to its author where it
    can stand nowhere any more (`give_back`)."""
    held = get_object_or_404(HeldPost.objects.visible_to(request.user).select_related("group"), pk=pk)
    group = desk_group(request.user, held.group.slug)
    verdict = request.POST.get("verdict")
    form = DeclineTextForm(request.POST, auto_id=_ids(held)) if verdict == "decline" else None
    if form and not form.is_valid():
        return _page(request, group, wrong={held.pk: form})
    try:
        if verdict == "decline":
            actions.decline(held, by=request.user, **form.cleaned_data)
            messages.success(request, _("The text is not released. Its author is told why."))
        elif verdict == "give_back":
            actions.hand_back(held, by=request.user)
            messages.success(request, _("The text is back among its author’s drafts."))
        else:
            post = actions.release(held, by=request.user)
            text = _("Released: it stands in “%(thread)s” now.") % {"thread": post.thread.title}
            messages.success(request, text)
    except ValidationError as error:
        if form and hasattr(error, "error_dict"):
            form.add_error(None, error)
            return _page(request, group, wrong={held.pk: form})
        return _page(request, group, overtaken=error.messages[0], kept=request.POST.get("reason", ""))
    return redirect("desk_held", slug=group.slug)


def _ids(held):
    # A form for each text on one page: the id of each box says which it belongs to.
    return f"id_{held.pk}_%s"


def _page(request, group, *, wrong=None, overtaken="", kept=""):
    wrong = wrong or {}
    page = Paginator(docket.texts(group, request.user), PAGE_SIZE).get_page(request.GET.get("page"))
    rows = docket.text_rows(page.object_list, request.user)
    rules = rules_on_offer()
    context = {
        **frame(group, "desk_held"),
        "page": page,
        "rows": [(row, wrong.get(row.pk) or DeclineTextForm(auto_id=_ids(row.held), rules=rules)) for row in rows],
        "overtaken": overtaken,
        "kept": [(_("Why it is not released"), kept)] if kept.strip() else [],
    }
    status = UNPROCESSABLE if wrong or overtaken else 200
    return render(request, "workstreams/moderation/texts.html", context, status=status)

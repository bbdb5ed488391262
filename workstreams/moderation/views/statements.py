"""What was decided about a member and why, and appealing it. One's own are open also to who is suspended or has lost
the seat."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from portal.fragments import refuse
from workstreams.moderation import actions, grounds
from workstreams.moderation.forms import AppealForm
from workstreams.moderation.models import Appeal, Statement
from workstreams.moderation.permissions import can_appeal
from workstreams.moderation.views.frame import PAGE_SIZE, with_proof_of_leads


@require_safe
def my_statements(request):
    """What was decided about this reader, the newest first."""
    own = Statement.objects.visible_to(request.user).filter(recipient=request.user).order_by("-created_at", "-pk")
    found = own.select_related("recipient", "decision__group", "decision__silence", "appeal")
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    rows = list(zip(page.object_list, grounds.headings(page.object_list, request.user), strict=True))
    return render(request, "workstreams/moderation/my_statements.html", {"page": page, "rows": rows})


@require_safe
@with_proof_of_leads
def statement(request, key):
    """A statement of reasons: for whom it is, and for those who lead the group."""
    found = _visible(request.user, key)
    return render(request, "workstreams/moderation/statement.html", _context(request.user, found))


@require_safe
def statement_of(request, key):
    """On from a marker to the reader's own statement: `key` is that of the decision."""
    mine = Statement.objects.visible_to(request.user).filter(recipient=request.user)
    return redirect(get_object_or_404(mine, decision__key=key))


@require_http_methods(["GET", "HEAD", "POST"])
def appeal(request, key):
    """Ask why the decision is wrong; by POST, have somebody else look at it again."""
    found = _visible(request.user, key)
    if not can_appeal(request.user, found):
        raise PermissionDenied(_("Only the person concerned appeals."))
    form = AppealForm(request.POST if request.method == "POST" else None)
    template = "workstreams/moderation/appeal.html"
    if request.method == "POST" and form.is_valid():
        try:
            actions.appeal(found, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Your appeal has arrived. You are told the outcome by mail."))
            return redirect(found)
    context = {**_context(request.user, found), "form": form}
    return refuse(request, template, context) if request.method == "POST" else render(request, template, context)


def _visible(user, key):
    found = Statement.objects.visible_to(user)
    return get_object_or_404(found.select_related("recipient", "appeal", *grounds.of_decision("decision")), key=key)


def _context(user, found):
    own = found.recipient_id == user.pk
    made = getattr(found, "appeal", None)
    if made and not own and not Appeal.objects.visible_to(user).filter(pk=made.pk).exists():
        # It waits where this lead has no desk.
        made = None
    over = timezone.now() > found.appeal_until
    return {
        "statement": found,
        "decision": found.decision,
        "grounds": grounds.of(found, user),
        "own": own,
        "made": made,
        "appeal_decider": grounds.appeal_decider(made) if made and made.decided_at else "",
        "over": over,
        "may_appeal": own and not made and not over and not found.decision.undone_at,
        "restored": grounds.restored(found.decision) if found.decision.undone_at else "",
    }

"""Opening a call, closing it before its time, and stating what came of it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from portal.fragments import refuse
from workstreams.consensus import actions
from workstreams.consensus.forms import CallForm, OutcomeForm
from workstreams.consensus.layout import step_needs
from workstreams.consensus.models import Call, Objection, Outcome
from workstreams.consensus.overview import objections_of, overview, texts_of, told
from workstreams.consensus.permissions import can_call
from workstreams.consensus.views.frame import call_or_404, tell, way_up
from workstreams.recommendations.heading import crumbs, see_group
from workstreams.recommendations.models import Recommendation
from workstreams.recommendations.steps import Step, ends_at, move


@require_http_methods(["GET", "HEAD", "POST"])
def call_open(request, slug, pk):
    """Open a call on the newest revision. A document that is in another step leads back to its page."""
    visible = Recommendation.objects.visible_to(request.user).select_related("group__area")
    document = get_object_or_404(visible.at(slug, request.user), pk=pk)
    if not can_call(request.user, document):
        raise PermissionDenied(_("The leads of the group call for consensus."))
    found = move(document.where, Step.CONSENSUS_CALL)
    if found is None:
        messages.info(request, _("No call can be opened now: the text is at another step."))
        return HttpResponseRedirect(document.get_absolute_url())
    last = timezone.localtime(ends_at(Step.CONSENSUS_CALL, timezone.now())).date()
    initial = {
        "question": _("Do you agree to this text?"),
        "parties": Call.Parties.GROUP,
        "results": Call.Results.ANSWERED,
        "closes": last,
    }
    form = CallForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        given = dict(form.cleaned_data)
        closes_at = given.pop("closes")
        try:
            call = actions.open_call(document, by=request.user, closes_at=closes_at, **given)
        except ValidationError as error:
            tell(form, error)
        else:
            messages.success(request, _("The call is open."))
            return HttpResponseRedirect(call.get_absolute_url())
    context = {
        "document": document,
        "crumbs": crumbs(
            document, (document.title, document.get_absolute_url()), is_inside=see_group(document, request.user)
        ),
        "needs": step_needs(document, found),
        "form": form,
    }
    answer = refuse if request.method == "POST" else render
    return answer(request, "workstreams/consensus/open.html", context)


@require_POST
def call_close(request, pk):
    """Take no more positions, before the time is up."""
    call = call_or_404(request, pk)
    actions.close_call(call, by=request.user)
    messages.success(request, _("The call is closed. State what came of it."))
    return HttpResponseRedirect(call.get_absolute_url())


@require_http_methods(["GET", "HEAD", "POST"])
def outcome(request, pk):
    """State what came of a call. 404 where it was stated already."""
    call, user = call_or_404(request, pk), request.user
    if not can_call(user, call.recommendation):
        raise PermissionDenied(_("The leads of the group state what came of the call."))
    if Outcome.objects.visible_to(user).filter(call=call).exists():
        if request.method != "POST":
            raise Http404
    initial = {"result": request.GET.get("result", "")}
    form = OutcomeForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        try:
            actions.state_outcome(call, by=user, **form.cleaned_data)
        except ValidationError as error:
            tell(form, error)
        else:
            messages.success(request, _("What came of the call is stated."))
            return HttpResponseRedirect(call.get_absolute_url())
    waiting = Objection.objects.visible_to(user).unanswered().filter(call__recommendation=call.recommendation)
    texts = texts_of(call, user)
    context = {
        "call": call,
        "crumbs": way_up(call, user),
        "form": form,
        "seen": overview(call, user, texts),
        "waiting": told(objections_of(call, user).filter(state="open"), texts),
        "elsewhere": waiting.exclude(call=call).count(),
    }
    answer = refuse if request.method == "POST" else render
    return answer(request, "workstreams/consensus/outcome.html", context)

"""An objection, and what becomes of it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from portal.fragments import refuse
from portal.rates import source_of
from workstreams.consensus import actions
from workstreams.consensus.forms import AnswerForm, OverruleForm, ResolveForm
from workstreams.consensus.models import Objection, Reply
from workstreams.consensus.overview import acts_on, texts_of, told
from workstreams.consensus.permissions import can_answer, can_overrule
from workstreams.consensus.views.frame import tell, way_up
from workstreams.discussion.models import Thread
from workstreams.recommendations.models import Revision

_RELATED = ("call__recommendation__group__area", "call__revision", "position__member__membership", "position__sector")


def _objection_or_404(request, pk):
    found = Objection.objects.visible_to(request.user).select_related(
        *_RELATED, "position__organisation", "settled_by__membership", "resolved_in", "thread"
    )
    one = get_object_or_404(found, pk=pk)
    one.call.revision.recommendation = one.call.recommendation
    return one


@login_not_required
@require_safe
def objection(request, pk):
    """An objection with its answers, and what this reader may do with it."""
    return _page(request, _objection_or_404(request, pk), render)


@require_POST
def objection_answer(request, pk):
    return _act(request, pk, "answer", actions.answer, _("The objection is answered."))


@require_POST
def objection_overrule(request, pk):
    return _act(request, pk, "overrule", actions.overrule, _("The objection is overruled, with your reasons."))


@require_POST
def objection_resolve(request, pk):
    return _act(request, pk, "resolve", actions.resolve, _("The objection is resolved."))


@require_POST
def objection_withdraw(request, pk):
    """Take back one's own objection."""
    one = _objection_or_404(request, pk)
    try:
        actions.withdraw(one, by=request.user)
    except ValidationError as error:
        messages.warning(request, " ".join(error.messages))
    else:
        messages.success(request, _("Your objection is withdrawn. Your position stays as it was."))
    return HttpResponseRedirect(reverse("objection", args=[pk]))


@require_POST
def objection_discuss(request, pk):
    """Open the thread in which an objection is discussed, and go there."""
    one = _objection_or_404(request, pk)
    try:
        said = actions.discuss(one, by=request.user, source=source_of(request))
    except ValidationError as error:
        messages.warning(request, " ".join(error.messages))
        return HttpResponseRedirect(reverse("objection", args=[pk]))
    if isinstance(said, Thread):
        return HttpResponseRedirect(said.get_absolute_url())
    messages.info(request, _("A lead reads the first post of the thread before others do."))
    return HttpResponseRedirect(reverse("objection", args=[pk]))


#: Who does what with an objection: asked before the form is read.
MAY = {"answer": can_answer, "resolve": can_answer, "overrule": can_overrule}


def _act(request, pk, name, act, done):
    one = _objection_or_404(request, pk)
    if not MAY[name](request.user, one):
        raise PermissionDenied(_("The editors and leads of the group answer objections, and its leads overrule them."))
    form = _forms(one, request, posted=name)[name]
    if form.is_valid():
        try:
            act(one, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            tell(form, error)
        else:
            messages.success(request, done)
            return HttpResponseRedirect(reverse("objection", args=[pk]))
    return _page(request, one, refuse, {name: form})


def _page(request, one, answer, bound=None):
    user, call = request.user, one.call
    newer = _newer(one, user)
    replies = Reply.objects.visible_to(user).filter(objection=one).select_related("author__membership")
    context = {
        "told": told([one], texts_of(call, user), whole=True)[0],
        "call": call,
        "crumbs": way_up(call, user),
        "replies": list(replies),
        "acts": acts_on(one, user, newer=newer.exists()),
        "forms": _forms(one, request) | (bound or {}),
    }
    return answer(request, "workstreams/consensus/objection.html", context)


def _forms(one, request, posted=""):
    data = {posted: request.POST} if posted else {}
    newer = _newer(one, request.user)
    return {
        "answer": AnswerForm(data.get("answer")),
        "overrule": OverruleForm(data.get("overrule")),
        "resolve": ResolveForm(data.get("resolve"), revisions=newer),
    }


def _newer(one, user):
    revisions = Revision.objects.visible_to(user).filter(recommendation=one.call.recommendation_id)
    return revisions.filter(number__gt=one.call.revision.number).select_related("recommendation").newest_first()

"""Days that a document keeps: the end of a step, and when it is looked at again."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from portal.fragments import refuse
from workstreams.recommendations import actions
from workstreams.recommendations.forms import DeadlineForm, ReviewForm
from workstreams.recommendations.permissions import can_date
from workstreams.recommendations.steps import MOVABLE
from workstreams.recommendations.views.frame import own_document_or_404, tell, way_up


@require_http_methods(["GET", "HEAD", "POST"])
def recommendation_deadline(request, slug, pk):
    """Let the step end at another moment, and say why. 404 where the document is in no step whose end is kept here."""
    document = own_document_or_404(
        request, slug, pk, may=can_date, refusal=_("The leads of the group say when a step ends.")
    )
    if request.method != "POST" and document.where not in MOVABLE:
        raise Http404
    ends = document.step_ends_at and timezone.localtime(document.step_ends_at).date()
    form = DeadlineForm(request.POST if request.method == "POST" else None, initial={"ends": ends})
    return _kept(request, document, form, actions.move_deadline, _("The step ends at another day now."), "deadline")


@require_http_methods(["GET", "HEAD", "POST"])
def recommendation_review(request, slug, pk):
    """Say on which day the text is looked at again."""
    document = own_document_or_404(
        request, slug, pk, may=can_date, refusal=_("The leads of the group say when a text is looked at again.")
    )
    form = ReviewForm(request.POST if request.method == "POST" else None, initial={"day": document.review_on})
    return _kept(request, document, form, actions.set_review_day, _("The day for the review is kept."), "review")


def _kept(request, document, form, act, done, page):
    if form.is_valid():
        try:
            act(document, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            tell(form, error)
        else:
            messages.success(request, done)
            return HttpResponseRedirect(document.get_absolute_url())
    answer = refuse if request.method == "POST" else render
    context = {"document": document, "crumbs": way_up(document), "form": form}
    return answer(request, f"workstreams/recommendations/{page}.html", context)

"""Taking a step: a page that says what comes next, who takes it, and what it needs."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from portal.fragments import refuse
from workstreams.recommendations import actions
from workstreams.recommendations.forms import StepForm
from workstreams.recommendations.steps import NAMES, TAKEN_ABOVE, Step, ends_at, move
from workstreams.recommendations.views.frame import document_or_404, tell, way_up
from workstreams.recommendations.ways import way


@require_http_methods(["GET", "HEAD", "POST"])
def recommendation_step(request, slug, pk, to):
    """Take a document to another step. 404 for what is no step; a step that does not follow (any more) leads back to
    the document, which says where it stands; one that is taken on a page of its own leads there."""
    document = document_or_404(request, slug, pk)
    if to not in list(Step):
        raise Http404
    left = Step(document.parked_from) if document.parked_from else None
    found = move(document.where, Step(to), parked_from=left)
    if found is None:
        messages.info(
            request,
            _("From “%(before)s” this text does not go to “%(after)s”. Somebody may have taken a step meanwhile.")
            % {"before": NAMES[document.where], "after": NAMES[Step(to)]},
        )
        return HttpResponseRedirect(document.get_absolute_url())
    asked = way(document, found, request.user, is_inside=document.is_inside)
    if asked.is_elsewhere:
        return HttpResponseRedirect(asked.url)
    if (found.before, found.after) in TAKEN_ABOVE:
        raise Http404
    if not asked.may and request.method == "POST":
        if asked.is_of_leads:
            raise PermissionDenied(_("This step is taken by the leads of the group."))
        raise PermissionDenied(_("This step is taken by the editors and leads of the group."))
    end = ends_at(found.after, timezone.now())
    initial = {"ends": end and timezone.localtime(end).date()}
    form = StepForm(request.POST if request.method == "POST" else None, move=found, initial=initial)
    if form.is_valid():
        try:
            actions.take_step(document, found.after, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            tell(form, error)
        else:
            messages.success(request, _("The text is now at: %(step)s.") % {"step": NAMES[found.after]})
            return HttpResponseRedirect(document.get_absolute_url())
    context = {"document": document, "crumbs": way_up(document), "way": asked, "form": form if asked.may else None}
    answer = refuse if request.method == "POST" else render
    return answer(request, "workstreams/recommendations/step.html", context)

"""Writing a document: beginning it, revising it, its title."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from portal.fragments import refuse
from workstreams.groups.models import WorkingGroup
from workstreams.markup.differences import difference
from workstreams.recommendations import actions
from workstreams.recommendations.forms import BeginForm, ReviseForm, TitleForm
from workstreams.recommendations.layout import previewed
from workstreams.recommendations.models import Revision
from workstreams.recommendations.permissions import can_begin
from workstreams.recommendations.steps import NAMES, TEXT_CHANGES
from workstreams.recommendations.views.frame import own_document_or_404, tell, way_up


@require_http_methods(["GET", "HEAD", "POST"])
def recommendation_new(request, slug):
    """Begin a document in a group."""
    group = get_object_or_404(WorkingGroup.objects.visible_to(request.user), slug=slug)
    if not can_begin(request.user, group):
        raise PermissionDenied(_("Those who take part in this group begin documents here."))
    crumbs = [
        (group.name, group.get_absolute_url()),
        (_("Texts"), reverse("recommendations", args=[group.slug])),
    ]
    page, context = "workstreams/recommendations/new.html", {"group": group, "crumbs": crumbs}
    if request.method != "POST":
        return render(request, page, {**context, "form": BeginForm()})
    if "preview" in request.POST:
        return render(request, page, {**context, **_looked_at(request, BeginForm)})
    form = BeginForm(request.POST)
    if form.is_valid():
        try:
            document = actions.begin(group, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            tell(form, error)
        else:
            messages.success(request, _("The text is begun. It is an idea now; the group can be asked to adopt it."))
            return HttpResponseRedirect(document.get_absolute_url())
    return refuse(request, page, {**context, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def recommendation_edit(request, slug, pk):
    """Write the text anew. Where somebody saved a newer one in the meantime, both are shown and none is lost."""
    document = own_document_or_404(request, slug, pk)
    newest = _newest(request, document)
    page = "workstreams/recommendations/edit.html"
    context = {"document": document, "crumbs": way_up(document), "newest": newest, "rests": _rests(document)}
    if request.method != "POST":
        form = ReviseForm(initial={"body": newest.body, "base": newest.number})
        return render(request, page, {**context, "form": form})
    if "preview" in request.POST:
        return render(request, page, {**context, **_looked_at(request, ReviseForm)})
    form = ReviseForm(request.POST)
    if form.is_valid():
        try:
            revision = actions.revise(document, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            tell(form, error)
            if getattr(error, "code", "") == "overtaken":
                context |= _both(request, document, form)
        else:
            messages.success(request, _("Saved as r%(n)d. The earlier text stays.") % {"n": revision.number})
            return HttpResponseRedirect(document.get_absolute_url())
    return refuse(request, page, {**context, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def recommendation_title(request, slug, pk):
    """Give the document another title. One whose text rests leads back to its page."""
    document = own_document_or_404(request, slug, pk)
    if document.where not in TEXT_CHANGES and request.method != "POST":
        messages.info(request, _rests(document))
        return HttpResponseRedirect(document.get_absolute_url())
    form = TitleForm(request.POST if request.method == "POST" else None, initial={"title": document.title})
    if form.is_valid():
        try:
            actions.retitle(document, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            tell(form, error)
        else:
            return HttpResponseRedirect(document.get_absolute_url())
    answer = refuse if request.method == "POST" else render
    context = {"document": document, "crumbs": way_up(document), "form": form}
    return answer(request, "workstreams/recommendations/title.html", context)


def _looked_at(request, form):
    """The text as it would stand, and the form with what was typed: whoever looks is not told yet what is missing."""
    return {"form": form(initial=request.POST.dict()), "preview": previewed(request.POST.get("body", ""))}


def _newest(request, document):
    revisions = Revision.objects.visible_to(request.user).filter(recommendation=document)
    newest = revisions.newest_first().select_related("written_by").first()
    newest.recommendation = document
    return newest


def _both(request, document, form):
    newest = _newest(request, document)
    # Saving once more is then written upon the newer text, with both in view.
    form.data = {**form.data.dict(), "base": newest.number}
    # A browser ends lines in its own way, which is no change.
    mine = form["body"].value().replace("\r\n", "\n")
    return {"newest": newest, "theirs": newest, "between": difference(newest.body, mine)}


def _rests(document):
    """Why nothing is saved now; "" where it is."""
    if document.where in TEXT_CHANGES:
        return document.group.closed_because
    return _("In this step (%(step)s) the text rests, so that all speak of the same.") % {"step": NAMES[document.where]}

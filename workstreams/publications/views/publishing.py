"""Publishing, and saying that what was published no longer holds, each on a page that says what follows."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from portal.fragments import refuse
from workstreams.publications import actions
from workstreams.publications.forms import PublishForm, SupersedeForm, WithdrawForm
from workstreams.publications.models import Publication
from workstreams.publications.permissions import can_publish
from workstreams.publications.views.frame import publication_or_404, tell, way_up
from workstreams.publications.ways import publishing_needs, what_follows
from workstreams.recommendations.heading import crumbs, see_group
from workstreams.recommendations.models import Recommendation
from workstreams.recommendations.steps import Step

PUBLISH = "workstreams/publications/publish.html"
END = "workstreams/publications/end.html"


@require_http_methods(["GET", "HEAD", "POST"])
def publish(request, slug, pk):
    """Publish what was adopted: its number and version, what changed, when it is looked at again."""
    visible = Recommendation.objects.visible_to(request.user).select_related("group__area")
    document = get_object_or_404(visible.at(slug, request.user), pk=pk)
    is_inside = see_group(document, request.user)
    if not can_publish(request.user, document):
        raise PermissionDenied(_("The leads of the group publish."))
    if document.where != Step.ADOPTED:
        messages.info(request, _("What was adopted is published, and nothing else."))
        return HttpResponseRedirect(document.get_absolute_url())
    plan = what_follows(document)
    form = PublishForm(request.POST if request.method == "POST" else None, before=plan.before)
    if form.is_valid():
        try:
            published = actions.publish(document, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            tell(form, error)
        else:
            messages.success(request, _("%(what)s is published. Everybody can read it.") % {"what": published})
            return HttpResponseRedirect(published.get_absolute_url())
    context = {
        "document": document,
        "form": form,
        "plan": plan,
        "needs": publishing_needs(document),
        "crumbs": crumbs(document, (document.title, document.get_absolute_url()), is_inside=is_inside),
    }
    return (refuse if request.method == "POST" else render)(request, PUBLISH, context)


@require_http_methods(["GET", "HEAD", "POST"])
def supersede_publication(request, number, version):
    """Say that another recommendation takes the place of this one."""
    others = Publication.objects.visible_to(request.user).in_force().for_listing()
    return _end(request, number, version, lambda found, data: _supersede_form(found, data, others), actions.supersede)


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw_publication(request, number, version):
    """Say that this recommendation no longer holds, and why."""
    return _end(request, number, version, lambda found, data: WithdrawForm(data), actions.withdraw)


def _supersede_form(found, data, others):
    return SupersedeForm(data, others=others.exclude(recommendation=found.recommendation_id))


def _end(request, number, version, form_for, act):
    found = publication_or_404(request, number, version)
    see_group(found.recommendation, request.user)
    if not can_publish(request.user, found.recommendation):
        raise PermissionDenied(_("The leads of the group say what becomes of a publication."))
    if not found.is_in_force:
        messages.info(request, _("This publication is not in force any more."))
        return HttpResponseRedirect(found.get_absolute_url())
    form = form_for(found, request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            act(found, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            tell(form, error)
        else:
            messages.success(request, _("%(what)s is marked so. It stays readable.") % {"what": found})
            return HttpResponseRedirect(found.get_absolute_url())
    context = {
        "publication": found,
        "form": form,
        "withdraws": act is actions.withdraw,
        "crumbs": way_up((str(found), found.get_absolute_url())),
    }
    return (refuse if request.method == "POST" else render)(request, END, context)

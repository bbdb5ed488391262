"""The document whose page it is, with what each of its pages needs."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from workstreams.recommendations.heading import crumbs, heading, see_group
from workstreams.recommendations.models import Recommendation
from workstreams.recommendations.permissions import can_write


def document_or_404(request, slug, pk):
    """The document with its group. What is not this reader's to know does not exist."""
    visible = Recommendation.objects.visible_to(request.user).select_related("group__area")
    document = get_object_or_404(visible.at(slug, request.user), pk=pk)
    document.is_inside = see_group(document, request.user)
    return document


def own_document_or_404(request, slug, pk, *, may=can_write, refusal=None):
    """The document, for those who may do this with it: 404 for those who do not see its group, 403 for others."""
    document = document_or_404(request, slug, pk)
    if not may(request.user, document):
        raise PermissionDenied(refusal or _("The editors and leads of the group write this text."))
    return document


def head_or_404(request, slug, pk, *, number=None):
    """The head of a page of the document: of its newest revision, or of that with this number."""
    visible = Recommendation.objects.visible_to(request.user).select_related("group__area")
    head = heading(get_object_or_404(visible.at(slug, request.user), pk=pk), request.user, number=number)
    if head is None:
        raise Http404
    return head


def way_up(document, *more):
    """The breadcrumb of a page below the document's own."""
    return crumbs(document, (document.title, document.get_absolute_url()), *more, is_inside=document.is_inside)


def tell(form, error):
    """Show what an action refused at the field that it names, or on top where the form has no such field."""
    for name, messages in getattr(error, "error_dict", {None: [error]}).items():
        for message in messages:
            form.add_error(name if name in form.fields else None, message)

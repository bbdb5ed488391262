"""The publication whose page it is."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from workstreams.publications.models import Publication


def publication_or_404(request, number, version):
    """The publication with its document, what took its place, and its other versions."""
    visible = Publication.objects.visible_to(request.user).with_document()
    return get_object_or_404(visible, number=number, version=version)


def way_up(*more):
    """The breadcrumb of the pages of publications."""
    return [(_("Recommendations"), reverse("texts")), (_("Publications"), reverse("publications")), *more]


def tell(form, error):
    """Show what an action refused at the field that it names, or on top where the form has no such field."""
    for name, messages in getattr(error, "error_dict", {None: [error]}).items():
        for message in messages:
            form.add_error(name if name in form.fields else None, message)

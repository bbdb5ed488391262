"""The document and the comment whose page it is, with what each page needs."""

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from workstreams.consultations.models import Comment
from workstreams.recommendations.heading import crumbs, see_group
from workstreams.recommendations.models import Recommendation, Revision
from workstreams.recommendations.permissions import can_write


def document_or_404(request, slug, pk):
    """The document with its group. What is not this reader's to know does not exist. `reads_hidden`: they answer
    comments, and so read those that are hidden."""
    visible = Recommendation.objects.visible_to(request.user).select_related("group__area")
    return _known(get_object_or_404(visible.at(slug, request.user), pk=pk), request.user)


def revision_or_404(request, document, number):
    """This revision of the document."""
    visible = Revision.objects.visible_to(request.user).filter(recommendation=document).defer("body")
    revision = get_object_or_404(visible, number=number)
    revision.recommendation = document
    return revision


def comment_or_404(request, pk):
    """The comment, with its words as this reader may read them, and its document."""
    visible = Comment.objects.visible_to(request.user).with_people()
    found = visible.select_related("revision__recommendation__group__area", "parent", "clause")
    comment = get_object_or_404(found.words_for(request.user), pk=pk)
    document = _known(comment.revision.recommendation, request.user)
    if comment.hidden_at and document.reads_hidden:
        comment = found.words_for(request.user, reads_hidden=True).get(pk=pk)
        comment.revision.recommendation = document
    return comment


def way_up(document, *more):
    """The breadcrumb of a page below the document's own."""
    return crumbs(document, (document.title, document.get_absolute_url()), *more, is_inside=document.is_inside)


def clause_name(number):
    return _("Clause %(number)s") % {"number": number}


def tell(form, error):
    """Show what an action refused at the field that it names, or on top where the form has no such field."""
    for name, messages in getattr(error, "error_dict", {None: [error]}).items():
        for message in messages:
            form.add_error(name if name in form.fields else None, message)


def _known(document, user):
    document.is_inside = see_group(document, user)
    document.reads_hidden = user.is_authenticated and can_write(user, document)
    return document

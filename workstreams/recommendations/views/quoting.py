"""Taking what was said in a thread into a text of its group."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from portal.fragments import refuse
from workstreams.discussion.models import Post
from workstreams.markup.blocks import blocks_of
from workstreams.markup.rendering import render as render_markdown
from workstreams.markup.sanitising import words
from workstreams.recommendations import actions
from workstreams.recommendations.forms import QuoteForm
from workstreams.recommendations.forms.quoting import AT_THE_END, NEW
from workstreams.recommendations.models import ClauseText, Recommendation, Revision
from workstreams.recommendations.permissions import can_begin, can_write
from workstreams.recommendations.steps import TEXT_CHANGES
from workstreams.recommendations.views.frame import tell


@require_http_methods(["GET", "HEAD", "POST"])
def quote_into(request, pk):
    """Choose passages of a post, and the text of its group that takes them: as clauses of their own, as the source of
    a clause that stands there, or as the beginning of a new text."""
    posts = Post.objects.visible_to(request.user).words_for(request.user)
    post = get_object_or_404(posts.select_related("thread__group", "author__membership"), pk=pk)
    group, user = post.thread.group, request.user
    documents = _own_documents(user, group)
    may_begin = group.takes_posts and can_begin(user, group)
    if not documents and not may_begin:
        raise PermissionDenied(_("Those who take part in this group, and the editors of its texts, quote into them."))
    passages = [(place, words(render_markdown(one.source))) for place, one in enumerate(blocks_of(post.body).blocks)]
    clauses = _clauses(user, documents)
    form = QuoteForm(
        request.POST if request.method == "POST" else None,
        passages=passages,
        places=_places(documents, clauses, may_begin),
        initial={"passages": [place for place, _words in passages] if len(passages) == 1 else []},
    )
    if form.is_valid():
        try:
            document = _quote(post, documents, clauses, by=user, **form.cleaned_data)
        except ValidationError as error:
            tell(form, error)
        else:
            messages.success(request, _("It is quoted, with where it was said."))
            return HttpResponseRedirect(document.get_absolute_url())
    answer = refuse if request.method == "POST" else render
    crumbs = [(group.name, group.get_absolute_url()), (post.thread.title, post.get_absolute_url())]
    return answer(request, "workstreams/recommendations/quote.html", {"post": post, "crumbs": crumbs, "form": form})


def _own_documents(user, group):
    """The texts of the group that this reader writes and that change now, by number."""
    found = Recommendation.objects.visible_to(user).filter(group=group, step__in=TEXT_CHANGES).for_listing()
    for one in found:
        one.group = group
    return {one.pk: one for one in found if can_write(user, one)}


def _clauses(user, documents):
    """{document's number: (number of its newest revision, its clauses in order)}."""
    newest = {}
    revisions = Revision.objects.visible_to(user).filter(recommendation__in=documents).defer("body")
    for revision in revisions.order_by("number"):
        newest[revision.recommendation_id] = revision
    found = {pk: (revision.number, []) for pk, revision in newest.items()}
    texts = ClauseText.objects.visible_to(user).filter(revision__in=newest.values()).in_order()
    for text in texts.select_related("revision", "clause"):
        found[text.revision.recommendation_id][1].append(text)
    return found


def _places(documents, clauses, may_begin):
    places = []
    for pk, document in documents.items():
        number, texts = clauses[pk]
        # A phone shows what was chosen without the title above it.
        at_the_end = _("At the end of “%(title)s”, as clauses of their own") % {"title": document.title}
        end = (f"{pk}-{number}-{AT_THE_END}", at_the_end)
        others = [(f"{pk}-{number}-{text.clause_id}", _clause_name(text)) for text in texts]
        places.append((document.title, [end, *others]))
    if may_begin:
        places.append((_("A new text"), [(NEW, _("Begin a new text with them"))]))
    return places


def _clause_name(text):
    said = Truncator(words(text.html)).chars(60)
    return _("As a source of clause %(number)s: %(words)s") % {"number": text.number, "words": said}


def _quote(post, documents, clauses, *, by, passages, place, title):
    if place == NEW:
        return actions.begin_with(post, by=by, title=title, passages=passages)
    pk, base, clause = place.split("-")
    document = documents[int(pk)]
    if clause == AT_THE_END:
        actions.take_up(document, post, by=by, passages=passages, base=int(base))
        return document
    text = next(one for one in clauses[document.pk][1] if str(one.clause_id) == clause)
    actions.note_sources(text.clause, post, by=by, passages=passages)
    return document

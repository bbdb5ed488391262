"""What was said to a clause or to a text as a whole, and saying something; what I said myself."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from portal.fragments import refuse
from portal.rates import source_of, with_wait
from workstreams.consultations import actions
from workstreams.consultations.forms import CommentForm, GuestForm
from workstreams.consultations.guests import Guest
from workstreams.consultations.margin import takes_comments
from workstreams.consultations.models import Comment
from workstreams.consultations.permissions import can_comment
from workstreams.consultations.table import comments_on, page_of
from workstreams.consultations.views.frame import document_or_404, revision_or_404, tell, way_up
from workstreams.recommendations.layout import shown_clauses
from workstreams.recommendations.models import ClauseText


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def clause_comments(request, slug, pk, number, clause):
    """A clause of a revision, what was said to it in whatever revision, and a box to say something."""
    document = document_or_404(request, slug, pk)
    revision = revision_or_404(request, document, number)
    texts = ClauseText.objects.visible_to(request.user).filter(revision=revision)
    text = get_object_or_404(texts.select_related("clause"), clause=clause)
    return _page(request, revision, comments_on(document, request.user).filter(clause=clause), text)


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def revision_comments(request, slug, pk, number):
    """What was said to the text as a whole, and a box to say something."""
    document = document_or_404(request, slug, pk)
    revision = revision_or_404(request, document, number)
    return _page(request, revision, comments_on(document, request.user).filter(clause=None), None)


@login_not_required
@require_safe
def comment_sent(request):
    """What a guest does next: open the mail, and follow the link."""
    return render(request, "workstreams/consultations/sent.html")


@require_safe
def my_comments(request):
    """What I said to texts, and what became of it, the newest first."""
    mine = Comment.objects.visible_to(request.user).filter(author=request.user).on_top()
    found = mine.words_for(request.user).with_people().select_related("revision__recommendation__group")
    rows = list(found.order_by("-pk")[:100])
    return render(request, "workstreams/consultations/mine.html", {"rows": rows})


def _page(request, revision, comments, text):
    document, user = revision.recommendation, request.user
    may, as_guest = takes_comments(revision, user)
    form = (GuestForm if as_guest else CommentForm)(request.POST if request.method == "POST" else None, text=text)
    answer = refuse if request.method == "POST" else render
    problem = None
    if request.method == "POST" and not user.is_authenticated and not may:
        raise PermissionDenied(_("Guests comment in a consultation of everybody, until it ends."))
    if request.method == "POST" and user.is_authenticated and not can_comment(user, revision):
        raise PermissionDenied(_("Those who take part in the group comment on its texts."))
    if request.method == "POST" and form.is_valid():
        try:
            return HttpResponseRedirect(_said(request, revision, form, text, as_guest))
        except ValidationError as error:
            tell(form, error)
            problem = error
    shown = shown_clauses(revision, user, only=[text.clause_id]) if text else []
    context = {
        "document": document,
        "revision": revision,
        "crumbs": way_up(document, (_("All comments"), reverse("dispositions", args=[document.place, document.pk]))),
        "text": text,
        "clause": shown[0] if shown else None,
        "page": page_of(comments, user, request.GET, reads_hidden=document.reads_hidden, with_answers=True),
        "form": form if may or form.is_bound else None,
    }
    return with_wait(answer(request, "workstreams/consultations/said.html", context), problem)


def _said(request, revision, form, text, as_guest):
    """Keep what was said. Returns where to go."""
    given = {
        "body": form.cleaned_data["body"],
        "proposed": form.cleaned_data.get("proposed", ""),
        "submission": form.cleaned_data["submission"],
        "clause": text and text.clause,
    }
    if not as_guest:
        made = actions.comment(revision, by=request.user, **given)
        messages.success(request, _("Your comment stands. You are told what becomes of it."))
        return made.get_absolute_url()
    if not form.is_of_a_robot:
        data = form.cleaned_data
        guest = Guest(data["name"], data["email"], data["sector"], source_of(request))
        actions.comment_as_guest(revision, by=guest, **given)
    return reverse("comment_sent")

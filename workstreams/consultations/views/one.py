"""One comment: what was said, what was answered, and what became of it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.fragments import UNPROCESSABLE
from workstreams.consultations import actions
from workstreams.consultations.forms import AnswerForm, DisposeForm, HideForm
from workstreams.consultations.margin import takes_comments
from workstreams.consultations.models import Comment
from workstreams.consultations.permissions import can_comment, can_dispose, can_hide
from workstreams.consultations.rows import rows_of
from workstreams.consultations.views.frame import clause_name, comment_or_404, tell, way_up
from workstreams.recommendations.models import Revision
from workstreams.recommendations.steps import TEXT_CHANGES


@login_not_required
@require_safe
def comment(request, pk):
    """The comment in whole. An answer is shown where it stands: below the comment that it answers."""
    found = comment_or_404(request, pk)
    if found.parent_id:
        return HttpResponseRedirect(f"{reverse('comment', args=[found.parent_id])}#comment-{found.pk}")
    return _page(request, found)


@require_POST
def comment_answer(request, pk):
    found = comment_or_404(request, pk)
    if not can_comment(request.user, found.revision):
        raise PermissionDenied(_("Those who take part in the group comment on its texts."))
    form = AnswerForm(request.POST)
    if form.is_valid():
        try:
            made = actions.comment(found.revision, by=request.user, parent=found, **form.cleaned_data)
        except ValidationError as error:
            tell(form, error)
        else:
            return HttpResponseRedirect(f"{found.get_absolute_url()}#comment-{made.pk}")
    return _page(request, found, answer=form)


@require_POST
def comment_dispose(request, pk):
    found = comment_or_404(request, pk)
    if not can_dispose(request.user, found):
        raise PermissionDenied(_("The editors and leads of the group dispose of comments."))
    revisions = _revisions(request, found)
    form = DisposeForm(request.POST, revisions=revisions)
    if form.is_valid():
        given = form.cleaned_data
        other = Comment.objects.visible_to(request.user).filter(pk=given["duplicate_of"] or 0).first()
        given |= {"duplicate_of": other, "revision": revisions.get(given["revision"])}
        try:
            actions.dispose(found, by=request.user, **given)
        except ValidationError as error:
            tell(form, error)
        else:
            messages.success(request, _("Kept. Whoever wrote the comment is told."))
            return HttpResponseRedirect(_next(request, found))
    return _page(request, found, dispose=form)


@require_POST
def comment_take_over(request, pk):
    """Put the clause as it was proposed, as a new revision that credits its author."""
    found = comment_or_404(request, pk)
    base = request.POST.get("base", "")
    try:
        kept = actions.take_over(found, by=request.user, base=int(base) if base.isascii() and base.isdigit() else 0)
    except ValidationError as error:
        return _page(request, found, problem=" ".join(error.messages))
    messages.success(request, _("Taken over: the text is r%(n)d now.") % {"n": kept.revision.number})
    return HttpResponseRedirect(found.get_absolute_url())


@require_http_methods(["GET", "HEAD", "POST"])
def comment_hide(request, pk):
    """Hide the words of a comment, and say why."""
    found = comment_or_404(request, pk)
    if not can_hide(request.user, found):
        raise PermissionDenied(_("The leads of the group hide a comment, and nobody their own."))
    form = HideForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            actions.hide(found, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            tell(form, error)
        else:
            return HttpResponseRedirect(found.get_absolute_url())
    document = found.revision.recommendation
    row = rows_of([found], request.user, reads_hidden=True, with_answers=False)[0]
    context = {"row": row, "crumbs": way_up(document), "form": form}
    return render(
        request, "workstreams/consultations/hide.html", context, status=UNPROCESSABLE if form.is_bound else 200
    )


@require_POST
def comment_show(request, pk):
    found = comment_or_404(request, pk)
    actions.show_again(found, by=request.user)
    return HttpResponseRedirect(found.get_absolute_url())


def _page(request, found, *, answer=None, dispose=None, problem=""):
    document, user = found.revision.recommendation, request.user
    row = rows_of([found], user, reads_hidden=document.reads_hidden)[0]
    may_answer = takes_comments(found.revision, user)[0] and user.is_authenticated
    may_dispose = user.is_authenticated and can_dispose(user, found)
    revisions = _revisions(request, found) if may_dispose else {}
    context = {
        "row": row,
        "document": document,
        "crumbs": _crumbs(document, row),
        "answer": answer or (AnswerForm() if may_answer else None),
        "dispose": dispose or (_form(row, revisions) if may_dispose else None),
        "problem": problem,
        "may_take_over": may_dispose and row.change and not row.disposition and document.where in TEXT_CHANGES,
        "base": max(revisions, default=found.revision.number),
        "may_hide": user.is_authenticated and can_hide(user, found),
    }
    wrong = problem or (answer and answer.errors) or (dispose and dispose.errors)
    return render(request, "workstreams/consultations/comment.html", context, status=UNPROCESSABLE if wrong else 200)


def _form(row, revisions):
    kept = row.disposition
    initial = kept and {
        "outcome": kept.outcome,
        "reason": kept.reason,
        "duplicate_of": kept.duplicate_of_id,
        "revision": kept.revision and kept.revision.number,
    }
    return DisposeForm(initial=initial, revisions=revisions)


def _revisions(request, found):
    """{number: revision} of those that may have taken the comment up: what it was said to, and what came after."""
    visible = Revision.objects.visible_to(request.user).filter(recommendation=found.revision.recommendation)
    return {one.number: one for one in visible.filter(number__gte=found.revision.number).defer("body")}


def _crumbs(document, row):
    slug, pk, comment = document.place, document.pk, row.comment
    if not comment.clause_id:
        return way_up(document, (_("All comments"), reverse("dispositions", args=[slug, pk])))
    url = reverse("clause_comments", args=[slug, pk, comment.revision.number, comment.clause_id])
    return way_up(document, (clause_name(row.number), url))


def _next(request, found):
    """The comment, or with `next` the first that waits after it."""
    if "next" in request.POST:
        document = found.revision.recommendation
        waits = Comment.objects.visible_to(request.user).of_document(document).open().filter(pk__gt=found.pk)
        if following := waits.in_order().first():
            return following.get_absolute_url()
        return f"{reverse('dispositions', args=[document.place, document.pk])}?state=open"
    return found.get_absolute_url()

"""Taking a case, giving it back, deciding it, and taking a decision back."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from members.models import Member
from portal.fragments import refuse
from workstreams.discussion.models import Post
from workstreams.moderation import actions, docket, emails
from workstreams.moderation.forms import DecisionForm, UndoForm
from workstreams.moderation.models import Case, Decision
from workstreams.moderation.permissions import can_moderate, can_undo, can_work_on
from workstreams.moderation.views.cases import decision_form, desk_page
from workstreams.moderation.views.frame import desk_group, with_proof_of_leads


def _case(request, pk):
    """The case, and the group at whose desk this reader works on it: None at the secretariat's own. 404 for whoever
    decides nothing there: that something was flagged is not theirs to know."""
    case = get_object_or_404(Case.objects.visible_to(request.user).select_related("group"), pk=pk)
    at_group = case.group and not (case.escalated_at and can_moderate(request.user, None))
    return case, desk_group(request.user, case.group.slug) if at_group else None


def _back(group, case=None):
    desk = reverse("desk", args=[group.slug]) if group else reverse("desk_alliance")
    return redirect(f"{desk}?case={case.pk}#case-{case.pk}" if case else desk)


@require_POST
@with_proof_of_leads
def case_claim(request, pk):
    """Take a case; `instead_of` is the number of the member from whom it is taken over."""
    case, group = _case(request, pk)
    number = request.POST.get("instead_of", "")
    holder = Member(pk=int(number)) if number.isascii() and number.isdecimal() and len(number) < 19 else None
    try:
        actions.claim(case, by=request.user, instead_of=holder)
    except ValidationError as error:
        return desk_page(request, group, asked=case.pk, overtaken=error.messages[0])
    return _back(group, case)


@require_POST
@with_proof_of_leads
def case_give_back(request, pk):
    """Leave a case to the others."""
    case, group = _case(request, pk)
    try:
        actions.give_back(case, by=request.user)
    except ValidationError as error:
        return desk_page(request, group, overtaken=error.messages[0])
    messages.success(request, _("The case waits for whoever takes it."))
    return _back(group)


@require_POST
@with_proof_of_leads
def case_decide(request, pk):
    """Agree with the flags, leave it, or pass it on. `preview` in the form shows the letter and decides nothing."""
    case, group = _case(request, pk)
    if case.closed_at or (case.escalated_at and group):
        # Somebody was faster. The action knows who; what was typed is given back.
        return _overtaken(request, group, case)
    if not can_work_on(request.user, case):
        raise PermissionDenied(
            _("A lead of this group decides, but nobody on their own words or on a flag that they raised.")
        )
    row = docket.row(case, request.user)
    form = decision_form(row, request.POST)
    if form.is_valid():
        if "preview" in request.POST:
            letter = _letter(request, case, form)
            return desk_page(request, group, asked=case.pk, form=form, letter=letter)
        try:
            return _decide(request, group, case, form)
        except ValidationError as error:
            return _refused(request, group, case, form, error)
    return desk_page(request, group, asked=case.pk, form=form)


def _letter(request, case, form):
    """The text that this decision would send, "" where it sends none."""
    given = form.cleaned_data
    if given["verdict"] == DecisionForm.PASS:
        return ""
    how = {name: given[name] for name in ("rule", "scope", "title") if given.get(name)}
    return emails.preview(case, by=request.user, verdict=given["verdict"], reason=given["reason"], **how)


def _decide(request, group, case, form):
    given, by = form.cleaned_data, request.user
    seen = given["seen"] or None
    if given["verdict"] == DecisionForm.PASS:
        actions.escalate(case, by=by, note=given["reason"])
        told = _("The secretariat has this case now, and decides it.")
    elif given["verdict"] == DecisionForm.LEAVE:
        actions.dismiss(case, by=by, reason=given["reason"], seen=seen)
        told = _("It stays as it is. Those who flagged it are told.")
    else:
        how = {name: given[name] for name in ("rule", "scope", "title") if given.get(name)}
        actions.uphold(case, by=by, reason=given["reason"], seen=seen, **how)
        told = {
            Case.About.POST: _("The post is hidden. Its author and those who flagged it are told why."),
            Case.About.TITLE: _("The thread has another title. Its author and those who flagged it are told why."),
            Case.About.FILE: _("The file is hidden. Whoever brought it and those who flagged it are told why."),
            Case.About.PROFILE: _("The text is hidden. The member and those who flagged it are told why."),
        }[case.about]
    messages.success(request, told)
    return _back(group)


def _refused(request, group, case, form, error):
    code = getattr(error, "code", "")
    if code == "decided":
        return _overtaken(request, group, case)
    if code == "claimed":
        kept = form.cleaned_data["reason"]
        return desk_page(request, group, asked=case.pk, overtaken=error.message, kept=kept)
    if code == "changed":
        # What is decided next is decided on what stands now, with both in view.
        row = docket.row(case, request.user)
        sent = {**form.data.dict(), "seen": row.seen, "read": row.words}
        form = decision_form(row, sent)
        form.is_valid()
        form.add_error(None, error)
        return desk_page(request, group, asked=case.pk, form=form, theirs=[request.POST.get("read", ""), row.words])
    form.add_error(None, error)
    return desk_page(request, group, asked=case.pk, form=form)


def _overtaken(request, group, case):
    try:
        actions.give_back(case, by=request.user)
        said = ""
    except (ValidationError, PermissionDenied) as error:
        said = getattr(error, "message", "") or str(error)
    kept = request.POST.get("reason", "").strip()
    return desk_page(request, group, overtaken=said, kept=kept)


@require_http_methods(["GET", "HEAD", "POST"])
@with_proof_of_leads
def decision_undo(request, pk):
    """Ask why a decision is taken back; by POST, take it back."""
    decisions = Decision.objects.visible_to(request.user).select_related(
        "group", "subject", "case", "post__thread__group"
    )
    decision = get_object_or_404(decisions, pk=pk)
    if not can_undo(request.user, decision):
        raise PermissionDenied(
            _("A lead of this group takes a decision back, but nobody one about themselves or on a flag of their own.")
        )
    form = UndoForm(request.POST if request.method == "POST" else None)
    group = decision.group
    decided = reverse("desk_decided", args=[group.slug]) if group else reverse("desk_alliance_decided")
    seen = Post.objects.visible_to(request.user).filter(pk=decision.post_id).exists()
    context = {"decision": decision, "is_seen": seen, "form": form, "decided_url": decided}
    context["crumbs"] = [(_("Decided"), decided)]
    template = "workstreams/moderation/undo.html"
    if request.method != "POST":
        return render(request, template, context)
    if form.is_valid():
        try:
            actions.undo(decision, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("The decision is taken back. The people concerned are told."))
            return redirect(decided)
    return refuse(request, template, context)

"""Messages about decisions. Each function returns one, or None where there is nothing to say any more.

A mail never names who flagged or who decided, and has no words that its reader may not read when it goes.
"""

import re

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from portal import mail
from workstreams.discussion.models import HeldPost, Post
from workstreams.groups.permissions import can_lead
from workstreams.moderation import grounds
from workstreams.moderation.models import Appeal, Decision, Flag, Letter, Statement
from workstreams.moderation.permissions import can_decide_appeal, can_work_on

Kind = Letter.Kind


def of(letter):
    """The message of a letter, as it is due now; None where it is not due any more, or nobody can be reached."""
    to = letter.recipient
    if to is not None and not (to.email and to.is_active):
        return None
    with mail.written_for(to):
        return WRITTEN_BY[letter.kind](letter)


def statement_of_reasons(statement):
    """Tell somebody what was decided about them: what, why, by which rule, how far and how long, by whom, by which
    means, what follows, and how to appeal."""
    told = grounds.of(statement)
    return message(
        "statement_of_reasons",
        statement.recipient,
        told.heading,
        grounds=told,
        url=told.url and mail.absolute(told.url),
        rule_url=told.rule and told.rule.url and mail.absolute(told.rule.url),
        posts=[(grounds.moment(post.created_at), mail.absolute(post.get_absolute_url())) for post in told.posts],
        quoted="\n".join(f"> {line}".rstrip() for line in told.quoted.splitlines()),
        paragraphs=_paragraphs(told.quoted),
        decided=grounds.moment(statement.decision.decided_at),
        ended=statement.decision.undone_at and grounds.moment(statement.decision.undone_at),
        statement_url=mail.absolute(statement.get_absolute_url()),
        appeal_url=mail.absolute(reverse("appeal", args=[statement.key])),
        appeal_until=grounds.moment(statement.appeal_until),
    )


def preview(case, *, by, verdict, reason, rule="", scope=Decision.Scope.POST, title=""):
    """The text of the letter that a verdict on a case ("hide" or "leave") would send: to whom it concerns, or to the
    first who flagged it. "" where that person cannot be reached. The address of the page is made with the letter. What
    goes to whoever flagged tells its moments in the time zone of `by`: theirs would tell who it was."""
    decision = grounds.draft(case, by=by, hides=verdict == "hide", reason=reason, rule=rule, scope=scope, title=title)
    if decision.is_restriction:
        statement = Statement(
            decision=decision, recipient=case.author, decided_by=by, post_count=grounds.own_posts(case, scope)
        )
        to, zone, write = case.author, case.author.time_zone, lambda: statement_of_reasons(statement)
    else:
        flag = case.flags.select_related("raised_by").first()
        to, zone, write = flag.raised_by, by.time_zone, lambda: _flag_decided(flag, decision)
    if not to.email:
        return ""
    with timezone.override(zone):
        message = write()
    return message.body if message else ""


def _statement(letter):
    return statement_of_reasons(_statements().get(pk=letter.statement_id))


def _ended(letter):
    statement = _statements().get(pk=letter.statement_id)
    decision = statement.decision
    if decision.undone_at is None:
        return None
    told = grounds.of(statement)
    return message(
        "restriction_ended",
        statement.recipient,
        grounds.ended_heading(statement),
        grounds=told,
        url=told.url and mail.absolute(told.url),
        restored=grounds.restored(decision),
        made=grounds.moment(decision.decided_at),
        ended=grounds.moment(decision.undone_at),
        reason=decision.undone_reason,
        statement_url=mail.absolute(statement.get_absolute_url()),
    )


def _flag_decided_letter(letter):
    decision = Decision.objects.select_related("group", "case", "post").get(pk=letter.decision_id)
    if decision.undone_at:
        # It waits again: the next decision is told.
        return None
    return _flag_decided(_flags().get(pk=letter.flag_id), decision)


def _flag_decided(flag, decision):
    """Tell a member what became of their flag, where they may still see the place."""
    seen = _place_of(flag)
    if seen is None:
        return None
    return message(
        "flag_decided",
        flag.raised_by,
        _("What became of your flag"),
        **seen,
        decision=decision,
        decider=grounds.decider(decision),
        decided=grounds.moment(decision.decided_at),
    )


def _flag_reversed(letter):
    flag = _flags().get(pk=letter.flag_id)
    seen = _place_of(flag)
    appeal = Appeal.objects.filter(statement__decision=letter.decision_id, outcome=Appeal.Outcome.REVERSED).first()
    if seen is None or appeal is None:
        return None
    return message(
        "flag_reversed",
        flag.raised_by,
        _("After an appeal: what became of your flag"),
        **seen,
        reason=appeal.reason,
        decided=grounds.moment(appeal.decided_at),
    )


def _place_of(flag):
    """What a mail to whoever raised a flag may say of it now, None where they see nothing of it any more."""
    case, member = flag.case, flag.raised_by
    thread = ""
    if case.post_id:
        post = Post.objects.visible_to(member).select_related("thread__group").filter(pk=case.post_id).first()
        if post is None:
            return None
        thread, group = post.thread.title, post.thread.group.name
    else:
        group = ""
    return {
        "flag": flag,
        "raised": grounds.moment(flag.created_at),
        "thread": thread,
        "group": group,
        "url": mail.absolute(flag.get_absolute_url()),
    }


def _case(letter):
    """Tell somebody who may decide that a case waits. No word of what was flagged is in it."""
    case = letter.case
    if case.closed_at or (letter.recipient and not can_work_on(letter.recipient, case)):
        return None
    group = case.group.name if case.group else ""
    subject = {
        Kind.CASE_OPENED: _("Something was flagged in %(group)s") if group else _("A member’s profile was flagged"),
        Kind.CASE_PASSED_ON: _("Passed to the secretariat: a case of %(group)s"),
        Kind.CASE_WAITS: _("A flag in %(group)s has waited for more than 48 hours")
        if group
        else _("A flag has waited for more than 48 hours"),
    }[letter.kind]
    desk = case.get_absolute_url() if letter.recipient else f"{reverse('desk_alliance')}?case={case.pk}#case-{case.pk}"
    reasons = dict.fromkeys(flag.get_reason_display() for flag in case.flags.all())
    return message(
        "case_waits",
        letter.recipient,
        subject % {"group": group},
        case=case,
        about=case.get_about_display(),
        group=group,
        reasons=", ".join(reasons),
        opened=grounds.moment(case.opened_at),
        url=mail.absolute(desk),
    )


def _texts_wait(letter):
    """Tell a lead once that texts wait to be read. No word of them is in it."""
    group = letter.held.group
    waiting = list(HeldPost.objects.waiting().filter(group=group).values_list("cause", "held_at"))
    if not waiting or (letter.recipient and not can_lead(letter.recipient, group)):
        return None
    return message(
        "texts_wait",
        letter.recipient,
        _("A text in %(group)s waits for you") % {"group": group.name},
        group=group.name,
        waiting=len(waiting),
        causes=dict.fromkeys(str(HeldPost.Cause(cause).label) for cause, _at in waiting),
        oldest=grounds.moment(waiting[0][1]),
        url=mail.absolute(reverse("desk_held", args=[group.slug])),
    )


def _appeal_received(letter):
    appeal = _appeals().get(pk=letter.appeal_id)
    return message(
        "appeal_received",
        appeal.appellant,
        _("Your appeal has arrived"),
        appeal=appeal,
        about=grounds.heading(appeal.statement),
        sent=grounds.moment(appeal.created_at),
        url=mail.absolute(appeal.get_absolute_url()),
    )


def _appeal_waits(letter):
    """Tell somebody who may decide an appeal that it waits. Its words are read at the desk."""
    appeal = _appeals().get(pk=letter.appeal_id)
    if appeal.decided_at or (letter.recipient and not can_decide_appeal(letter.recipient, appeal)):
        return None
    group = appeal.group.name if appeal.group else ""
    late = letter.kind == Kind.APPEAL_WAITS
    if group:
        subject = _("An appeal in %(group)s still waits") if late else _("An appeal in %(group)s waits for you")
        subject %= {"group": group}
    else:
        subject = _("An appeal still waits") if late else _("An appeal waits for the secretariat")
    at_the_secretariats = letter.recipient is None or appeal.group is None
    desk = (
        reverse("desk_alliance_appeals") if at_the_secretariats else reverse("desk_appeals", args=[appeal.group.slug])
    )
    return message(
        "appeal_waits",
        letter.recipient,
        subject,
        appeal=appeal,
        group=group,
        kind=appeal.statement.decision.get_kind_display(),
        sent=grounds.moment(appeal.created_at),
        late=late,
        url=mail.absolute(f"{desk}?appeal={appeal.pk}#appeal-{appeal.pk}"),
    )


def _appeal_decided(letter):
    appeal = _appeals().get(pk=letter.appeal_id)
    if appeal.decided_at is None:
        return None
    reversed_now = appeal.outcome == Appeal.Outcome.REVERSED
    told = grounds.of(appeal.statement)
    return message(
        "appeal_decided",
        appeal.appellant,
        _("Your appeal: the decision is reversed") if reversed_now else _("Your appeal: the decision stands"),
        appeal=appeal,
        reversed=reversed_now,
        about=told.heading,
        restored=grounds.restored(appeal.statement.decision) if reversed_now else "",
        decider=grounds.appeal_decider(appeal),
        decided=grounds.moment(appeal.decided_at),
        url=told.url and reversed_now and mail.absolute(told.url),
        statement_url=mail.absolute(appeal.get_absolute_url()),
    )


WRITTEN_BY = {
    Kind.STATEMENT: _statement,
    Kind.ENDED: _ended,
    Kind.FLAG_DECIDED: _flag_decided_letter,
    Kind.FLAG_REVERSED: _flag_reversed,
    Kind.CASE_OPENED: _case,
    Kind.CASE_PASSED_ON: _case,
    Kind.CASE_WAITS: _case,
    Kind.TEXTS_WAIT: _texts_wait,
    Kind.APPEAL_RECEIVED: _appeal_received,
    Kind.APPEAL_OPENED: _appeal_waits,
    Kind.APPEAL_WAITS: _appeal_waits,
    Kind.APPEAL_DECIDED: _appeal_decided,
}


def _paragraphs(text):
    """Paragraphs as they were written, without the ends of lines that are no new item of a list."""
    return [
        re.sub(r"\n(?!\s*([-*+>#|]|\d+[.)]))", " ", one) for one in re.split(r"\n\s*\n", text.replace("\r\n", "\n"))
    ]


def _statements():
    return Statement.objects.select_related("recipient__membership", *grounds.of_decision("decision"))


def _flags():
    return Flag.objects.select_related("raised_by__membership", "case")


def _appeals():
    return Appeal.objects.select_related(
        "appellant", "group", "statement__recipient__membership", *grounds.of_decision("statement__decision")
    )


def message(template, member, subject, **context):
    """To a member in their own time zone, or, with None, to the secretariat. Answers go to the secretariat."""
    return mail.message(
        template,
        to=member.email if member else settings.SECRETARIAT_EMAIL,
        subject=subject,
        reply_to=settings.SECRETARIAT_EMAIL,
        context={"secretariat": settings.SECRETARIAT_EMAIL, "for_secretariat": member is None, **context},
    )

"""What every restriction has in common: a decision, a statement of reasons for each person concerned, and the end of
the case. Inside the transaction of the act itself, which holds the thread before anything here.

The order of locks: threads, posts, then cases, decisions, statements and appeals.
"""

import uuid

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from members.actions.happenings import happened
from members.models import Member
from workstreams.markup.rendering import is_blank
from workstreams.moderation import rulebook
from workstreams.moderation.actions.logbook import record
from workstreams.moderation.actions.telling import tell
from workstreams.moderation.models import Decision, Letter, Statement


def sentence(text):
    """The text without outer spaces; "" where a reader would see nothing."""
    return "" if is_blank(text) else text.strip()


def due_reason(reason):
    """The reason of a restriction. Raises ValidationError where there is none, or one that is too long."""
    reason = sentence(reason)
    if not reason:
        raise ValidationError({"reason": _("Write what happened. The person concerned will read it.")})
    most = Decision._meta.get_field("reason").max_length
    if len(reason) > most:
        raise ValidationError(
            {"reason": _("%(most)d characters fit. This has %(has)d.") % {"most": most, "has": len(reason)}}
        )
    return reason


def due_rule(rule):
    """(version in force, number) of a rule; (None, "") for none. Raises ValidationError for one that is not there."""
    if not rule:
        return None, ""
    version = rulebook.in_force()
    if rule not in dict(rulebook.paragraphs(version)):
        raise ValidationError({"rule": _("Choose one of the rules in force.")})
    return version, rule


def new_key():
    """The key of an act: what is hidden by it, and the decision, bear the same."""
    return uuid.uuid4()


def restrict(kind, scope, *, by, reason, concerned, rule="", case=None, closes=True, key=None, **about):
    """Record a restriction that was just done: its decision, and a statement of reasons for each of `concerned`,
    {member id: how many posts of theirs}. Closes `case`, if one led to it, unless `closes` is
    False. Returns the decision.

    `about`: the fields of the decision that say what it is about (group, post, attachment, subject, until, before …).
    Each person concerned is told by mail and by a notice; those who flagged learn the outcome.
    """
    version, rule = due_rule(rule)
    decision = Decision.objects.create(
        kind=kind,
        scope=scope,
        key=key or new_key(),
        case=case,
        reason=due_reason(reason),
        rules=version,
        rule=rule,
        decided_by=by,
        **about,
    )
    give_reasons(decision, concerned)
    record(kind, by=by, decision=decision, member=decision.subject, reason=decision.reason)
    if case and closes:
        close(case, decision, upheld=True)
    return decision


def give_reasons(decision, concerned):
    """Make a statement of reasons for each of `concerned`, as in `restrict`, but for who decided, and tell them."""
    by = decision.decided_by
    members = Member.objects.in_bulk([pk for pk in concerned if by is None or pk != by.pk])
    for member in members.values():
        statement = Statement.objects.create(
            decision=decision, recipient=member, decided_by=by, post_count=concerned[member.pk]
        )
        happened("restricted", to=member, by=by)
        tell(Letter.Kind.STATEMENT, member, statement=statement)


def close(case, decision, *, upheld):
    """End a case by a decision, and tell those who flagged."""
    case.closed_at = decision.decided_at
    case.save(update_fields=["closed_at"])
    for flag in case.flags.select_related("raised_by"):
        happened(
            "flag_upheld" if upheld else "flag_dismissed", to=flag.raised_by, by=decision.decided_by, post=case.post
        )
        tell(Letter.Kind.FLAG_DECIDED, flag.raised_by, flag=flag, decision=decision)


def mark_undone(decision, *, by, reason):
    """Note on a decision that it was taken back. What it did is given back by whoever calls."""
    decision.undone_at, decision.undone_by, decision.undone_reason = timezone.now(), by, sentence(reason)
    decision.save(update_fields=["undone_at", "undone_by", "undone_reason"])
    return decision

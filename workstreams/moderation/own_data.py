"""What moderation keeps about one member, for their download (see members.own_data)."""

from django.utils.translation import gettext as _

from members.own_data import of_queryset
from workstreams.moderation.models import Appeal, Decision, Flag, LogEntry, Statement


def sections(member):
    """Flags raised, what was decided about them and their words, what they appealed, and what they decided as a lead.
    Nobody who flagged something of theirs is named."""
    yield of_queryset(
        "flags",
        _("Flags that you raised"),
        {
            "about": _("What it is about"),
            "post": _("Post"),
            "reason": _("Reason"),
            "note": _("What you wrote"),
            "added": _("What you added"),
            "raised_at": _("Raised"),
            "closed_at": _("Closed"),
            "outcome": _("Outcome"),
        },
        Flag.objects.filter(raised_by=member)
        .select_related("case")
        .prefetch_related("additions", "case__decisions")
        .order_by("pk"),
        _flag,
    )
    yield of_queryset(
        "statements",
        _("Decisions about you, with their reasons"),
        {
            **_words(),
            "until": _("Until"),
            "taken_back_at": _("Taken back"),
            "posts": _("Posts of yours"),
            "told_at": _("Told"),
        },
        Statement.objects.filter(recipient=member).select_related("decision").order_by("pk"),
        _statement,
    )
    yield of_queryset(
        "appeals",
        _("Appeals that you made"),
        {
            "text": _("What you wrote"),
            "appealed_at": _("Appealed"),
            "outcome": _("Outcome"),
            "reason": _("Reason"),
            "decided_at": _("Decided"),
        },
        Appeal.objects.filter(appellant=member).order_by("pk"),
        lambda one: {
            "text": one.text,
            "appealed_at": one.created_at,
            "outcome": one.outcome,
            "reason": one.reason,
            "decided_at": one.decided_at,
        },
    )
    yield of_queryset(
        "decisions_made",
        _("Decisions that you made"),
        _words(),
        Decision.objects.filter(decided_by=member).order_by("pk"),
        _decision,
    )
    yield of_queryset(
        "moderation_log",
        _("What you did as a lead or for the secretariat"),
        {"action": _("What"), "at": _("When"), "thread": _("Thread"), "post": _("Post"), "reason": _("Why")},
        LogEntry.objects.filter(by=member).order_by("pk"),
        lambda one: {
            "action": one.action,
            "at": one.at,
            "thread": one.thread_number,
            "post": one.post_number,
            "reason": one.reason,
        },
    )


def _words():
    return {
        "decision": _("Decision"),
        "scope": _("Scope"),
        "post": _("Post"),
        "rule": _("Rule"),
        "reason": _("Reason"),
        "decided_at": _("Decided"),
    }


def _decision(one):
    return {
        "decision": one.kind,
        "scope": one.scope,
        "post": one.post_id,
        "rule": one.rule,
        "reason": one.reason,
        "decided_at": one.decided_at,
    }


def _statement(one):
    decision = one.decision
    return {
        **_decision(decision),
        "until": decision.until,
        "taken_back_at": decision.undone_at,
        "posts": one.post_count,
        "told_at": one.created_at,
    }


def _flag(one):
    decisions = [decision for decision in one.case.decisions.all() if decision.decided_by_id and not decision.undone_at]
    return {
        "about": one.case.about,
        "post": one.case.post_id,
        "reason": one.reason,
        "note": one.note,
        "added": [addition.text for addition in one.additions.all()],
        "raised_at": one.created_at,
        "closed_at": one.case.closed_at,
        "outcome": decisions[0].kind if decisions and one.case.closed_at else None,
    }

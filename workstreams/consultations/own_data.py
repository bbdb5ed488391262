"""What consultations keep about one member, for their download (see members.own_data)."""

from django.utils.translation import gettext as _

from members.own_data import of_queryset
from workstreams.consultations.models import Comment, Disposition


def sections(member):
    """Comments with what became of them and why, those hidden too; and what they decided about others', without the
    words of these."""
    yield of_queryset(
        "comments",
        _("Your comments on recommendations"),
        {
            "comment": _("Comment"),
            "revision": _("Revision"),
            "clause": _("Clause"),
            "in_answer_to": _("In answer to"),
            "said_at": _("Said"),
            "text": _("What you wrote"),
            "proposed": _("The clause as you would have it"),
            "hidden_reason": _("Why it was hidden"),
            "outcome": _("What became of it"),
            "reason": _("Reason"),
        },
        Comment.objects.filter(author=member).select_related("revision", "disposition").order_by("pk"),
        _comment,
    )
    yield of_queryset(
        "dispositions",
        _("Comments that you answered for a group"),
        {"comment": _("Comment"), "outcome": _("Outcome"), "reason": _("Reason"), "decided_at": _("Decided")},
        Disposition.objects.filter(decided_by=member).order_by("pk"),
        lambda one: {
            "comment": one.comment_id,
            "outcome": one.outcome,
            "reason": one.reason,
            "decided_at": one.decided_at,
        },
    )


def _comment(one):
    became = getattr(one, "disposition", None)
    return {
        "comment": one.pk,
        "revision": str(one.revision.number),
        "clause": one.clause_id,
        "in_answer_to": one.parent_id,
        "said_at": one.created_at,
        "text": one.body,
        "proposed": one.proposed,
        "hidden_reason": one.hidden_reason,
        "outcome": became.outcome if became else None,
        "reason": became.reason if became else "",
    }

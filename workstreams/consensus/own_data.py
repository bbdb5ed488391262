"""What calls for consensus keep about one member, for their download (see members.own_data)."""

from django.utils.translation import gettext as _

from members.own_data import of_queryset
from workstreams.consensus.models import Objection, Outcome, Position, Reply


def sections(member):
    """Positions, those that were replaced too, objections with what became of them, answers, and outcomes stated."""
    yield of_queryset(
        "positions",
        _("Positions that you took"),
        {
            "call": _("Call"),
            "for": _("For"),
            "stance": _("Position"),
            "reason": _("Reason"),
            "taken_at": _("Taken"),
            "replaced_at": _("Replaced"),
        },
        Position.objects.filter(member=member).select_related("organisation").order_by("pk"),
        lambda one: {
            "call": one.call_id,
            "for": one.organisation.name if one.organisation else None,
            "stance": one.stance,
            "reason": one.reason,
            "taken_at": one.taken_at,
            "replaced_at": one.superseded_at,
        },
    )
    yield of_queryset(
        "objections",
        _("Objections that you raised"),
        {
            "objection": _("Objection"),
            "call": _("Call"),
            "text": _("What you wrote"),
            "change": _("The change that would end it"),
            "state": _("State"),
            "raised_at": _("Raised"),
            "settled_at": _("Settled"),
            "reason": _("Reason"),
        },
        Objection.objects.filter(position__member=member).order_by("pk"),
        lambda one: {
            "objection": one.pk,
            "call": one.call_id,
            "text": one.text,
            "change": one.change,
            "state": one.state,
            "raised_at": one.raised_at,
            "settled_at": one.settled_at,
            "reason": one.reason,
        },
    )
    yield of_queryset(
        "objection_answers",
        _("Your answers to objections"),
        {"objection": _("Objection"), "text": _("What you wrote"), "said_at": _("Said")},
        Reply.objects.filter(author=member).order_by("pk"),
        lambda one: {"objection": one.objection_id, "text": one.text, "said_at": one.said_at},
    )
    yield of_queryset(
        "objections_overruled",
        _("Objections that you overruled"),
        {"objection": _("Objection"), "reason": _("Reason"), "settled_at": _("Overruled")},
        Objection.objects.filter(settled_by=member, state=Objection.State.OVERRULED).order_by("pk"),
        lambda one: {"objection": one.pk, "reason": one.reason, "settled_at": one.settled_at},
    )
    yield of_queryset(
        "outcomes",
        _("Outcomes that you stated"),
        {"call": _("Call"), "result": _("Result"), "statement": _("Statement"), "stated_at": _("Stated")},
        Outcome.objects.filter(stated_by=member).order_by("pk"),
        lambda one: {
            "call": one.call_id,
            "result": one.result,
            "statement": one.statement,
            "stated_at": one.stated_at,
        },
    )

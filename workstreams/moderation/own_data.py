"""What moderation keeps about one member, for their download (see members.own_data)."""

from django.utils.translation import gettext as _

from members.own_data import of_queryset
from workstreams.moderation.models import Decision, Flag


def sections(member):
    """Flags raised, what was decided about own posts, and what the member decided as a lead. Nobody who flagged an
    own post is named."""
    yield of_queryset(
        "flags",
        _("Flags that you raised"),
        {
            "post": _("Post"),
            "reason": _("Reason"),
            "note": _("What you wrote"),
            "raised_at": _("Raised"),
            "closed_at": _("Closed"),
            "outcome": _("Outcome"),
        },
        Flag.objects.filter(raised_by=member).select_related("decision").order_by("pk"),
        lambda one: {
            "post": one.post_id,
            "reason": one.reason,
            "note": one.note,
            "raised_at": one.created_at,
            "closed_at": one.closed_at,
            "outcome": one.decision and one.decision.kind,
        },
    )
    words = {"post": _("Post"), "decision": _("Decision"), "reason": _("Reason"), "decided_at": _("Decided")}
    for key, title, decisions in [
        ("decisions_on_posts", _("Decisions on your posts"), Decision.objects.filter(post__author=member)),
        ("decisions_made", _("Decisions that you made"), Decision.objects.filter(decided_by=member)),
    ]:
        yield of_queryset(key, title, words, decisions.order_by("pk"), _decision)


def _decision(one):
    return {"post": one.post_id, "decision": one.kind, "reason": one.reason, "decided_at": one.decided_at}

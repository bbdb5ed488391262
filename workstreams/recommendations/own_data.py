"""What documents keep about one member, for their download (see members.own_data)."""

from django.utils.translation import gettext as _

from members.own_data import of_queryset
from workstreams.recommendations.models import Event, Quote, Recommendation, Revision


def sections(member):
    """Texts begun, what they wrote in them, what they quoted, and the steps that they took."""
    yield of_queryset(
        "texts",
        _("Recommendations that you began"),
        {"text": _("Recommendation"), "title": _("Title"), "step": _("Step"), "begun_at": _("Begun")},
        Recommendation.objects.filter(created_by=member).order_by("pk"),
        lambda one: {"text": one.pk, "title": one.title, "step": one.step, "begun_at": one.created_at},
    )
    yield of_queryset(
        "text_revisions",
        _("Revisions of recommendations that you wrote"),
        {
            "text": _("Recommendation"),
            "number": _("Revision"),
            "written_at": _("Written"),
            "note": _("What changed"),
            "body": _("Text"),
        },
        Revision.objects.filter(written_by=member).order_by("pk"),
        lambda one: {
            "text": one.recommendation_id,
            "number": one.number,
            "written_at": one.written_at,
            "note": one.note,
            "body": one.body,
        },
    )
    yield of_queryset(
        "text_events",
        _("What you did with recommendations"),
        {"text": _("Recommendation"), "what": _("What"), "at": _("When"), "after": _("To"), "why": _("Why")},
        Event.objects.filter(by=member).order_by("pk"),
        lambda one: {
            "text": one.recommendation_id,
            "what": one.kind,
            "at": one.at,
            "after": one.after,
            "why": one.why,
        },
    )
    yield of_queryset(
        "quotes",
        _("Passages that you quoted into recommendations"),
        {"clause": _("Clause"), "post": _("Post"), "address": _("Address"), "quoted_at": _("Quoted")},
        Quote.objects.filter(quoted_by=member).order_by("pk"),
        # The words are another person's: the post's number leads to them.
        lambda one: {"clause": one.clause_id, "post": one.post_id, "address": one.link, "quoted_at": one.quoted_at},
    )

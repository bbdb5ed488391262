"""The pages of documents."""

from workstreams.recommendations.views.areas import area
from workstreams.recommendations.views.dating import recommendation_deadline, recommendation_review
from workstreams.recommendations.views.listing import recommendations, texts
from workstreams.recommendations.views.quoting import quote_into
from workstreams.recommendations.views.reading import (
    recommendation,
    recommendation_changes,
    recommendation_clause,
    recommendation_history,
    recommendation_revision,
)
from workstreams.recommendations.views.stepping import recommendation_step
from workstreams.recommendations.views.writing import recommendation_edit, recommendation_new, recommendation_title

__all__ = [
    "area",
    "quote_into",
    "recommendation",
    "recommendation_changes",
    "recommendation_clause",
    "recommendation_deadline",
    "recommendation_edit",
    "recommendation_history",
    "recommendation_new",
    "recommendation_review",
    "recommendation_revision",
    "recommendation_step",
    "recommendation_title",
    "recommendations",
    "texts",
]

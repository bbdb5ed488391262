"""Documents, what they say in which revision, where it came from, and what happened to them."""

from workstreams.recommendations.models.documents import Event, Recommendation
from workstreams.recommendations.models.texts import Clause, ClauseText, Quote, Revision

__all__ = ["Clause", "ClauseText", "Event", "Quote", "Recommendation", "Revision"]

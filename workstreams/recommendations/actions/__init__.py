"""What is done with documents. One transaction each; the actor is `by`."""

from workstreams.recommendations.actions.dating import move_deadline, set_review_day
from workstreams.recommendations.actions.moving import take_step
from workstreams.recommendations.actions.opening import open_revision
from workstreams.recommendations.actions.quoting import quote_post
from workstreams.recommendations.actions.taking import begin_with, note_sources, take_up
from workstreams.recommendations.actions.writing import begin, bring_in, put_together, retitle, revise

__all__ = [
    "begin",
    "bring_in",
    "begin_with",
    "move_deadline",
    "note_sources",
    "open_revision",
    "put_together",
    "quote_post",
    "retitle",
    "revise",
    "set_review_day",
    "take_step",
    "take_up",
]

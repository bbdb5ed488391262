"""What is done with documents. One transaction each; the actor is `by`."""

from workstreams.recommendations.actions.moving import take_step
from workstreams.recommendations.actions.opening import open_revision
from workstreams.recommendations.actions.quoting import quote_post
from workstreams.recommendations.actions.writing import begin, put_together, retitle, revise

__all__ = ["begin", "open_revision", "put_together", "quote_post", "retitle", "revise", "take_step"]

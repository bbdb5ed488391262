"""What is done with calls, positions and objections. One transaction each; the actor is `by`."""

from workstreams.consensus.actions.calling import close_call, open_call
from workstreams.consensus.actions.concluding import state_outcome
from workstreams.consensus.actions.objecting import answer, overrule, resolve, withdraw
from workstreams.consensus.actions.standing import take_position

__all__ = [
    "answer",
    "close_call",
    "open_call",
    "overrule",
    "resolve",
    "state_outcome",
    "take_position",
    "withdraw",
]

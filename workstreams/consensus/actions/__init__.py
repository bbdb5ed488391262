"""What is done with calls, positions and objections. One transaction each; the actor is `by`."""

from workstreams.consensus.actions.calling import close_call, close_due_calls, open_call
from workstreams.consensus.actions.concluding import state_outcome
from workstreams.consensus.actions.importing import bring_in_support, import_answers
from workstreams.consensus.actions.merging import before_merge
from workstreams.consensus.actions.objecting import answer, discuss, overrule, resolve, withdraw
from workstreams.consensus.actions.standing import take_position

__all__ = [
    "answer",
    "before_merge",
    "bring_in_support",
    "close_call",
    "close_due_calls",
    "discuss",
    "import_answers",
    "open_call",
    "overrule",
    "resolve",
    "state_outcome",
    "take_position",
    "withdraw",
]

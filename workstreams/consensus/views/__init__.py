"""The pages of calls and objections."""

from workstreams.consensus.views.calling import call_close, call_open, outcome
from workstreams.consensus.views.listing import objections, positions
from workstreams.consensus.views.objecting import (
    objection,
    objection_answer,
    objection_discuss,
    objection_overrule,
    objection_resolve,
    objection_withdraw,
)
from workstreams.consensus.views.reading import call
from workstreams.consensus.views.standing import position

__all__ = [
    "call",
    "call_close",
    "call_open",
    "objection",
    "objection_answer",
    "objection_discuss",
    "objection_overrule",
    "objection_resolve",
    "objection_withdraw",
    "objections",
    "outcome",
    "position",
    "positions",
]

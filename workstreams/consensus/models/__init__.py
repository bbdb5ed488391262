"""Calls for consensus: who stands where, what stands against it, and what came out."""

from workstreams.consensus.models.calls import Call, Outcome
from workstreams.consensus.models.positions import Objection, Position, Reply

__all__ = ["Call", "Objection", "Outcome", "Position", "Reply"]

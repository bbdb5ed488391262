"""What is flagged, what was decided on it and why, how that is appealed, who is written to, and the log of it all."""

from workstreams.moderation.models.appeals import Appeal
from workstreams.moderation.models.cases import Case, Flag, FlagAddition
from workstreams.moderation.models.decisions import Decision, Statement
from workstreams.moderation.models.letters import Letter
from workstreams.moderation.models.log import LogEntry

__all__ = ["Appeal", "Case", "Decision", "Flag", "FlagAddition", "Letter", "LogEntry", "Statement"]

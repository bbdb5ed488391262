"""What waits at a desk and what was decided there, read for those who decide. No writes."""

from workstreams.moderation.docket.ages import Age, age
from workstreams.moderation.docket.appeals import AppealRow, appeal_rows, appeals, appeals_decided
from workstreams.moderation.docket.cases import all_sectors, answered_by, earlier_decisions, place_in, queue, row, rows
from workstreams.moderation.docket.counts import everything, waiting_for_secretariat, with_waiting
from workstreams.moderation.docket.decided import decided, open_flag, requests_to_join
from workstreams.moderation.docket.readers import readers
from workstreams.moderation.docket.texts import TextRow, text_rows, texts
from workstreams.moderation.docket.words import state_as_read, words_of

__all__ = [
    "Age",
    "AppealRow",
    "TextRow",
    "age",
    "all_sectors",
    "answered_by",
    "appeal_rows",
    "appeals",
    "appeals_decided",
    "decided",
    "earlier_decisions",
    "everything",
    "open_flag",
    "place_in",
    "queue",
    "readers",
    "requests_to_join",
    "row",
    "rows",
    "state_as_read",
    "text_rows",
    "texts",
    "waiting_for_secretariat",
    "with_waiting",
    "words_of",
]

"""What is done with comments. One transaction each; the actor is `by`."""

from workstreams.consultations.actions.commenting import comment
from workstreams.consultations.actions.consulting import (
    close_consultation,
    move_end,
    on_document_event,
    open_consultation,
)
from workstreams.consultations.actions.disposing import dispose, take_over
from workstreams.consultations.actions.guesting import comment_as_guest, confirm, forget_unconfirmed
from workstreams.consultations.actions.hiding import hide, show_again
from workstreams.consultations.actions.importing import dispose_of_many

__all__ = [
    "close_consultation",
    "comment",
    "comment_as_guest",
    "confirm",
    "dispose",
    "dispose_of_many",
    "forget_unconfirmed",
    "hide",
    "move_end",
    "on_document_event",
    "open_consultation",
    "show_again",
    "take_over",
]

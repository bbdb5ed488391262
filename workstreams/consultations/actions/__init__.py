"""What is done with comments. One transaction each; the actor is `by`."""

from workstreams.consultations.actions.commenting import comment
from workstreams.consultations.actions.consulting import close_consultation, open_consultation
from workstreams.consultations.actions.disposing import dispose, take_over

__all__ = ["close_consultation", "comment", "dispose", "open_consultation", "take_over"]

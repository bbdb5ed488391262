"""The shape of input about comments."""

from workstreams.consultations.forms.commenting import AnswerForm, CommentForm, GuestForm, HideForm
from workstreams.consultations.forms.consulting import CloseForm, EndForm, OpenForm
from workstreams.consultations.forms.disposing import DisposeForm, NarrowForm, TableForm

__all__ = [
    "AnswerForm",
    "CloseForm",
    "CommentForm",
    "DisposeForm",
    "EndForm",
    "GuestForm",
    "HideForm",
    "NarrowForm",
    "OpenForm",
    "TableForm",
]

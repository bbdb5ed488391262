"""The pages of comments and consultations."""

from workstreams.consultations.views.commenting import clause_comments, comment_sent, my_comments, revision_comments
from workstreams.consultations.views.consulting import consultation_close, consultation_end, consultation_open
from workstreams.consultations.views.guesting import comment_confirm
from workstreams.consultations.views.one import (
    comment,
    comment_answer,
    comment_dispose,
    comment_hide,
    comment_show,
    comment_take_over,
)
from workstreams.consultations.views.sheets import dispositions_csv, dispositions_import
from workstreams.consultations.views.tables import dispositions

__all__ = [
    "clause_comments",
    "comment",
    "comment_answer",
    "comment_confirm",
    "comment_dispose",
    "comment_hide",
    "comment_sent",
    "comment_show",
    "comment_take_over",
    "consultation_close",
    "consultation_end",
    "consultation_open",
    "dispositions",
    "dispositions_csv",
    "dispositions_import",
    "my_comments",
    "revision_comments",
]

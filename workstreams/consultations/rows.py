"""Comments as a page shows them: with the number of their clause, what they would change, and the answers to them."""

import functools
from dataclasses import dataclass, field

from django.utils.safestring import mark_safe

from workstreams.consultations.models import Comment, Disposition
from workstreams.markup.differences import Difference, Patience
from workstreams.recommendations.models import ClauseText


@dataclass(frozen=True)
class Row:
    """`text`: the clause in the revision that was commented on, None for the whole. `html`: safe, "" where the words
    are hidden from this reader; `answers`: Rows; `patience`: what all on a page share."""

    comment: Comment
    text: ClauseText | None
    html: str
    disposition: Disposition | None = None
    answers: list = field(default_factory=list)
    patience: Patience = field(default_factory=Patience)

    @property
    def number(self):
        return self.text.number if self.text else ""

    @property
    def amends(self):
        return bool(self.text and self.comment.change)

    @functools.cached_property
    def change(self) -> Difference | None:
        """What an amendment would change of the clause as it stood. Compared where a page shows it."""
        return self.patience.difference(self.text.source, self.comment.change) if self.amends else None

    @property
    def is_hidden(self):
        return self.comment.hidden_at is not None


def rows_of(comments, user, *, reads_hidden=False, with_answers=True):
    """Draw these comments, of `visible_to(user)`, `words_for` and `with_people`. One query for their clauses, and one
    for the answers."""
    comments = list(comments)
    texts = _texts(comments)
    answers = _answers(comments, user, reads_hidden) if with_answers else {}
    patience = Patience()
    return [
        _row(one, texts, patience, [_row(each, texts, patience) for each in answers.get(one.pk, ())])
        for one in comments
    ]


def _texts(comments):
    clauses = {one.clause_id for one in comments if one.clause_id}
    found = ClauseText.objects.filter(clause__in=clauses, revision__in={one.revision_id for one in comments})
    return {(text.revision_id, text.clause_id): text for text in found.defer("html")}


def _answers(comments, user, reads_hidden):
    found = {}
    answers = Comment.objects.visible_to(user).filter(parent__in=comments)
    for one in answers.words_for(user, reads_hidden=reads_hidden).with_people().in_order():
        found.setdefault(one.parent_id, []).append(one)
    return found


def _row(comment, texts, patience, answers=()):
    return Row(
        comment=comment,
        text=texts.get((comment.revision_id, comment.clause_id)),
        html=mark_safe(comment.said),  # noqa: S308 - rendered and sanitised when it was written
        disposition=getattr(comment, "disposition", None),
        answers=list(answers),
        patience=patience,
    )

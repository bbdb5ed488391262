"""Comments as a page shows them: with the number of their clause, what they would change, and the answers to them."""

from dataclasses import dataclass, field

from django.utils.safestring import mark_safe

from workstreams.consultations.models import Comment, Disposition
from workstreams.markup.differences import Difference, difference
from workstreams.recommendations.models import ClauseText


@dataclass(frozen=True)
class Row:
    """`number`: of the clause in the revision that was commented on, "" for the whole. `html`: safe, "" where the words
    are hidden from this reader; `change`: of an amendment, against the clause as it stood; `answers`: Rows."""

    comment: Comment
    number: str
    html: str
    change: Difference | None = None
    disposition: Disposition | None = None
    answers: list = field(default_factory=list)

    @property
    def is_hidden(self):
        return self.comment.hidden_at is not None


def rows_of(comments, user, *, reads_hidden=False, with_answers=True):
    """Draw these comments, of `visible_to(user)`, `words_for` and `with_people`. One query for their clauses, and one
    for the answers."""
    comments = list(comments)
    texts = _texts(comments)
    answers = _answers(comments, user, reads_hidden) if with_answers else {}
    return [_row(one, texts, [_row(each, texts) for each in answers.get(one.pk, ())]) for one in comments]


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


def _row(comment, texts, answers=()):
    text = texts.get((comment.revision_id, comment.clause_id))
    return Row(
        comment=comment,
        number=text.number if text else "",
        html=mark_safe(comment.said),  # noqa: S308 - rendered and sanitised when it was written
        change=difference(text.source, comment.change) if text and comment.change else None,
        disposition=getattr(comment, "disposition", None),
        answers=list(answers),
    )

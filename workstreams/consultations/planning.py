"""What a table would do to the comments of a document: shown before anything is kept."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from workstreams.consultations.models import Disposition
from workstreams.consultations.table import comments_on

MOST_PROBLEMS = 10


@dataclass(frozen=True)
class Planned:
    """What a line of the table says of a comment."""

    comment: object
    outcome: str
    reason: str


@dataclass(frozen=True)
class Plan:
    """`new` and `changed`: of comments that had no answer, or another; `same`: how many stay as they are. `problems`: a
    sentence for each line that cannot be kept, ten at most."""

    new: list
    changed: list
    same: int
    problems: list


def planned(recommendation, decisions, user):
    """Look at what these decisions of a table would do. One query."""
    comments = comments_on(recommendation, user).words_for(user, reads_hidden=True).with_people()
    found = comments.in_bulk({one.comment for one in decisions} | {one.duplicate_of or 0 for one in decisions})
    names, plan = dict(Disposition.Outcome.choices), Plan([], [], 0, [])
    same = 0
    for one in decisions:
        if problem := _problem(one, found):
            plan.problems.append(_("Line %(n)d: %(problem)s") % {"n": one.line, "problem": problem})
            if len(plan.problems) == MOST_PROBLEMS:
                break
            continue
        comment = found[one.comment]
        kept = getattr(comment, "disposition", None)
        said = (one.outcome, one.reason, one.duplicate_of)
        if kept and (kept.outcome, kept.reason, kept.duplicate_of_id) == said:
            same += 1
        else:
            told = Planned(comment, names[one.outcome], one.reason)
            (plan.changed if kept else plan.new).append(told)
    return Plan(plan.new, plan.changed, same, plan.problems)


def _problem(one, found):
    if one.comment not in found:
        return _("there is no comment %(n)d on this text.") % {"n": one.comment}
    if one.outcome in Disposition.NEEDS_REASON and not one.reason:
        return _("this outcome needs a reason.")
    if one.outcome == Disposition.Outcome.DUPLICATE and (
        one.duplicate_of not in found or one.duplicate_of == one.comment
    ):
        return _("say in “duplicate_of” in which other comment it was said already.")
    return ""

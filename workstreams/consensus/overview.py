"""What the page of a call reads: where the sectors stand, what is objected, and what this reader said."""

from dataclasses import dataclass
from functools import cached_property

from rapidfuzz.distance import Indel

from workstreams.consensus.bars import bars
from workstreams.consensus.models import Objection, Position
from workstreams.consensus.permissions import (
    can_answer,
    can_call,
    can_discuss,
    can_overrule,
    can_see_results,
    can_take_position,
    can_withdraw,
)
from workstreams.consensus.standing import Standing, standing_of
from workstreams.markup.differences import difference
from workstreams.recommendations.models import ClauseText
from workstreams.recommendations.steps import ENDED, Step

#: So many objections, and clauses of the text, stand on the page of a call; the others have pages of their own.
SHOWN_OBJECTIONS, SHOWN_CLAUSES = 10, 12
#: From this likeness on, the change that would end an objection is shown as a difference to the clause.
LIKE = 0.4
#: An objection with more characters than that is cut short among others.
LONG = 1500
State = Objection.State


@dataclass(frozen=True)
class Told:
    """An objection on a page. `text`: the clause that it names, as the call has it, or None; `is_whole`: a long one,
    too, stands here with all its words."""

    objection: Objection
    text: ClauseText | None
    is_whole: bool

    @property
    def number(self):
        """Of its clause in the text that the call is about, or ""."""
        return self.text.number if self.text else ""

    @property
    def is_long(self):
        """Whether it is read whole on its own page alone."""
        return not self.is_whole and len(self.objection.text) + len(self.objection.change) > LONG

    @cached_property
    def difference(self):
        """Between the clause and the change that would end it; None where the change is no wording of the clause."""
        if self.text is None or self.is_long:
            return None
        before, after = self.text.source, self.objection.change
        if Indel.normalized_similarity(before.split(), after.split()) < LIKE:
            return None
        return difference(before, after)

    @property
    def is_open(self):
        return self.objection.state == State.OPEN

    @property
    def is_settled(self):
        return self.objection.state not in {State.OPEN, State.ANSWERED}


@dataclass(frozen=True)
class Overview:
    """`standing` is None while the call hides it from this reader. `own`: what this reader, or their organisation, says
    now, or None; `affiliation`: for whom they would speak."""

    standing: Standing | None
    bars: list
    objections: list
    open_objections: int
    all_objections: int
    own: Position | None
    affiliation: object
    may_take: bool
    may_call: bool

    @property
    def settled(self):
        """How many objections were answered, or more than that."""
        return self.all_objections - self.open_objections


def overview(call, user, texts):
    """What the page of a call from `visible_to(user)` says to this reader. `texts`: the clauses that it is about."""
    own = own_position(call, user)
    # Who answers reads the objections from the first; a figure is for those to whom the call shows it.
    standing = standing_of(call) if can_see_results(user, call, has_answered=own is not None) else None
    objections = objections_of(call, user).with_counts()
    found = list(objections[:SHOWN_OBJECTIONS])
    may_take = call.is_open() and can_take_position(user, call)
    return Overview(
        standing=standing,
        bars=bars(standing) if standing else [],
        objections=told(found, texts),
        open_objections=found[0].all_open if found else 0,
        all_objections=found[0].all_there if found else 0,
        own=own,
        affiliation=user.affiliation if may_take else None,
        may_take=may_take,
        may_call=can_call(user, call.recommendation),
    )


def own_position(call, user):
    """What this reader, or their organisation, says to a call now, or None."""
    positions = Position.objects.own_of(user).current().filter(call=call)
    return positions.select_related("objection", "member", "organisation").first()


def objections_of(call, user):
    """The objections to a call that this reader may read, those without an answer first, with who raised them."""
    related = ("position__member__membership", "position__sector", "position__organisation", "resolved_in")
    found = Objection.objects.visible_to(user).filter(call=call)
    return found.select_related(*related, "settled_by__membership", "thread").open_first()


def texts_of(call, user):
    """The clauses of the text that a call is about, in order."""
    return list(ClauseText.objects.visible_to(user).filter(revision=call.revision_id).in_order())


def told(objections, texts, *, whole=False):
    """Objections with the clauses that they name. `whole`: long ones, too, with all their words."""
    by_clause = {text.clause_id: text for text in texts}
    return [Told(one, by_clause.get(one.clause_id), whole) for one in objections]


@dataclass(frozen=True)
class Acts:
    """What a reader may do with an objection now."""

    answer: bool
    withdraw: bool
    resolve: bool
    overrule: bool
    discuss: bool

    def __bool__(self):
        return self.answer or self.withdraw or self.resolve or self.overrule or self.discuss


def acts_on(objection, user, *, newer):
    """What this reader may do with an objection; `newer`: whether there is a later revision that could resolve it."""
    stands = objection.state in {State.OPEN, State.ANSWERED}
    answers = stands and can_answer(user, objection)
    return Acts(
        answer=answers,
        withdraw=stands and can_withdraw(user, objection),
        resolve=answers and newer,
        overrule=objection.state == State.ANSWERED
        and objection.call.recommendation.where not in ENDED | {Step.PUBLISHED}
        and can_overrule(user, objection),
        discuss=stands and objection.thread_id is None and can_discuss(user, objection),
    )

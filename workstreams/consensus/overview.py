"""What the page of a call reads: where the sectors stand, what is objected, and what this reader said."""

from dataclasses import dataclass

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
from workstreams.markup.differences import Difference, difference
from workstreams.recommendations.models import ClauseText

#: So many objections, and clauses of the text, stand on the page of a call; the others have pages of their own.
SHOWN_OBJECTIONS, SHOWN_CLAUSES = 10, 12
#: From this likeness on, the change that would end an objection is shown as a difference to the clause.
LIKE = 0.4
State = Objection.State


@dataclass(frozen=True)
class Told:
    """An objection on a page. `number`: of the clause in the text that the call is about, ""; `difference`: between
    the clause and the change that would end it, None where the change is no wording of the clause."""

    objection: Objection
    number: str
    difference: Difference | None

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
    found = list(objections_of(call, user))
    may_take = call.is_open() and can_take_position(user, call)
    return Overview(
        standing=standing,
        bars=bars(standing) if standing else [],
        objections=told(found[:SHOWN_OBJECTIONS], texts),
        open_objections=sum(one.state == State.OPEN for one in found),
        all_objections=len(found),
        own=own,
        affiliation=user.affiliation if may_take else None,
        may_take=may_take,
        may_call=can_call(user, call.recommendation),
    )


def own_position(call, user):
    """What this reader, or their organisation, says to a call now, or None."""
    if not user.is_authenticated:
        return None
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


def told(objections, texts):
    """Objections with the clauses that they name."""
    by_clause = {text.clause_id: text for text in texts}
    return [_told(one, by_clause.get(one.clause_id)) for one in objections]


def _told(objection, text):
    if text is None:
        return Told(objection, "", None)
    alike = Indel.normalized_similarity(text.source.split(), objection.change.split()) >= LIKE
    return Told(objection, text.number, difference(text.source, objection.change) if alike else None)


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
        overrule=objection.state == State.ANSWERED and can_overrule(user, objection),
        discuss=stands and objection.thread_id is None and can_discuss(user, objection),
    )

"""What can come next for a document: each move with who takes it, where, and what it needs.

A step that needs something of upper floors (all comments answered, a statement of the outcome) is taken on their pages:
settings.STEP_ADDRESSES says where, settings.STEP_NEEDS what it needs.
"""

from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils.module_loading import import_string

from workstreams.recommendations.permissions import can_take
from workstreams.recommendations.steps import LASTS, MAIN, NAMES, Move, Step, Who, moves_from


@dataclass(frozen=True)
class Need:
    """Something that must be so before a step is taken. `url`: where it is done, or ""."""

    text: str
    is_met: bool
    url: str = ""


@dataclass(frozen=True)
class Way:
    """A move from where a document stands. `url`: of the page that takes it; `is_elsewhere`: that page belongs to an
    upper floor, and it alone takes the step. `may`: this reader takes it."""

    move: Move
    url: str
    is_elsewhere: bool
    needs: list
    may: bool

    @property
    def name(self):
        return NAMES[self.move.after]

    @property
    def is_forward(self):
        """Whether it leads on, not back and not aside."""
        before, after = self.move.before, self.move.after
        if before in {Step.RETURNED, Step.PARKED}:
            return after not in {Step.WITHDRAWN, Step.PARKED}
        return after in MAIN and (before not in MAIN or MAIN.index(after) > MAIN.index(before))

    @property
    def is_ready(self):
        return all(need.is_met for need in self.needs)

    @property
    def is_of_leads(self):
        return self.move.who == Who.LEAD

    @property
    def lasts(self):
        """In weeks; 0 for a step that takes as long as it takes."""
        return LASTS[self.move.after].days // 7 if self.move.after in LASTS else 0


def ways_on(recommendation, user, *, is_inside):
    """What can come next, the likeliest first, for this reader. `is_inside`: they see the group; what a step needs is
    told to nobody else."""
    left = Step(recommendation.parked_from) if recommendation.parked_from else None
    moves = moves_from(recommendation.where, parked_from=left)
    return [way(recommendation, one, user, is_inside=is_inside) for one in moves]


def way(recommendation, move, user, *, is_inside):
    address = _address(recommendation, move)
    generic = reverse("recommendation_step", args=[recommendation.place, recommendation.pk, move.after.value])
    names = settings.STEP_NEEDS if is_inside else []
    needs = [need for name in names for need in import_string(name)(recommendation, move)]
    return Way(move, address or generic, bool(address), needs, can_take(user, recommendation, move))


def _address(recommendation, move):
    for name in settings.STEP_ADDRESSES:
        if address := import_string(name)(recommendation, move):
            return address
    return ""

"""How far the sectors agree. Numbers in, numbers out: counts of organisations for, against and neither, by sector.

After the group-informed consensus of Polis (Small et al., "Polis: Scaling Deliberation by Mapping High Dimensional
Opinion Spaces", 2021): each sector's share is drawn towards one half by one imagined voice on either side, so that few
voices weigh little, and the shares are multiplied, so that no sector outweighs another, however many it has. Here
those against count as well, and the root makes alliances of few and of many sectors comparable.
"""

import enum
import math
from collections.abc import Hashable
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext_lazy as _

#: Fewer organisations than this are no voice of their sector.
ENOUGH = 3
#: One-sided, 90 %: what a standard normal variable exceeds once in ten times.
SIGNIFICANT = 1.2816


class Stance(enum.StrEnum):
    """What somebody says to a proposal. An abstention is to stand aside, or to recuse oneself."""

    SUPPORT = "support"
    RESERVATIONS = "reservations"
    ABSTAIN = "abstain"
    OBJECT = "object"


class Label(enum.StrEnum):
    """What the figures amount to. `OBJECTION_OPEN` beats them all: a number never overrules an objection."""

    CONSENSUS = "cross-sector consensus"
    BROAD_SUPPORT = "broad support"
    CONTESTED = "contested"
    TOO_FEW = "not enough voices"
    NO_CONSENSUS = "no consensus"
    OBJECTION_OPEN = "objection open"

    @property
    def words(self):
        """As a page says it."""
        return WORDS[self]


WORDS = {
    Label.CONSENSUS: _("Cross-sector consensus"),
    Label.BROAD_SUPPORT: _("Broad support"),
    Label.CONTESTED: _("Contested"),
    Label.TOO_FEW: _("Not enough voices"),
    Label.NO_CONSENSUS: _("No consensus"),
    Label.OBJECTION_OPEN: _("Not consensus yet: an objection is open"),
}


@dataclass(frozen=True)
class Voices:
    """How many organisations of one sector are for, against, and neither. Raises ValueError below 0."""

    sector: Hashable
    support: int = 0
    against: int = 0
    neither: int = 0

    def __post_init__(self):
        if min(self.support, self.against, self.neither) < 0:
            raise ValueError("Nobody is fewer than none.")

    @property
    def n(self):
        return self.support + self.against + self.neither

    @property
    def share_for(self):
        """`pa`: between 0 and 1, one half where nobody spoke."""
        return (self.support + 1) / (self.n + 2)

    @property
    def share_against(self):
        """`pd`: the same of those against."""
        return (self.against + 1) / (self.n + 2)

    @property
    def is_heard(self):
        return self.n >= ENOUGH

    @property
    def supports(self):
        """Whether so many are for that it is hardly chance. A sector of which few speak never does."""
        return self._leans(self.support, self.share_for)

    @property
    def opposes(self):
        return self._leans(self.against, self.share_against)

    def _leans(self, count, share):
        proof = 2 * math.sqrt(self.n + 1) * ((count + 1) / (self.n + 1) - 0.5)
        return self.is_heard and share > 0.5 and proof > SIGNIFICANT


@dataclass(frozen=True)
class Tally:
    """The voices of every sector that could have spoken, the silent ones included. Raises ValueError without one."""

    voices: tuple

    def __post_init__(self):
        if not self.voices:
            raise ValueError("There is no agreement across no sectors.")

    @property
    def n(self):
        return sum(one.n for one in self.voices)

    @cached_property
    def xsc(self):
        """The cross-sector consensus: between 0 and 1, `(prod pa * (1 - pd)) ** (1 / K)` over the K sectors."""
        return math.prod(one.share_for * (1 - one.share_against) for one in self.voices) ** (1 / len(self.voices))

    @cached_property
    def weakest(self):
        """The voices with the smallest share for it, the first of several."""
        return min(self.voices, key=lambda one: one.share_for)

    @property
    def floor(self):
        return self.weakest.share_for

    @cached_property
    def group_informed_consensus(self):
        """The plain product of Polis, for comparison: `prod pa`."""
        return math.prod(one.share_for for one in self.voices)

    @property
    def supporting(self):
        """How many sectors support."""
        return sum(one.supports for one in self.voices)

    @property
    def opposing(self):
        return sum(one.opposes for one in self.voices)

    def label(self, *, open_objections=0):
        """What this amounts to. Where fewer than K - 1 sectors are heard nothing can be said, and where an objection is
        open it is no consensus, whatever the figures."""
        heard = sum(one.is_heard for one in self.voices)
        if heard < max(len(self.voices) - 1, 1):
            return Label.TOO_FEW
        if self.supporting and self.opposing:
            return Label.CONTESTED
        if open_objections:
            return Label.OBJECTION_OPEN
        if self.supporting == len(self.voices):
            return Label.CONSENSUS
        if len(self.voices) > 1 and self.supporting == len(self.voices) - 1 and not self.opposing:
            return Label.BROAD_SUPPORT
        return Label.NO_CONSENSUS


@dataclass(frozen=True)
class Vote:
    """One stance: `whose` is the organisation, or the person who speaks for nobody else; `when` puts votes in order."""

    whose: Hashable
    sector: Hashable
    stance: Stance
    when: object


def latest(votes):
    """Of each `whose` the latest vote, of two at the same moment the one that comes later here: {whose: Vote}."""
    kept = {}
    for vote in votes:
        if vote.whose not in kept or vote.when >= kept[vote.whose].when:
            kept[vote.whose] = vote
    return kept


def tally(votes, sectors):
    """The tally of votes, each organisation counted once, in its latest stance and sector. `sectors`: all that could
    have spoken, in their order. Raises KeyError for a vote of another."""
    counts = {sector: {stance: 0 for stance in Stance} for sector in sectors}
    for vote in latest(votes).values():
        counts[vote.sector][vote.stance] += 1
    return Tally(
        tuple(
            Voices(
                sector,
                support=stances[Stance.SUPPORT] + stances[Stance.RESERVATIONS],
                against=stances[Stance.OBJECT],
                neither=stances[Stance.ABSTAIN],
            )
            for sector, stances in counts.items()
        )
    )

"""The three signs under a post, as one reader meets them. Counts and own signs in, what is drawn out; no query."""

from dataclasses import dataclass

from workstreams.discussion.models import Reaction

ICONS = {"agree": "agree", "insightful": "insight", "thanks": "thanks"}


@dataclass(frozen=True)
class Sign:
    """One sign: how many gave it, whether this reader did, and whether they may."""

    kind: str
    label: str
    icon: str
    count: int
    given: bool
    may: bool


def signs_of(post, given, *, may_react, may_agree):
    """The signs of a post. `given`: the kinds that this reader put there."""
    return [
        Sign(
            kind=kind.value,
            label=kind.label,
            icon=ICONS[kind.value],
            count=getattr(post, f"{kind.value}_count"),
            given=kind.value in given,
            may=may_agree if kind is Reaction.Kind.AGREE else may_react,
        )
        for kind in Reaction.Kind
    ]

"""The three signs under a post, as one reader meets them. Counts and own signs in, what is drawn out; no query."""

from dataclasses import dataclass

from django.utils.translation import get_language

from portal.stencils import Kept, cut, hole
from workstreams.discussion.models import Reaction

TEMPLATE = "workstreams/discussion/signs.html"
KINDS = [kind.value for kind in Reaction.Kind]

_stencils = Kept(1000)


@dataclass(frozen=True)
class Sign:
    """One sign: how many gave it, whether this reader did, and whether they may."""

    kind: str
    label: str
    count: int
    given: bool
    may: bool


def signs_of(post, given, *, may_react, may_agree):
    """The signs of a post. `given`: the kinds that this reader put there."""
    return [
        Sign(
            kind=kind.value,
            label=kind.label,
            count=getattr(post, f"{kind.value}_count"),
            given=kind.value in given,
            may=may_agree if kind is Reaction.Kind.AGREE else may_react,
        )
        for kind in Reaction.Kind
    ]


def draw_signs(post, given, *, may_react, may_agree):
    """The signs of a post as HTML, "" where nobody gave one and this reader may not."""
    counts = {kind: getattr(post, f"{kind}_count") for kind in KINDS}
    if not may_react and not any(counts.values()):
        return ""
    shape = (get_language(), may_react, may_agree, *[(bool(counts[kind]), kind in given) for kind in KINDS])

    def with_holes():
        signs = [
            Sign(sign.kind, sign.label, sign.count and hole(sign.kind), sign.given, sign.may)
            for sign in signs_of(post, given, may_react=may_react, may_agree=may_agree)
        ]
        return cut(TEMPLATE, {"post": {"pk": hole("id")}, "signs": signs})

    return _stencils.get(shape, with_holes).fill({"id": post.pk, **counts})

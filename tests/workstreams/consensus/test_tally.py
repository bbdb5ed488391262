"""The arithmetic of agreement across sectors: worked examples, and what must hold whatever is counted."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workstreams.consensus.tally import Label, Stance, Tally, Voices, Vote, latest, tally

SECTORS = ["private", "public", "civil", "academia", "international"]
#: for / against / n of each sector, with the score and the floor that come of it.
ORACLES = [
    ([(18, 1, 20), (9, 1, 10), (8, 1, 10), (9, 0, 10), (4, 0, 5)], 0.693, 0.714),
    ([(38, 1, 40), (6, 3, 10), (2, 7, 10), (7, 2, 10), (3, 1, 5)], 0.358, 0.250),
]


def counted(*rows):
    """A tally of (for, against, n), a sector each."""
    return Tally(tuple(Voices(str(place), a, d, n - a - d) for place, (a, d, n) in enumerate(rows)))


@pytest.mark.parametrize(("rows", "xsc", "floor"), ORACLES)
def test_the_worked_examples(rows, xsc, floor):
    assert round(counted(*rows).xsc, 3) == xsc
    assert round(counted(*rows).floor, 3) == floor


def test_the_weakest_sector_is_named():
    assert counted((18, 1, 20), (2, 7, 10), (9, 0, 10)).weakest.sector == "1"


def test_the_plain_product_of_polis_stands_beside_it():
    assert counted((55, 0, 57), (6, 0, 7)).group_informed_consensus == pytest.approx(0.7382297551789077, abs=1e-12)


@pytest.mark.parametrize(
    ("voices", "supports"),
    [
        (Voices("x", 2), False),  # two of two are too few to speak for a sector
        (Voices("x", 3), True),
        (Voices("x", 3, 1), True),
        (Voices("x", 3, 2), False),
        (Voices("x", 4, 0, 1), True),
        (Voices("x", 5, 5), False),
        (Voices("x", 13, 7), True),
        (Voices("x", 12, 8), False),
    ],
)
def test_a_sector_supports_where_it_is_hardly_chance(voices, supports):
    assert voices.supports is supports
    mirrored = Voices("x", voices.against, voices.support, voices.neither)
    assert mirrored.opposes is supports


FOR, AGAINST, SPLIT, FEW, SILENT = (9, 0, 10), (0, 9, 10), (5, 5, 10), (2, 0, 2), (0, 0, 0)


@pytest.mark.parametrize(
    ("rows", "label"),
    [
        ([FOR] * 5, Label.CONSENSUS),
        ([FOR] * 4 + [SPLIT], Label.BROAD_SUPPORT),
        ([FOR] * 4 + [SILENT], Label.BROAD_SUPPORT),
        ([FOR] * 4 + [FEW], Label.BROAD_SUPPORT),
        ([FOR] * 4 + [AGAINST], Label.CONTESTED),
        ([FOR] + [AGAINST] * 4, Label.CONTESTED),
        ([FOR] * 3 + [SILENT, FEW], Label.TOO_FEW),
        ([FOR] * 3 + [AGAINST, SILENT], Label.CONTESTED),
        ([SILENT] * 5, Label.TOO_FEW),
        ([FOR] * 3 + [SPLIT] * 2, Label.NO_CONSENSUS),
        ([AGAINST] * 5, Label.NO_CONSENSUS),
        ([FOR], Label.CONSENSUS),
        ([SILENT], Label.TOO_FEW),
        ([SPLIT], Label.NO_CONSENSUS),
    ],
)
def test_what_the_figures_amount_to(rows, label):
    assert counted(*rows).label() is label


def test_an_open_objection_beats_every_figure_in_favour():
    assert counted(*[FOR] * 5).label(open_objections=1) is Label.OBJECTION_OPEN
    assert counted(*[FOR] * 4, AGAINST).label(open_objections=1) is Label.CONTESTED


def test_nothing_is_counted_below_none_or_across_no_sectors():
    with pytest.raises(ValueError, match="fewer than none"):
        Voices("x", -1)
    with pytest.raises(ValueError, match="no sectors"):
        Tally(())


# What must hold whatever is counted ---------------------------------------------------------------------------------

numbers = st.integers(0, 60)
some_voices = st.lists(st.tuples(numbers, numbers, numbers), min_size=1, max_size=7)
votes_of_many = st.lists(
    st.builds(
        Vote,
        whose=st.integers(0, 12),
        sector=st.sampled_from(SECTORS),
        stance=st.sampled_from(list(Stance)),
        when=st.integers(0, 20),
    ),
    max_size=60,
)


def of(rows):
    return Tally(tuple(Voices(place, *row) for place, row in enumerate(rows)))


@given(some_voices, st.data())
def test_one_more_in_favour_never_lowers_the_score(rows, data):
    where = data.draw(st.integers(0, len(rows) - 1))
    more = [(a + (place == where), d, p) for place, (a, d, p) in enumerate(rows)]
    assert of(more).xsc >= of(rows).xsc
    assert of(more).floor >= of(rows).floor
    assert of(more).supporting >= of(rows).supporting


@given(some_voices, st.data())
def test_one_more_against_never_raises_it(rows, data):
    where = data.draw(st.integers(0, len(rows) - 1))
    more = [(a, d + (place == where), p) for place, (a, d, p) in enumerate(rows)]
    assert of(more).xsc <= of(rows).xsc


@given(some_voices, st.randoms(use_true_random=False))
def test_the_order_of_the_sectors_changes_nothing(rows, chance):
    mixed = list(rows)
    chance.shuffle(mixed)
    assert of(mixed).xsc == pytest.approx(of(rows).xsc, rel=1e-12)
    assert of(mixed).floor == of(rows).floor
    assert of(mixed).label() is of(rows).label()


@given(votes_of_many)
def test_the_order_in_which_votes_are_read_changes_nothing(votes):
    # Two at the same moment count by their order, so that each has a moment of its own here.
    votes = [Vote(vote.whose, vote.sector, vote.stance, when) for when, vote in enumerate(votes)]
    mixed = random.Random(7).sample(votes, len(votes))
    assert tally(mixed, SECTORS) == tally(votes, SECTORS)


@given(some_voices)
def test_a_silent_sector_never_reads_as_agreeing(rows):
    silent = Voices("silent")
    assert not silent.supports
    assert not silent.opposes
    assert of([*rows, (0, 0, 0)]).label() is not Label.CONSENSUS
    assert of([*rows, (0, 0, 0)]).floor <= 0.5


@given(some_voices)
def test_the_score_lies_between_nothing_and_one(rows):
    assert 0 < of(rows).floor < 1
    assert 0 < of(rows).xsc < 1


@given(votes_of_many, st.sampled_from(list(Stance)))
def test_an_organisation_with_a_thousand_people_counts_once(votes, stance):
    one = [Vote("giant", "private", stance, 100)]
    thousand = [Vote("giant", "private", stance, 100 + when) for when in range(1000)]
    assert tally([*votes, *thousand], SECTORS) == tally([*votes, *one], SECTORS)


@given(votes_of_many)
def test_each_counts_once_in_what_they_said_last(votes):
    kept = latest(votes)
    assert tally(votes, SECTORS).n == len({vote.whose for vote in votes})
    for vote in votes:
        assert kept[vote.whose].when >= vote.when


def test_of_two_at_the_same_moment_the_one_further_down_counts():
    first, second = Vote(1, "civil", Stance.SUPPORT, 5), Vote(1, "civil", Stance.OBJECT, 5)
    assert latest([first, second])[1] is second


def test_reservations_are_support_and_an_abstention_is_neither():
    cast = [Vote(place, "civil", stance, 0) for place, stance in enumerate(Stance)]
    assert tally(cast, ["civil"]).voices == (Voices("civil", support=2, against=1, neither=1),)


def test_a_vote_of_a_sector_that_has_no_part_is_an_error():
    with pytest.raises(KeyError):
        tally([Vote(1, "martian", Stance.SUPPORT, 0)], SECTORS)

"""Shares, the largest of them and the index: the worked examples, by hand."""

from types import SimpleNamespace

import pytest

from workstreams.balance.spread import Spread


def spread(*counts, unplaced=0):
    return Spread([(SimpleNamespace(pk=pk, name=f"Sector {pk}"), n) for pk, n in enumerate(counts)], unplaced)


@pytest.mark.parametrize(
    ("counts", "index", "level"),
    [
        ((50, 15, 15, 12, 8), 0.855, "amber"),
        ((33, 22, 20, 15, 10), 0.963, ""),
        ((70, 10, 10, 5, 5), 0.606, "red"),
    ],
)
def test_the_worked_examples(counts, index, level):
    measured = spread(*counts)
    assert round(measured.index, 3) == index
    assert [row.share for row in measured.rows] == [n / 100 for n in counts]
    assert measured.largest.level == level and measured.largest.count == counts[0]
    assert [row.level for row in measured.rows[1:]] == [""] * 4


@pytest.mark.parametrize(
    ("counts", "level"), [((1, 1, 1), ""), ((34, 33, 33), "amber"), ((1, 1), "amber"), ((51, 49), "red")]
)
def test_a_badge_warns_above_a_third_and_above_half(counts, level):
    assert spread(*counts).largest.level == level


def test_a_sixth_sector_is_measured_like_the_others():
    assert spread(5, 5, 5, 5, 5, 5).index == 1
    assert round(spread(50, 15, 15, 12, 8, 0).index, 3) == 0.821


def test_nothing_to_count_has_no_largest():
    measured = spread(0, 0, 0, unplaced=4)
    assert (measured.total, measured.index, measured.largest, measured.unplaced) == (0, None, None, 4)


def test_one_sector_alone_has_no_index():
    assert (spread(7).index, spread(7).largest, spread(7).total) == (None, None, 7)


def test_those_without_a_sector_change_no_share():
    assert spread(3, 1, unplaced=96).largest.share == 0.75

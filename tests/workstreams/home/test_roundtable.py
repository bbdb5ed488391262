"""The round table: equal arcs, rows filled from within, from five organisations to five hundred and more."""

import math
from types import SimpleNamespace

import pytest

from workstreams.home.roundtable import CENTRE, LARGEST_MARK, RING, SIZE, round_table

SECTORS = ["private", "public", "civil", "academia", "international"]


def table(*numbers):
    return round_table(list(zip(SECTORS, numbers, strict=False)))


def places(made):
    half = made.mark_size / 2
    return [(arc.sector, x + half - CENTRE, y + half - CENTRE) for arc in made.arcs for x, y in arc.seats]


def degrees_from_the_top(x, y):
    return math.degrees(math.atan2(x, -y)) % 360


@pytest.mark.parametrize(
    "numbers", [(1, 1, 1, 1, 1), (34, 22, 28, 31, 14), (100, 100, 100, 100, 100), (500, 0, 3, 90, 1)]
)
def test_every_organisation_has_a_place_of_its_own_within_the_picture(numbers):
    made = table(*numbers)
    assert [arc.count for arc in made.arcs] == list(numbers)
    assert [len(arc.seats) for arc in made.arcs] == [math.ceil(number / made.per_mark) for number in numbers]
    assert made.total == sum(numbers)
    found = places(made)
    for _sector, x, y in found:
        assert RING + made.mark_size / 2 < math.hypot(x, y) < SIZE / 2
    nearest = min((math.dist(one[1:], other[1:]) for i, one in enumerate(found) for other in found[:i]), default=SIZE)
    assert nearest > made.mark_size * 1.2


def test_a_sector_never_takes_more_than_its_arc():
    for sector, x, y in places(table(500, 400, 300, 200, 100)):
        middle = SECTORS.index(sector) * 72
        away = abs((degrees_from_the_top(x, y) - middle + 180) % 360 - 180)
        assert away < 36


def test_the_first_sector_sits_at_the_top_and_the_others_follow_clockwise():
    made = table(1, 1, 1, 1, 1)
    assert [round(degrees_from_the_top(x, y)) for _sector, x, y in places(made)] == [0, 72, 144, 216, 288]


def test_rows_are_filled_from_within():
    distances = [round(math.hypot(x, y)) for _sector, x, y in places(table(12, 0, 0, 0, 0))]
    assert distances == sorted(distances)
    assert distances[0] < distances[-1]


def test_marks_are_large_for_few_and_smaller_for_many():
    assert table(1, 1, 1, 1, 1).mark_size == LARGEST_MARK
    assert table(100, 100, 100, 100, 100).mark_size < LARGEST_MARK


def test_a_mark_stands_for_several_organisations_only_where_they_do_not_fit():
    assert table(100, 100, 100, 100, 100).per_mark == 1
    crowded = table(2000, 1, 1, 1, 1)
    assert crowded.per_mark > 1
    assert [len(arc.seats) for arc in crowded.arcs][1:] == [1, 1, 1, 1]


def test_a_sector_added_later_gets_an_arc_like_the_others():
    made = round_table([(SimpleNamespace(name=str(number)), 1) for number in range(7)])
    angles = [degrees_from_the_top(x, y) for _sector, x, y in places(made)]
    assert angles == pytest.approx([number * 360 / 7 for number in range(7)], abs=0.1)


def test_an_empty_table_is_still_a_table():
    assert table(0, 0, 0, 0, 0).total == 0


def test_without_sectors_there_is_no_table():
    with pytest.raises(ValueError, match="needs a sector"):
        round_table([])

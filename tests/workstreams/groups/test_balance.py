"""How evenly seats are spread: values worked out by hand, and the limits from which a badge warns."""

import pytest
from django.urls import reverse

from members.models import Sector
from tests import factories as make
from workstreams.groups.balance import balance, percent


def test_equal_numbers_are_perfectly_even():
    measured = balance({1: 4, 2: 4, 3: 4, 4: 4, 5: 4})
    assert (measured.index, measured.largest_share, measured.level, measured.total) == (1, 0.2, "", 20)


def test_everybody_from_one_sector_is_not_even_at_all():
    measured = balance({1: 9, 2: 0, 3: 0, 4: 0, 5: 0})
    assert (measured.index, measured.largest, measured.largest_share, measured.level) == (0, 1, 1, "red")


def test_a_table_of_37():
    # N = 37, sum of squares = 14*14 + 6*6 + 7*7 + 7*7 + 3*3 = 339; 5 * (1369 - 339) / (1369 * 4) = 0.9405
    measured = balance({1: 14, 2: 6, 3: 7, 4: 7, 5: 3})
    assert measured.index == pytest.approx(0.9405, abs=0.0001)
    assert measured.largest_share == pytest.approx(14 / 37)
    assert (measured.largest, measured.level) == (1, "amber")


@pytest.mark.parametrize(
    ("counts", "level"),
    [([1, 1, 1], ""), ([34, 33, 33], "amber"), ([1, 1], "amber"), ([51, 49], "red"), ([2, 1, 1, 1, 1], "")],
)
def test_a_third_and_a_half_are_allowed_and_more_is_not(counts, level):
    assert balance(dict(enumerate(counts))).level == level


def test_an_empty_table_has_no_balance():
    measured = balance({1: 0, 2: 0})
    assert (measured.total, measured.index, measured.largest, measured.largest_share, measured.level) == (
        0,
        None,
        None,
        None,
        "",
    )


def test_one_sector_alone_cannot_be_measured():
    with pytest.raises(ValueError, match="two sectors"):
        balance({1: 5})


@pytest.mark.parametrize(
    ("counts", "says"),
    [
        ([1, 1, 1], 33.3),
        ([1, 1], 50),
        ([1001, 1000, 999], 33.4),
        ([1001, 999], 50.1),
        ([501, 499], 50.1),
        ([34, 66], 66),
    ],
)
def test_a_figure_never_contradicts_the_badge_beside_it(counts, says):
    measured = balance(dict(enumerate(counts)))
    assert percent(measured.largest_share) == says
    assert (percent(measured.largest_share) > 50) == (measured.level == "red")


@pytest.mark.django_db
def test_in_an_alliance_of_one_sector_a_groups_pages_measure_no_share(client):
    group = make.group()
    lead = make.lead(group, mark="civil")
    Sector.objects.exclude(mark="civil").delete()
    client.force_login(lead)
    for name in ("group", "group_people", "group_balance", "group_balance_csv", "group_milestones"):
        assert client.get(reverse(name, args=[group.slug])).status_code == 200, name
    assert client.get(reverse("desks")).status_code == client.get(reverse("balance")).status_code == 200

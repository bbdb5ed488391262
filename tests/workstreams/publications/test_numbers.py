"""Numbers and versions of publications."""

import pytest

from workstreams.publications.numbers import next_versions, number_of, wrong_with_pattern


def test_a_number_is_made_by_the_pattern():
    assert number_of("AGA-{year}-{n:03}", 2026, 1) == "AGA-2026-001"
    assert number_of("R{n}", 2026, 1234) == "R1234"


@pytest.mark.parametrize("pattern", ["AGA-{year}-{n:03}", "R{n}", "{year}.{n:02}"])
def test_patterns_that_do(pattern):
    assert not wrong_with_pattern(pattern)


@pytest.mark.parametrize(
    "pattern", ["AGA-{year}", "AGA/{n}", "{n} {year}", "{n.__class__}", "{n:99999}", "{0}{n}", "Ä{n}"]
)
def test_patterns_that_do_not(pattern):
    assert wrong_with_pattern(pattern)


@pytest.mark.parametrize(
    ("version", "following"), [("", ["1.0"]), (None, ["1.0"]), ("1.0", ["2.0", "1.1"]), ("2.9", ["3.0", "2.10"])]
)
def test_versions_follow_with_or_without_a_change_of_substance(version, following):
    assert next_versions(version) == following

"""Votes from elsewhere: what is read, which of two counts, and how a wrong line is named."""

import pytest

from workstreams.consensus import ballots
from workstreams.consensus.tally import Stance

HEAD = "statement,voter,sector,stance"


def read(*lines, head=HEAD):
    return ballots.read([f"{line}\n" for line in (head, *lines)])


def stances(found, statement="s1"):
    return {voter: vote.stance for voter, vote in found.votes[statement].items()}


def test_each_line_is_a_vote():
    found = read("s1,ana,civil,support", "s1,ben,public,object", "s2,ana,civil,abstain")
    assert stances(found) == {"ana": Stance.SUPPORT, "ben": Stance.OBJECT}
    assert stances(found, "s2") == {"ana": Stance.ABSTAIN}
    assert (found.sectors, found.wrong) == (["civil", "public"], [])


def test_columns_may_stand_in_any_order_with_spaces_and_capitals():
    found = read(" Support , s1,x, ana ,civil", head="Stance,statement,note,Voter, SECTOR ")
    assert stances(found) == {"ana": Stance.SUPPORT}


def test_of_two_rows_of_one_voter_the_one_further_down_counts():
    assert stances(read("s1,ana,civil,support", "s1,ana,civil,object")) == {"ana": Stance.OBJECT}


@pytest.mark.parametrize(
    ("first", "second", "counts"),
    [
        ("2026-03-02T10:00:00Z", "2026-03-01T10:00:00Z", Stance.SUPPORT),
        ("2026-03-01T10:00:00Z", "2026-03-02T10:00:00Z", Stance.OBJECT),
        ("2026-03-01T10:00:00+05:00", "2026-03-01T06:00:00Z", Stance.OBJECT),
        ("2026-03-01T10:00:00", "2026-03-01T10:00:00Z", Stance.OBJECT),
        ("2026-03-01", "", Stance.SUPPORT),
    ],
)
def test_where_moments_are_given_the_later_one_counts(first, second, counts):
    found = read(f"s1,ana,civil,support,{first}", f"s1,ana,civil,object,{second}", head=f"{HEAD},at")
    assert stances(found) == {"ana": counts}


def test_people_of_an_organisation_speak_for_it_however_it_is_written():
    found = read("s1,ana,civil,support,Open  Futures", "s1,ben,civil,object,open futures", head=f"{HEAD},organisation")
    assert {vote.whose for vote in found.votes["s1"].values()} == {("organisation", "open futures")}


def test_a_person_and_an_organisation_of_the_same_name_are_two():
    found = read("s1,ana,civil,support,", "s1,ben,civil,object,ana", head=f"{HEAD},organisation")
    assert len({vote.whose for vote in found.votes["s1"].values()}) == 2


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("s1,ana,civil,maybe", "“maybe” is no stance"),
        ("s1,,civil,support", "voter is empty"),
        ("s1,ana,civil", "stance is empty"),
        ("s1,ana,civil,support,more,and more", "more fields than columns"),
    ],
)
def test_a_wrong_line_is_named_by_its_number(line, why):
    found = read("s1,ben,civil,support", "", line)
    ((number, said),) = found.wrong
    assert number == 4
    assert why in said


def test_a_moment_that_is_none_is_named():
    ((number, said),) = read("s1,ana,civil,support,yesterday", head=f"{HEAD},at").wrong
    assert (number, "“yesterday” is no date" in said) == (2, True)


@pytest.mark.parametrize("head", ["", "statement,voter,sector", "a;b;c"])
def test_columns_that_are_missing_are_named(head):
    with pytest.raises(ballots.Unreadable, match="stance"):
        read(head=head)


def test_fields_with_commas_and_line_breaks_are_one_field():
    found = ballots.read([f"{HEAD}\n", '"Tiers, and\n', 'terms",ana,civil,support\n', "s2,ana,civil,nothing\n"])
    assert list(found.votes) == ["Tiers, and\nterms"]
    assert [number for number, _why in found.wrong] == [4]

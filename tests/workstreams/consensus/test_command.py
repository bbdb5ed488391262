"""`manage.py tally`: figures of votes that were cast elsewhere, by the code that the portal itself uses."""

import csv
import io
import os
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

SAMPLE = Path(os.environ.get("PORTAL_SAMPLE_DATA", Path(__file__).resolve().parents[4] / "shared" / "data"))
POLIS = SAMPLE / "consensus-votes"
#: The same votes as positions: for, against, and passing.
STANCES = {"1": "support", "-1": "object", "0": "abstain"}


def counted(path):
    """What the command prints of a file, as rows by statement."""
    out = io.StringIO()
    call_command("tally", str(path), stdout=out)
    return {row["statement"]: row for row in csv.DictReader(io.StringIO(out.getvalue()))}


def written(path, *lines, head="statement,voter,sector,stance"):
    path.write_text("\n".join([head, *lines]) + "\n", encoding="utf-8")
    return path


def test_each_statement_has_its_figures_and_each_sector_its_counts(tmp_path):
    lines = [f"tiers,c{place},civil,support" for place in range(9)]
    lines += ["tiers,c9,civil,reservations", "tiers,p1,public,object", "tiers,p2,public,abstain"]
    row = counted(written(tmp_path / "votes.csv", *lines))["tiers"]
    assert list(row) == [
        *("statement", "n", "xsc", "floor", "group_informed_consensus", "label"),
        *("civil_A", "civil_D", "civil_P", "public_A", "public_D", "public_P"),
    ]
    assert [row[name] for name in list(row)[6:]] == ["10", "0", "0", "0", "1", "1"]
    assert float(row["xsc"]) == pytest.approx((11 / 12 * 11 / 12 * 1 / 4 * 1 / 2) ** 0.5)
    assert (row["n"], row["floor"], row["label"]) == ("12", "0.25", "broad support")


def test_a_sector_that_is_silent_on_a_statement_counts_there_with_none(tmp_path):
    path = written(tmp_path / "votes.csv", "one,a,civil,support", "two,b,public,support")
    assert counted(path)["one"]["public_A"] == "0"
    assert float(counted(path)["one"]["group_informed_consensus"]) == pytest.approx(2 / 3 * 1 / 2)


def test_an_organisation_counts_once_in_what_it_said_last(tmp_path):
    lines = [f"tiers,v{place},private,support,Giant" for place in range(1000)] + ["tiers,w,private,object,giant"]
    row = counted(written(tmp_path / "votes.csv", *lines, head="statement,voter,sector,stance,organisation"))["tiers"]
    assert (row["n"], row["private_A"], row["private_D"]) == ("1", "0", "1")


def test_a_byte_order_mark_is_no_part_of_the_first_column(tmp_path):
    path = tmp_path / "votes.csv"
    path.write_text("statement,voter,sector,stance\nx,a,civil,support\n", encoding="utf-8-sig")
    assert list(counted(path)) == ["x"]


def test_wrong_lines_are_named_and_nothing_is_counted(tmp_path):
    path = written(tmp_path / "votes.csv", "x,a,civil,support", "x,b,civil,perhaps", "x,,civil,support")
    out, err = io.StringIO(), io.StringIO()
    with pytest.raises(CommandError, match="2 lines are to be put right"):
        call_command("tally", str(path), stdout=out, stderr=err)
    assert out.getvalue() == ""
    assert "Line 3: “perhaps” is no stance" in err.getvalue()
    assert "Line 4: voter is empty" in err.getvalue()


@pytest.mark.parametrize(("content", "why"), [(b"a,b\n", "lacks these columns"), (b"\xff\xfe\x00", "no CSV in UTF-8")])
def test_a_file_that_is_none_of_that_kind_is_refused_in_words(tmp_path, content, why):
    path = tmp_path / "votes.csv"
    path.write_bytes(content)
    with pytest.raises(CommandError, match=why):
        counted(path)


def test_a_file_that_is_not_there_is_said_so(tmp_path):
    with pytest.raises(CommandError, match="cannot be read"):
        counted(tmp_path / "nothing.csv")


@pytest.mark.sample_data
@pytest.mark.skipif(not POLIS.exists(), reason="the sample data is not beside the project")
def test_the_published_figures_of_a_real_conversation_come_out(tmp_path):
    """Polis's own group-informed consensus of 369 statements; of two more no participant with a group said anything."""
    with (POLIS / "comments.csv").open(encoding="utf-8", newline="") as lines:
        published = {row["comment-id"]: float(row["group-informed-consensus"]) for row in csv.DictReader(lines)}
    with (POLIS / "participants-votes.csv").open(encoding="utf-8", newline="") as lines:
        people = [row for row in csv.DictReader(lines) if row["group-id"]]
    lines = [
        f"{statement},{row['participant']},{row['group-id']},{STANCES[row[statement]]}"
        for row in people
        for statement in published
        if row[statement]
    ]
    found = counted(written(tmp_path / "polis.csv", *lines))
    assert len(found) == 369
    assert len(set(published) - set(found)) == 2
    for statement, row in found.items():
        assert float(row["group_informed_consensus"]) == pytest.approx(published[statement], abs=1e-9)

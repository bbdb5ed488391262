"""The table for spreadsheets: a line a sector, and no cell that a spreadsheet would work out."""

import csv
import datetime
import io
from types import SimpleNamespace

import pytest

from workstreams.balance import spans
from workstreams.balance.sheet import HEAD, sheet
from workstreams.balance.spread import Spread
from workstreams.groups.sheet import inert


def lines(text):
    assert text.startswith("\ufeff"), "spreadsheets know by this mark that it is UTF-8"
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))


def test_a_line_for_each_sector_and_one_for_those_without():
    sectors = [SimpleNamespace(pk=1, name="Civil society"), SimpleNamespace(pk=2, name="Public sector")]
    span = spans.of_the_last(30, today=datetime.date(2025, 11, 20), zone=datetime.UTC)
    head, *rows = lines(
        sheet("A group", [("Posts", Spread([(sectors[0], 3), (sectors[1], 1)], 2), span)], unplaced="None")
    )
    assert head == HEAD
    first = ["A group", "Posts", "2025-10-22", "2025-11-20"]
    assert rows == [
        [*first, "Civil society", "3", "0.750", "red", "0.750"],
        [*first, "Public sector", "1", "0.250", "", "0.750"],
        [*first, "None", "2", "", "", ""],
    ]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "  =1", "\n=1"])
def test_what_a_spreadsheet_would_work_out_is_text(text):
    assert inert(text) == f"'{text}"
    sector = SimpleNamespace(pk=1, name=text)
    (_head, row, _other) = lines(
        sheet(text, [(text, Spread([(sector, 1), (SimpleNamespace(pk=2, name="x"), 0)]), None)], unplaced="")
    )
    assert [cell for cell in row if cell.lstrip().startswith(("=", "+", "-", "@"))] == []


def test_other_text_stays_as_it_is():
    assert inert("Safe systems = good") == "Safe systems = good"

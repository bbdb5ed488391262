"""The comments as a table for a spreadsheet, and back."""

import csv
import io

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests import factories as make
from workstreams.consultations import actions
from workstreams.consultations.models import Disposition
from workstreams.consultations.sheet import Decision, Unreadable, decisions_of

OUTCOMES = Disposition.Outcome.values


def test_lines_without_an_outcome_say_nothing():
    text = "comment,outcome,reason\n1,accepted,\n2,,\n3,not_accepted,Too late\n"
    assert decisions_of(text, outcomes=OUTCOMES) == [
        Decision(2, 1, "accepted"),
        Decision(4, 3, "not_accepted", "Too late"),
    ]


def test_semicolons_a_mark_at_the_beginning_and_other_columns_are_understood():
    text = "\ufeffOutcome;mood;Comment;Duplicate_of\nduplicate;good;2;1\n"
    assert decisions_of(text, outcomes=OUTCOMES) == [Decision(2, 2, "duplicate", "", 1)]


def test_an_apostrophe_before_a_formula_is_taken_off():
    text = "comment,outcome,reason\n1,not_accepted,'=2+2\n2,not_accepted,'tis late\n"
    assert [one.reason for one in decisions_of(text, outcomes=OUTCOMES)] == ["=2+2", "'tis late"]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("number,outcome\n1,accepted\n", "column comment is missing"),
        ("comment,outcome\n1,fine\n", "Line 2: “fine” is no outcome"),
        ("comment,outcome\nx,accepted\n", "Line 2: the number of the comment"),
        ("comment,outcome\n1,accepted\n1,accepted\n", "Line 3: this comment stands in the table twice"),
        ("comment,outcome,duplicate_of\n1,duplicate,first\n", "Line 2: “duplicate_of” is no number"),
    ],
)
def test_a_line_that_cannot_be_read_is_named(text, says):
    with pytest.raises(Unreadable, match=says):
        decisions_of(text, outcomes=OUTCOMES)


def address(name, document):
    return reverse(name, args=[document.place, document.pk])


@pytest.fixture
def said(revision):
    bodies = ["=cmd|' /C calc'!A0", "Too few days.", "Too few."]
    return [actions.comment(revision, by=make.member(f"Person {n}"), body=body) for n, body in enumerate(bodies)]


@pytest.mark.django_db
def test_the_table_goes_out_and_comes_back(client, document, said, lead):
    client.force_login(lead)
    answer = client.get(address("dispositions_csv", document))
    assert answer["Content-Type"].startswith("text/csv") and ".csv" in answer["Content-Disposition"]
    out = b"".join(answer.streaming_content).decode().removeprefix("\ufeff")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert [int(row["comment"]) for row in rows] == [one.pk for one in said]
    assert rows[0]["text"].startswith("'="), "no spreadsheet runs what somebody wrote"
    rows[0] |= {"outcome": "out_of_scope", "reason": "Not about access."}
    rows[2] |= {"outcome": "duplicate", "duplicate_of": said[1].pk}
    back = io.StringIO()
    writer = csv.DictWriter(back, rows[0])
    writer.writeheader()
    writer.writerows(rows)
    file = SimpleUploadedFile("back.csv", back.getvalue().encode())
    seen = client.post(address("dispositions_import", document), {"file": file, "table": ""})
    assert seen.status_code == 200 and "2 comments are answered" in seen.content.decode()
    assert not Disposition.objects.exists(), "first it is shown"
    kept = client.post(address("dispositions_import", document), {"table": seen.context["table"], "keep": "1"})
    assert kept.url == address("dispositions", document)
    assert {one.comment: one.outcome for one in Disposition.objects.all()} == {
        said[0]: "out_of_scope",
        said[2]: "duplicate",
    }


@pytest.mark.django_db
def test_a_table_with_a_bad_line_changes_nothing(client, document, said, lead):
    client.force_login(lead)
    text = f"comment,outcome\n{said[1].pk},accepted\n{said[2].pk},not_accepted\n999999,accepted\n"
    answer = client.post(address("dispositions_import", document), {"table": text, "keep": "1"})
    shown = answer.content.decode()
    assert answer.status_code == 422 and "Line 3: this outcome needs a reason." in shown
    assert "Line 4: there is no comment 999999 on this text." in shown and text.split("\n")[1] in shown
    assert not Disposition.objects.exists()


@pytest.mark.django_db
def test_all_lines_are_kept_or_none(document, said, lead):
    decisions = [Decision(2, said[0].pk, "accepted"), Decision(3, said[1].pk, "not_accepted")]
    with pytest.raises(ValidationError, match="Line 3"):
        actions.dispose_of_many(document, by=lead, decisions=decisions)
    assert not Disposition.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("table", ["", "comment,outcome\n", "comment,outcome\n1,accepted\x00\n"])
def test_a_table_that_says_nothing_is_refused(client, document, lead, table):
    client.force_login(lead)
    assert client.post(address("dispositions_import", document), {"table": table}).status_code == 422

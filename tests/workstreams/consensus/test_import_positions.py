"""`manage.py import_positions`: what organisations answered elsewhere, as calls that one can look at."""

import csv
import io
import os
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from members.models import Organisation
from tests import factories as make
from workstreams.consensus.models import Call
from workstreams.consensus.standing import standing_of

pytestmark = pytest.mark.django_db

SAMPLE = Path(os.environ.get("PORTAL_SAMPLE_DATA", Path(__file__).resolve().parents[4] / "shared" / "data"))
ANSWERED = SAMPLE / "positions-by-sector"
SIDES = ("support", "against", "neither")

QUESTIONS = [
    ("code", "kind", "text"),
    ("Q01", "likert", "How important are these actions? : Working together"),
    ("Q02", "likert", "How important are these actions? : Testing"),
    ("Q03", "open", "What else would you like to say?"),
]
RESPONDENTS = [
    ("response_id", "user_type", "organisation"),
    ("1", "Trade Union", "Union of Weavers"),
    ("2", "Public authority", "Harbour Office"),
    ("3", "Academic/Research Institution", "Fen College"),
    ("4", "Company/Business organisation", "  Loom   Works "),
    ("5", "Company/Business organisation", "LOOM WORKS"),
    ("6", "EU citizen", "Nobody's"),
    ("7", "Business Association", " "),
]
POSITIONS = [
    ("response_id", "code", "answer"),
    ("1", "Q01", "5 - Very important"),
    ("2", "Q01", "1 - Not important at all"),
    ("3", "Q01", "No opinion"),
    ("4", "Q01", "2 - Not important"),
    ("5", "Q01", "4 - Important"),
    ("6", "Q01", "5 - Very important"),
    ("7", "Q01", "5 - Very important"),
    ("1", "Q02", "3 - Neutral"),
    ("1", "Q03", "Thank you."),
]


@pytest.fixture
def folder(tmp_path):
    for name, rows in (("questions", QUESTIONS), ("respondents", RESPONDENTS), ("positions", POSITIONS)):
        with (tmp_path / f"{name}.csv").open("w", encoding="utf-8", newline="") as lines:
            csv.writer(lines).writerows(rows)
    return tmp_path


@pytest.fixture
def place():
    """The group that gets the texts, and somebody of the secretariat, who has no seat there."""
    return {"group": make.group("Loans and letters").slug, "by": make.staff().email}


def brought_in(folder, place, *questions, **options):
    """What the command says, and the calls that it made, in the order of their questions."""
    out = io.StringIO()
    call_command("import_positions", str(folder), question=list(questions), stdout=out, **place, **options)
    return out.getvalue(), list(Call.objects.order_by("pk"))


def test_each_question_of_a_scale_becomes_a_call_with_a_position_of_each_organisation(folder, place, client):
    known = make.organisation("Harbour office", "civil")
    said, (first, second) = brought_in(folder, place, source="From the inquiry of last spring.")
    assert "6 of 7 respondents are organisations of a sector." in said
    assert f"Q01: 4  {first.get_absolute_url()}" in said
    assert (first.recommendation.title, second.recommendation.title) == ("Q01: Working together", "Q02: Testing")
    assert "From the inquiry of last spring." in first.revision.body
    # Of an organisation's two answers the later counts, and an organisation that is here speaks for its own sector.
    stances = {each.organisation.name: each.stance for each in first.positions.select_related("organisation")}
    assert stances == {
        "Union of Weavers": "support",
        known.name: "object",
        "Fen College": "aside",
        "LOOM WORKS": "support",
    }
    figures = {one.sector.mark: (one.voices.support, one.voices.against) for one in standing_of(first).rows}
    assert figures["civil"] == (1, 1)
    # What was brought in is a vote, and no objection that waits for an answer; nobody can sign in as who gave it.
    assert not first.objections.exists()
    assert not any(each.member.has_usable_password() for each in first.positions.select_related("member"))
    client.force_login(make.member())
    page = client.get(first.get_absolute_url()).content.decode()
    assert "How important are these actions? : Working together" in page
    listed = client.get(f"{first.get_absolute_url()}positions/").content.decode()
    assert "LOOM WORKS" in listed
    assert "1 - Not important at all" in listed


@pytest.mark.parametrize(
    ("question", "changed", "why"),
    [
        ("Q03", {}, "no questions of a scale: Q03"),
        ("Q01", {"group": "nowhere"}, "no such group, or nobody of the secretariat"),
        ("Q01", {"by": "stranger@members.example"}, "no such group, or nobody of the secretariat"),
    ],
)
def test_what_cannot_be_brought_in_is_said_and_nothing_is_made(folder, place, question, changed, why):
    with pytest.raises(CommandError, match=why):
        brought_in(folder, {**place, **changed}, question)
    assert not Call.objects.exists()
    assert not Organisation.objects.exists()


def test_a_file_that_is_not_there_is_named(tmp_path, place):
    with pytest.raises(CommandError, match=r"questions\.csv cannot be read"):
        brought_in(tmp_path, place)


@pytest.mark.sample_data
@pytest.mark.skipif(not ANSWERED.exists(), reason="the sample data is not beside the project")
def test_answers_to_a_real_consultation_stand_as_positions(place):
    """The organisations' answers to two questions of the European Commission on its White Paper on AI."""
    _said, calls = brought_in(ANSWERED, place, "Q01", "Q02")
    told = [[sum(getattr(one, side) for one in standing_of(call).tally.voices) for side in SIDES] for call in calls]
    assert told == [[190, 1, 22], [199, 1, 12]]
    assert [sum(each) for each in told] == [213, 212]

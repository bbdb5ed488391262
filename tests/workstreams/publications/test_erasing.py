"""What stands in texts, comments, calls and publications of somebody who is erased: no name, and all that was said."""

import json

import pytest
from django.test import TestCase
from django.utils import timezone

from members import actions as members
from tests import factories as make
from tests.workstreams.publications.test_actions import adopted, at_step, begun
from workstreams.consultations import actions as consultations
from workstreams.consultations.models import Comment
from workstreams.publications import actions
from workstreams.publications.models import Publication
from workstreams.recommendations import actions as recommendations
from workstreams.recommendations.models import ClauseText, Event, Revision

pytestmark = pytest.mark.django_db

NAME = "Leilani Kahale-Brown"


@pytest.fixture
def group():
    return make.group("Graded access")


@pytest.fixture
def lead(group):
    return make.lead(group)


@pytest.fixture
def leilani(group):
    person = make.member(NAME, "civil", organisation=make.organisation("Tidewatch", "civil"))
    make.seat(person, group)
    return person


def erased(person):
    with TestCase.captureOnCommitCallbacks(execute=False):
        members.erase(person, by=person)
    person.refresh_from_db()
    return person


def test_what_was_published_names_them_no_more(group, lead, leilani):
    document = begun(group, lead, title=f"What {NAME} proposed")
    publication = actions.publish(adopted(document, lead, dissenter=leilani), by=lead, changes=f"As {NAME} said.")
    erased(leilani)
    publication = Publication.objects.get(pk=publication.pk)
    told = json.dumps(publication.record) + publication.title + publication.changes
    assert "Leilani" not in told and "leilani" not in told
    (dissent,) = publication.record["dissent"]
    assert (dissent["text"], dissent["organisation"]) == ("Who audits?", "Tidewatch")


def test_texts_are_made_anew_without_the_name(group, lead, leilani):
    document = begun(group, lead)
    recommendations.revise(
        document, by=lead, base=1, body="Leilani *Kahale-Brown* publishes the tiers.", note=f"After {NAME}."
    )
    erased(leilani)
    for rows, fields in (
        (Revision.objects, ("body", "note")),
        (ClauseText.objects, ("source", "html", "title")),
        (Event.objects, ("why", "before", "after")),
    ):
        for row in rows.values_list(*fields):
            assert "Kahale" not in " ".join(row)


def test_comments_stay_and_name_neither_them_nor_an_organisation_that_is_theirs_alone(group, lead, leilani):
    document = at_step(begun(group, lead), "draft")
    said = consultations.comment(document.revisions.get(), by=leilani, body="Say days, not weeks.")
    about = consultations.comment(document.revisions.get(), by=lead, body="As Leilani **Kahale-Brown** says.")
    erased(leilani)
    said.refresh_from_db()
    about.refresh_from_db()
    assert (said.body, said.organisation, said.sector) == ("Say days, not weeks.", None, None)
    assert "Kahale" not in about.body + about.body_html


def test_what_they_said_as_a_guest_names_them_no_more(group, lead, leilani):
    document = at_step(begun(group, lead), "consultation")
    said = Comment.objects.create(
        revision=document.revisions.get(),
        guest_name="Lani K.",
        guest_email=leilani.email,
        body="Days.",
        body_html="<p>Days.</p>",
        confirmed_at=timezone.now(),
    )
    erased(leilani)
    said.refresh_from_db()
    assert "Lani" not in said.guest_name and said.guest_email == "" and said.body == "Days."

"""What stands in texts, comments, calls and publications of somebody who is erased: no name, and all that was said."""

import json

import pytest
from django.template.loader import render_to_string
from django.test import TestCase
from django.urls import reverse
from django.utils import timezone

from members import actions as members
from tests import factories as make
from tests.workstreams.publications.test_actions import adopted, at_step, begun
from workstreams.consensus import actions as consensus
from workstreams.consensus.standing import figures_of, standing_of
from workstreams.consultations import actions as consultations
from workstreams.consultations.models import Comment
from workstreams.publications import actions
from workstreams.publications.layout import laid_out
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


class TestWhoSpokeForNobodyElse:
    """A sector beside a decided position names somebody where too few others share it."""

    def decided(self, group, lead, others):
        document = at_step(begun(group, lead), "answering")
        call = consensus.open_call(document, by=lead, question="Do you agree?", parties="group", results="open")
        alone = make.participant(group, NAME, "academia")
        crowd = [make.participant(group, None, "academia") for _ in range(others)]
        said = {"reason": "Who audits?", "change": "A panel."}
        objection = consensus.take_position(call, by=alone, stance="object", **said).objection
        for one in crowd:
            consensus.take_position(call, by=one, stance="support")
        consensus.answer(objection, by=lead, text="See clause 1.")
        consensus.overrule(objection, by=lead, reason="A panel takes a year.")
        consensus.close_call(call, by=lead)
        return call, alone, crowd

    def stated(self, call, lead):
        consensus.state_outcome(call, by=lead, result="adopted", statement="The sectors agree.")
        call.recommendation.refresh_from_db()
        return call.recommendation

    @pytest.mark.parametrize(("others", "kept"), [(2, False), (3, True)])
    def test_keeps_the_sector_where_three_others_took_a_position(self, client, group, lead, others, kept):
        call, alone, _crowd = self.decided(group, lead, others)
        publication = actions.publish(self.stated(call, lead), by=lead)
        before = figures_of(standing_of(call))
        erased(alone)
        publication.refresh_from_db()
        position = call.positions.get(member=alone)
        (dissent,) = publication.record["dissent"]
        (printed,) = [one for one in publication.record["positions"] if one["by"]["member"] == alone.pk]
        assert [bool(position.sector), bool(dissent["sector"]), bool(printed["sector"])] == [kept] * 3
        assert figures_of(standing_of(call)) == before, "what was stated stands"
        page = client.get(publication.get_absolute_url()).content.decode()
        assert "Former member" in page and ("Sector not told any more" in page) is not kept
        client.force_login(lead)
        for address in (call.get_absolute_url(), reverse("call_positions", args=[call.pk])):
            assert client.get(address).status_code == 200
        paper = render_to_string("workstreams/publications/paper.html", {"laid": laid_out(publication, lead)})
        assert ("Sector not told any more" in paper) is not kept

    def test_takes_it_from_those_before_when_the_next_one_goes(self, group, lead):
        call, alone, crowd = self.decided(group, lead, 3)
        publication = actions.publish(self.stated(call, lead), by=lead)
        erased(alone)
        erased(crowd[0])
        publication.refresh_from_db()
        assert not call.positions.filter(member__in=[alone, crowd[0]]).exclude(sector=None).exists()
        assert [one["sector"] for one in publication.record["dissent"]] == [None]

    def test_is_counted_with_the_sector_until_it_is_decided(self, group, lead):
        call, alone, _crowd = self.decided(group, lead, 0)
        erased(alone)
        assert call.positions.get(member=alone).sector
        outcome = self.stated(call, lead).calls.get().outcome
        assert call.positions.get(member=alone).sector is None
        assert sum(one["counts"]["object"] for one in outcome.figures["sectors"]) == 1

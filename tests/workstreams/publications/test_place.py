"""The address of a text that was opened to more than its group tells nobody of a group that is not theirs to know."""

import pytest
from django.urls import reverse

from tests import factories as make
from tests.workstreams.publications.test_actions import adopted, begun
from workstreams.consensus import actions as consensus
from workstreams.consultations import actions as consultations
from workstreams.groups import actions as groups
from workstreams.publications import actions
from workstreams.recommendations.models import Recommendation

pytestmark = pytest.mark.django_db

SLUG = "quiet-incident-room"


@pytest.fixture(params=["members", "private"])
def group(request):
    return make.group("Where incidents are told", slug=SLUG, visibility=request.param)


@pytest.fixture
def lead(group):
    return make.lead(group)


@pytest.fixture
def document(group, lead):
    return begun(group, lead)


def of(name, document, *more, place="-"):
    return reverse(name, args=[place, document.pk, *more])


def pages(document):
    clause = document.revisions.first().texts.first().clause_id
    yield of("recommendation", document)
    yield of("recommendation_revision", document, 1)
    yield of("recommendation_clause", document, clause)
    yield of("recommendation_history", document)
    yield of("dispositions", document)
    yield of("revision_comments", document, 1)
    yield of("clause_comments", document, 1, clause)


def consulted(document, lead, audience):
    Recommendation.objects.filter(pk=document.pk).update(step="last_call")
    document.refresh_from_db()
    consultations.open_consultation(document, by=lead, audience=audience)
    return document


@pytest.mark.parametrize("audience", ["members", "public"])
def test_no_page_of_an_opened_text_names_the_groups_address(client, group, lead, document, audience):
    consulted(document, lead, audience)
    said = consultations.comment(document.revisions.get(), by=lead, body="Thirty days are too few.")
    if audience == "members" and group.visibility == "private":
        client.force_login(make.member())
    elif audience == "members":
        return  # every member may know of the group
    for page in [document.get_absolute_url(), reverse("texts"), reverse("comment", args=[said.pk]), *pages(document)]:
        answer = client.get(page)
        assert answer.status_code == 200, page
        assert SLUG not in answer.content.decode(), page


def test_a_call_to_the_alliance_names_it_no_more_than_its_outcome_and_publication(client, group, lead, document):
    Recommendation.objects.filter(pk=document.pk).update(step="answering")
    document.refresh_from_db()
    call = consensus.open_call(document, by=lead, question="Do you agree?", parties="alliance", results="open")
    outsider = make.member()
    client.force_login(outsider)
    if group.visibility == "private":
        for page in [call.get_absolute_url(), reverse("position", args=[call.pk]), reverse("home")]:
            assert SLUG not in client.get(page).content.decode(), page
    published = actions.publish(adopted(begun(group, lead, "Telling holders of a tier"), lead), by=lead)
    client.logout()
    one = [published.number, published.version]
    for page in [published.get_absolute_url(), *(reverse(name, args=one) for name in ("publication_json",))]:
        answer = client.get(page)
        assert answer.status_code == 200
        assert SLUG not in answer.content.decode(), page


def test_a_guess_at_the_groups_address_is_answered_as_any_other(client, group, lead, document):
    consulted(document, lead, "public")
    for name in ("recommendation", "recommendation_history", "dispositions"):
        assert client.get(of(name, document, place=SLUG)).status_code == 404
        assert client.get(of(name, document, place="never-was")).status_code == 404
        assert client.get(of(name, document)).status_code == 200
    client.force_login(lead)
    assert client.get(of("recommendation", document, place=SLUG)).status_code == 200


def test_what_was_not_opened_is_found_by_neither_address(client, document):
    for place in ("-", SLUG):
        assert client.get(of("recommendation", document, place=place)).status_code == 404


def test_the_address_lasts_while_the_group_is_renamed_and_opened(client, group, lead, document):
    consulted(document, lead, "public")
    address = document.get_absolute_url()
    groups.change_group(group, by=lead, slug="incidents", name="Incidents")
    assert client.get(address).status_code == 200
    groups.change_group(group, by=lead, visibility="public")
    assert client.get(address).status_code == 200
    document = Recommendation.objects.get(pk=document.pk)
    assert document.get_absolute_url() == of("recommendation", document, place="incidents")
    moved = client.get(of("recommendation", document, place=SLUG))
    assert (moved.status_code, moved.url) == (301, document.get_absolute_url())


def test_no_group_takes_what_stands_for_any(group, lead):
    with pytest.raises(Exception, match="small letters"):
        groups.change_group(group, by=lead, slug="-")

"""What each box of the sign-up takes, and what it refuses."""

import pytest
from django.test import Client
from django.urls import reverse

from members.models import Member, Organisation, Sector
from tests import factories
from tests.members.signing_up import URL, errors, everything, sector, you

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_limits_left_over")]


def test_the_sector_is_asked_and_none_is_picked_beforehand(client):
    page = client.post(URL, {"step": "1", **you()}).content.decode()
    assert page.count('name="sector"') == 5
    assert "checked" not in page
    response = client.post(URL, everything(sector=""))
    assert response.status_code == 422
    assert errors(response) == {"sector": ["Choose the sector that you speak for."]}


def test_a_sector_that_the_secretariat_adds_is_offered(client):
    Sector.objects.create(slug="media", name="Media", short_name="Media", code="Me", description="Press", position=60)
    assert "Media" in client.post(URL, {"step": "1", **you()}).content.decode()


def test_a_representative_names_the_organisation(client):
    response = client.post(URL, {"step": "2", **you(), **sector(organisation_name="  ")})
    assert response.status_code == 422
    assert errors(response)["organisation_name"] == [
        "Enter the name of your organisation, or choose “I speak for myself”"
    ]
    assert 'id="id_organisation_name_error"' in response.content.decode()


def test_who_speaks_for_themselves_represents_nobody_whatever_else_was_typed(client):
    client.post(URL, everything(individual="on"))
    assert Member.objects.get().affiliation.organisation is None
    assert not Organisation.objects.exists()


def test_an_organisation_that_is_here_is_found_whatever_its_case(client):
    here = factories.organisation("Andes Digital Rights", "civil")
    client.post(URL, everything(organisation_name="  ANDES   digital rights "))
    assert Member.objects.get().affiliation.organisation == here


def test_an_organisation_of_another_sector_is_told_at_its_own_field(client):
    factories.organisation("Andes Digital Rights", "private")
    response = client.post(URL, {"step": "2", **you(), **sector()})
    assert response.status_code == 422
    (text,) = errors(response)["organisation_name"]
    assert "Private" in text


def test_an_organisation_that_nobody_has_approved_is_not_betrayed(client):
    factories.organisation("Andes Digital Rights", "private", approved_at=None)
    assert client.post(URL, everything()).status_code == 302


def test_the_rules_are_accepted(client):
    response = client.post(URL, everything(accept_rules=""))
    assert response.status_code == 422
    assert response.context["page"] == 3
    assert not Member.objects.exists()
    assert reverse("rules") in response.content.decode()


@pytest.mark.parametrize(
    "name",
    [
        "",
        " ",
        "\u200b\u200b",
        "\u200d",
        "Ana\x00",
        "Ana\x07",
        "Ana \u202eevil",
        "...",
        "https://spam.example",
        "www.x.org",
        "x" * 121,
    ],
)
def test_what_is_no_name_is_refused(client, name):
    response = client.post(URL, everything(name=name))
    assert response.status_code == 422
    assert "name" in errors(response)


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("  Ana \n  Quispe ", "Ana Quispe"),
        ("علی‌رضا", "علی‌رضا"),
        ("李", "李"),
        ("O’Neill-Şahin Jr.", "O’Neill-Şahin Jr."),
        ("Ana M.de Souza (St.Gallen/Zürich)", "Ana M.de Souza (St.Gallen/Zürich)"),
        ("<b>Ana</b>", "<b>Ana</b>"),
    ],
)
def test_names_of_all_scripts_are_kept_with_single_spaces(client, name, kept):
    assert client.post(URL, everything(name=name)).status_code == 302
    assert Member.objects.get().name == kept


@pytest.mark.parametrize(
    "field", ["email", "country", "time_zone", "sector", "organisation_name", "statement", "password1"]
)
@pytest.mark.parametrize("text", ["\x00", "a\x00b", "x" * 5000, "💥" * 400])
def test_odd_input_is_never_an_error_of_ours(client, field, text):
    assert client.post(URL, everything(**{field: text})).status_code in {302, 422}
    assert Client().post(URL, {"step": "1", **everything(**{field: text})}).status_code in {200, 422}

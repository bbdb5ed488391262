"""In which language and time zone a member reads mails."""

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from portal import mail
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def two(settings):
    settings.LANGUAGES = [("en", "English"), ("fr", "Français")]


def test_a_mail_is_written_where_and_how_its_reader_lives(two):
    member = factories.member()
    member.time_zone, member.mail_language = "America/Lima", "fr"
    with mail.written_for(member):
        assert (translation.get_language(), timezone.get_current_timezone_name()) == ("fr", "America/Lima")
    with mail.written_for(None):
        assert (translation.get_language(), timezone.get_current_timezone_name()) == ("en", "UTC")


def test_what_the_site_no_longer_has_is_the_sites_own():
    member = factories.member()
    member.time_zone, member.mail_language = "Mars/Olympus", "fr"
    with mail.written_for(member):
        assert (translation.get_language(), timezone.get_current_timezone_name()) == ("en", "UTC")


def test_is_chosen_in_the_settings_where_there_is_a_choice(two, client):
    client.force_login(member := factories.member())
    assert "Language of mails" in client.get(reverse("settings")).content.decode()
    said = {"name": member.name, "handle": "ana.q", "country": "PE", "time_zone": "America/Lima"}
    assert client.post(reverse("settings"), {**said, "mail_language": "fr"}).status_code == 302
    member.refresh_from_db()
    assert member.mail_language == "fr"
    assert client.post(reverse("settings"), {**said, "mail_language": "xx"}).status_code == 422


def test_is_not_asked_where_there_is_one_and_stays_as_it_was(client):
    client.force_login(member := factories.member())
    type(member).objects.filter(pk=member.pk).update(mail_language="fr")
    assert "Language of mails" not in client.get(reverse("settings")).content.decode()
    said = {"name": member.name, "handle": "ana.q", "country": "PE", "time_zone": "America/Lima"}
    client.post(reverse("settings"), said)
    member.refresh_from_db()
    assert (member.mail_language, member.time_zone) == ("fr", "America/Lima")

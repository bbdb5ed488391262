"""The time zone of each reader, and that nobody loses what they typed."""

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import path
from django.utils import timezone

from portal.urls import *  # noqa: F403 - the site, and one page that says the time zone
from portal.urls import urlpatterns as site
from tests import factories

pytestmark = pytest.mark.django_db


def zone(request):
    return HttpResponse(timezone.get_current_timezone_name())


zone.login_required = False
urlpatterns = [path("zone/", zone), *site]
handler403 = "portal.errors.permission_denied"


@pytest.fixture(autouse=True)
def this_site(settings):
    settings.ROOT_URLCONF = __name__


class TestTimeZone:
    def test_is_the_members_own_and_utc_for_visitors(self, client):
        assert client.get("/zone/").content == b"UTC"
        client.force_login(factories.member(time_zone="Asia/Kathmandu"))
        assert client.get("/zone/").content == b"Asia/Kathmandu"
        assert timezone.get_current_timezone_name() == "UTC"

    @pytest.mark.parametrize("name", ["Mars/Base", "", "../../etc/passwd", "/etc/passwd", "a\x01"])
    def test_that_is_none_is_utc(self, client, name):
        client.force_login(factories.member(time_zone=name))
        assert client.get("/zone/").content == b"UTC"


class TestSignedOut:
    TEXT = "A long reply, typed while the session ended. <b>Kept</b>."

    def test_who_reads_is_sent_to_sign_in(self, client):
        response = client.get("/members/settings/?a=1")
        assert response.status_code == 302
        assert response["Location"] == "/accounts/login/?next=/members/settings/%3Fa%3D1"

    def test_who_wrote_gets_the_text_back(self, client):
        response = client.post("/members/settings/", {"body": self.TEXT, "password": "secret-secret-secret-secret"})
        assert response.status_code == 403
        page = response.content.decode()
        assert "You were signed out" in page
        assert "&lt;b&gt;Kept&lt;/b&gt;" in page
        assert "readonly" in page
        assert "secret-secret" not in page
        assert 'href="/accounts/login/?next=/members/settings/"' in page

    def test_who_signs_in_comes_back_to_the_page_with_the_form(self):
        client = Client(headers={"Referer": "http://testserver/workstreams/x/threads/7/?page=2#post-9"})
        page = client.post("/members/settings/", {"body": self.TEXT}).content.decode()
        assert "next=/workstreams/x/threads/7/%3Fpage%3D2" in page

    @pytest.mark.parametrize(
        "referer", ["https://evil.example/x", "//evil.example", "javascript:alert(1)", "\x00", "http:///x"]
    )
    def test_no_other_site_is_come_back_to(self, referer):
        client = Client(headers={"Referer": referer})
        page = client.post("/members/settings/", {"body": self.TEXT}).content.decode()
        assert 'href="/accounts/login/?next=/members/settings/"' in page

    def test_a_press_without_text_is_sent_to_sign_in(self, client):
        assert client.post("/members/settings/", {"pin": "1"}).status_code == 302

    def test_htmx_takes_the_whole_page_to_sign_in(self):
        client = Client(headers={"HX-Request": "true", "HX-Current-URL": "http://testserver/workstreams/x/"})
        response = client.get("/members/settings/")
        assert response.status_code == 200
        assert response["HX-Redirect"] == "/accounts/login/?next=/workstreams/x/"

    def test_htmx_puts_the_text_in_place_of_the_page(self):
        client = Client(headers={"HX-Request": "true"})
        response = client.post("/members/settings/", {"body": self.TEXT})
        assert response.status_code == 422
        assert response["HX-Retarget"] == response["HX-Reselect"] == "#main"
        assert "You were signed out" in response.content.decode()

    def test_text_is_not_given_to_another_site(self):
        strict = Client(enforce_csrf_checks=True)
        response = strict.post("/members/settings/", {"body": self.TEXT})
        assert response.status_code == 403

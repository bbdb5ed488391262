"""The link to a download: for the member alone, and for seven days."""

import io
import time
import zipfile

import pytest
from django.urls import reverse

from members.tokens import token_of
from tests import factories
from tests.members.own_data.reading import signed_in

pytestmark = pytest.mark.django_db


@pytest.mark.django_db
class TestTheLink:
    def test_gives_the_file_to_the_member(self, client, built):
        member = factories.member()
        export = built(member)
        response = signed_in(client, member).get(reverse("own_data_file", args=[token_of(export)]))
        assert response.status_code == 200
        assert response["Content-Disposition"].startswith("attachment; filename=")
        assert response["X-Content-Type-Options"] == "nosniff"
        assert "no-store" in response["Cache-Control"]
        assert zipfile.is_zipfile(io.BytesIO(b"".join(response.streaming_content)))

    def test_asks_once_more_who_signed_in_long_ago(self, client, built):
        member = factories.member()
        client.force_login(member)
        response = client.get(reverse("own_data_file", args=[token_of(built(member))]))
        assert response.url.startswith(reverse("account_reauthenticate"))

    def test_opens_nothing_for_anybody_else(self, client, built):
        address = reverse("own_data_file", args=[token_of(built(factories.member()))])
        assert client.get(address).status_code == 302  # to sign in
        for other in (factories.member(), factories.staff(), factories.staff(is_superuser=True)):
            signed_in(client, other)
            assert client.get(address).status_code == 404
            client.logout()

    def test_is_over_after_seven_days_and_is_not_to_be_forged(self, client, built, monkeypatch):
        member = factories.member()
        export = built(member)
        signed_in(client, member)
        assert client.get(reverse("own_data_file", args=[f"{export.pk}:abc:def"])).status_code == 404
        token = token_of(export)
        later = time.time() + 7 * 24 * 3600 + 1
        monkeypatch.setattr("django.core.signing.time.time", lambda: later)
        assert client.get(reverse("own_data_file", args=[token])).status_code == 404

    def test_leads_to_no_file_that_the_web_server_gives_out(self, client, built):
        member = factories.member()
        name = built(member).file.name
        signed_in(client, member)
        for address in (f"/{name}", f"/files/{name}", f"/media/{name}", f"/static/{name}"):
            assert client.get(address).status_code == 404

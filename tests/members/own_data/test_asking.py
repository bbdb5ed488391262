"""Asking for one's own data, and the page that says how far it is."""

import pytest
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.urls import reverse

from members import actions
from members.models import DataExport
from members.tokens import token_of
from tests import factories
from tests.members.own_data.reading import signed_in

pytestmark = pytest.mark.django_db


@pytest.mark.django_db
class TestAsking:
    def test_is_for_oneself_alone(self):
        member = factories.member()
        for other in (factories.member(), factories.staff()):
            with pytest.raises(actions.own_data.PermissionDenied):
                actions.ask_for_own_data(member, by=other)

    def test_twice_builds_one(self):
        member = factories.member()
        actions.ask_for_own_data(member, by=member)
        with pytest.raises(actions.own_data.ValidationError):
            actions.ask_for_own_data(member, by=member)
        assert member.data_exports.count() == 1

    def test_twice_in_the_same_moment_is_refused_by_the_database(self):
        member = factories.member()
        DataExport.objects.create(member=member)
        with pytest.raises(IntegrityError), transaction.atomic():
            DataExport.objects.create(member=member, state="building")

    def test_again_takes_the_earlier_one_away(self, built):
        member = factories.member()
        earlier = built(member)
        name = earlier.file.name
        later = built(member)
        earlier.refresh_from_db()
        assert (earlier.state, later.state) == ("expired", "ready")
        assert not default_storage.exists(name)

    def test_needs_who_asks_to_prove_who_they_are(self, client):
        client.force_login(factories.member())
        response = client.post(reverse("own_data"))
        assert response.status_code == 302
        assert response.url.startswith(reverse("account_reauthenticate"))
        assert not DataExport.objects.exists()

    def test_is_told_by_mail_when_it_is_ready(self, built, mailoutbox):
        member = factories.member()
        export = built(member)
        assert [mail.to for mail in mailoutbox] == [[member.email]]
        assert reverse("own_data_file", args=[token_of(export)])[:-12] in mailoutbox[0].body


@pytest.mark.django_db
class TestThePage:
    def test_says_how_far_it_is_and_asks_again_only_while_it_is_built(self, client):
        member = factories.member()
        client.force_login(member)
        assert "hx-trigger" not in client.get(reverse("own_data")).content.decode()
        export = DataExport.objects.create(member=member, state="building", progress=42)
        page = client.get(reverse("own_data")).content.decode()
        assert "42 %" in page and 'hx-trigger="every 2s"' in page and "Reload" in page
        fragment = client.get(reverse("own_data"), headers={"HX-Request": "true"}).content.decode()
        assert "42 %" in fragment and "<html" not in fragment
        DataExport.objects.filter(pk=export.pk).update(state="failed")
        page = client.get(reverse("own_data")).content.decode()
        assert "could not be built" in page and "hx-trigger" not in page

    def test_starts_it_and_offers_it(self, client, run_tasks):
        member = factories.member()
        signed_in(client, member)
        with run_tasks():
            assert client.post(reverse("own_data")).status_code == 302
        page = client.get(reverse("own_data")).content.decode()
        assert "Download your data" in page

    def test_refuses_a_second_press(self, client):
        member = factories.member()
        signed_in(client, member)
        client.post(reverse("own_data"))
        response = client.post(reverse("own_data"))
        assert response.status_code == 422
        assert "being built already" in response.content.decode()

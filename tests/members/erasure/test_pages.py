"""The pages on which somebody is erased."""

import pytest
from django.urls import reverse

from members.models import Member
from tests import factories
from tests.members.erasure.traces import found_in_cache

pytestmark = pytest.mark.django_db


@pytest.mark.django_db
class TestThePages:
    def test_say_what_goes_and_stays_and_ask_for_the_address(self, client):
        member = factories.member("Ana Quispe")
        client.force_login(member)
        assert client.get(reverse("erase")).url.startswith(reverse("account_reauthenticate"))
        client.post(reverse("account_reauthenticate"), {"password": factories.PASSWORD})
        page = client.get(reverse("erase")).content.decode()
        assert "nobody can undo it" in page
        response = client.post(reverse("erase"), {"address": "other@example.org"})
        assert response.status_code == 422 and "other@example.org" in response.content.decode()
        assert client.post(reverse("erase"), {"address": ""}).status_code == 422
        response = client.post(reverse("erase"), {"address": member.email.upper()}, follow=True)
        assert response.redirect_chain[0][0] == "/"
        assert "Your account is erased" in response.content.decode()
        assert Member.objects.get(pk=member.pk).erased_at
        assert found_in_cache() == []

    def test_tell_the_secretariat_what_comes_first_where_somebody_leads_alone(self, client):
        boss, lead = factories.staff(is_superuser=True), factories.lead(factories.group("Graded access"), "Ana Quispe")
        client.force_login(boss)
        client.post(reverse("account_reauthenticate"), {"password": factories.PASSWORD})
        address = reverse("admin:members_member_erase", args=[lead.pk])
        response = client.post(address, {"name": "Ana Quispe", "reason": "Asked."})
        assert response.status_code == 422
        assert "Nobody else leads Graded access." in response.content.decode()
        assert "You are" not in response.content.decode()

    def test_tell_an_only_lead_what_comes_first(self, client):
        lead = factories.lead(factories.group("Graded access"))
        client.force_login(lead)
        client.post(reverse("account_reauthenticate"), {"password": factories.PASSWORD})
        page = client.get(reverse("erase")).content.decode()
        assert "Graded access" in page and "Erase my account" not in page
        response = client.post(reverse("erase"), {"address": lead.email})
        assert response.status_code == 422 and "Graded access" in response.content.decode()

    def test_of_the_secretariat_ask_for_name_and_reason(self, client):
        boss, member = factories.staff(is_superuser=True), factories.member("Ana Quispe")
        client.force_login(boss)
        address = reverse("admin:members_member_erase", args=[member.pk])
        assert reverse("account_reauthenticate") in client.get(address).url
        client.post(reverse("account_reauthenticate"), {"password": factories.PASSWORD})
        assert address in client.get(reverse("admin:members_member_change", args=[member.pk])).content.decode()
        assert client.post(address, {"name": "Ana", "reason": "Asked."}).status_code == 422
        assert client.post(address, {"name": "ana quispe", "reason": ""}).status_code == 422
        assert client.post(address, {"name": "ana quispe", "reason": "Asked."}).status_code == 302
        assert Member.objects.get(pk=member.pk).erased_at
        assert client.get(address).status_code == 404

    def test_of_the_secretariat_are_shut_for_members(self, client):
        member = factories.member()
        client.force_login(factories.member())
        assert client.get(reverse("admin:members_member_erase", args=[member.pk])).status_code in {302, 403}

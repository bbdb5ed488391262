"""What bears the name of somebody who is erased, and what bears only one like it."""

import pytest
from django.urls import reverse

from members import actions
from members.models import EmailDomain
from tests import factories
from workstreams.groups.models import FormerAddress

pytestmark = pytest.mark.django_db


@pytest.mark.django_db
def test_a_namesake_keeps_their_name_and_what_is_said_of_it():
    group = factories.group()
    namesake = factories.participant(group, "Ana Quispe")
    thread = factories.thread(group, body="Ana Quispe is right. ana@one.example is not.")
    member = factories.member("Ana Quispe", email="ana@one.example")
    actions.erase(member, by=member)
    namesake.refresh_from_db()
    assert namesake.name == "Ana Quispe"
    assert factories.root(thread).body == "Ana Quispe is right. Former member is not."


@pytest.mark.django_db
def test_somebody_whose_name_differs_by_an_accent_keeps_what_is_said_of_them():
    group = factories.group()
    namesake = factories.participant(group, "Ana Maria Quispe")
    thread = factories.thread(group, body="Ana María Quispe asks, Ana Maria Quispe answers.")
    member = factories.member("Ana María Quispe")
    actions.erase(member, by=member)
    namesake.refresh_from_db()
    assert namesake.name == "Ana Maria Quispe"
    assert factories.root(thread).body == "Former member asks, Ana Maria Quispe answers."


@pytest.mark.django_db
class TestWhatIsNamedAfterThem:
    def test_a_group_gets_an_address_without_the_name_and_the_former_ones_lead_nowhere_by_it(self, client):
        group, other = (
            factories.group("Éva Ödön Fund", slug="eva-odon-fund"),
            factories.group(slug="former-member-fund"),
        )
        FormerAddress.objects.create(group=group, slug="eva-odon", name="ÉVA ÖDÖN")
        thread = factories.thread(other, body="See [it](/groups/eva-odon-fund/). ÉVA ÖDÖN knows.")
        member = factories.member("Éva Ödön")
        client.force_login(member)
        assert client.get(reverse("group", args=["eva-odon"])).url == group.get_absolute_url()
        actions.erase(member, by=member)
        group.refresh_from_db()
        assert (group.name, group.slug) == ("Former member Fund", f"former-member-fund-{group.pk}")
        assert [(one.slug, one.name) for one in group.former_addresses.all()] == [("former-member", "Former member")]
        root = factories.root(thread)
        assert "odon" not in (root.body + root.body_html).lower() and "ÖDÖN" not in root.body
        client.force_login(factories.member())
        assert client.get(group.get_absolute_url()).status_code == 200
        for gone in ("eva-odon-fund", "eva-odon"):
            assert client.get(reverse("group", args=[gone])).status_code == 404

    def test_an_address_stays_one_where_the_name_is_a_single_word(self):
        group = factories.group("zoe’s circle", slug="zoe-circle")
        member = factories.member("zoe")
        actions.erase(member, by=member)
        group.refresh_from_db()
        assert group.slug == "former-member-circle"

    def test_an_organisation_loses_the_name_in_what_it_is_compared_by_too(self):
        fund = factories.organisation("Ana Quispe Fund")
        assert fund.name_key == "ana fund quispe"
        fund.website = "https://ana-quispe.example"
        fund.save()
        for domain in ("ana-quispe.example", "ana.quispe.example"):
            EmailDomain.objects.create(organisation=fund, domain=domain)
        member = factories.member("Ana Quispe", organisation=fund)
        actions.erase(member, by=member)
        fund.refresh_from_db()
        assert fund.website == "https://former-member.example"
        assert not EmailDomain.objects.filter(domain__contains="quispe").exists()
        assert (fund.name, fund.name_key) == ("Former member Fund", "former fund member")

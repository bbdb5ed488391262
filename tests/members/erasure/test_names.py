"""What bears the name of somebody who is erased, and what bears only one like it."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from members import actions
from members.models import EmailDomain, Sector
from members.own_data import sections
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
        actions.erase(member, by=factories.staff(), reason="Asked.")
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
        actions.erase(member, by=factories.staff(), reason="Asked.")
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
        actions.erase(member, by=factories.staff(), reason="Asked.")
        fund.refresh_from_db()
        assert fund.website == "https://former-member.example"
        assert not EmailDomain.objects.filter(domain__contains="quispe").exists()
        assert (fund.name, fund.name_key) == ("Former member Fund", "former fund member")


def renamed(member, *names, days=0):
    for name in names:
        member = actions.change_profile(member, by=member, name=name, country="", time_zone="UTC")
    type(member).objects.filter(pk=member.pk).update(named_at=timezone.now() - datetime.timedelta(days=days))
    return type(member).objects.get(pk=member.pk)


class TestFormerNames:
    def test_go_as_well(self):
        group = factories.group()
        member = factories.participant(group, "Ana Quispe")
        thread = factories.thread(group, body="As Ana Quispe wrote, and Ana Mamani after her.")
        member = renamed(member, "Ana Mamani")
        assert member.former_names == ["Ana Quispe"]
        actions.erase(member, by=factories.staff(), reason="Asked.")
        assert factories.root(thread).body == "As Former member wrote, and Former member after her."
        member.refresh_from_db()
        assert (member.former_names, member.named_at) == ([], None)

    def test_are_kept_once_and_not_while_they_are_borne(self):
        member = renamed(factories.member("Ana Quispe"), "Ana Mamani", "Ana Quispe", "Ana Mamani")
        assert (member.name, member.former_names) == ("Ana Mamani", ["Ana Quispe"])

    def test_are_not_without_end(self):
        member = renamed(factories.member("Ana Quispe"), *(f"Ana {number}" for number in range(10)))
        with pytest.raises(ValidationError, match="Write to the secretariat"):
            renamed(member, "Ana Once More")

    def test_are_told_in_the_download_and_nowhere_else(self, client):
        member = renamed(factories.member("Ana Quispe"), "Ana Mamani")
        (account,) = next(section for section in sections(member) if section.key == "account").rows
        assert account["former_names"] == "Ana Quispe"
        client.force_login(factories.member())
        page = client.get(reverse("directory")).content.decode()
        assert "Mamani" in page and "Quispe" not in page


class TestANameThatIsAWord:
    """Anybody can call themselves anything, and then erase themselves: nobody takes a word out of all texts so."""

    @pytest.fixture
    def thread(self):
        factories.sector("civil")
        return factories.thread(factories.group(), body="The civil society answers for model access.")

    @pytest.mark.parametrize("state", ["active", "applied"])
    def test_of_a_thing_here_leaves_nothing_without_the_secretariat(self, thread, state):
        Sector.objects.filter(mark="civil").update(name="Civil society")
        member = factories.member("Civil Society", state=state)
        assert "Write to the secretariat" in actions.what_hinders_erasing(member)
        with pytest.raises(ValidationError, match="Write to the secretariat"):
            actions.erase(member, by=member)
        actions.erase(member, by=factories.staff(), reason="A vandal.", leave_name=True)
        member.refresh_from_db()
        assert member.name == "Former member"
        assert Sector.objects.get(mark="civil").name == "Civil society"
        assert factories.root(thread).body == "The civil society answers for model access."

    @pytest.mark.parametrize(("days", "names"), [(29, ["Model Access"]), (400, ["Model Access", "Bo Lind"])])
    def test_taken_lately_or_of_before_takes_no_text_along(self, thread, days, names):
        member = renamed(factories.member("Ana Quispe"), *names, days=days)
        with pytest.raises(ValidationError, match="Write to the secretariat"):
            actions.erase(member, by=member)
        assert factories.root(thread).body == "The civil society answers for model access."

    def test_of_an_applicant_takes_no_text_along(self, thread):
        member = factories.member("Model Access", state="applied")
        with pytest.raises(ValidationError, match="Write to the secretariat"):
            actions.erase(member, by=member)

    def test_that_nothing_holds_hinders_nobody(self, thread):
        member = renamed(factories.member("Ana Quispe"), "Ana Mamani")
        actions.erase(member, by=member)
        assert type(member).objects.get(pk=member.pk).erased_at

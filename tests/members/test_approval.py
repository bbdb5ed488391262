"""Who is admitted, through what; and what the secretariat sees when it decides."""

import re

import pytest
from django.core.cache import cache
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from members import actions
from members.models import EmailDomain, Membership
from tests import factories
from tests.members.signing_up import everything

pytestmark = pytest.mark.django_db

QUEUE = "admin:members_membership_changelist"


def applicant(address, organisation, *, verified=True):
    return factories.member(
        mark=organisation.sector.mark, state="applied", organisation=organisation, email=address, verified=verified
    )


@pytest.fixture
def andes():
    organisation = factories.organisation("Andes Digital Rights", "civil")
    EmailDomain.objects.create(organisation=organisation, domain="example.org")
    return organisation


class TestByDomain:
    @pytest.mark.parametrize("address", ["ana@example.org", "Ana@EXAMPLE.ORG"])
    def test_who_confirmed_such_an_address_is_in_at_once(self, andes, address, run_tasks, mailoutbox):
        member = applicant(address, andes)
        with run_tasks():
            actions.admit_by_domain(member.membership, by=member)
        admitted = Membership.objects.get(member=member)
        assert (admitted.state, admitted.admitted_through, admitted.decided_by) == ("active", "domain", None)
        (letter,) = mailoutbox
        assert "your address belongs to Andes Digital Rights" in " ".join(letter.body.split())

    @pytest.mark.parametrize(
        "address",
        [
            "ana@notexample.org",
            "ana@example.org.evil.com",
            "ana@sub.example.org",
            "ana@example.orgs",
            "ana@exаmple.org",  # a Cyrillic a
            "ana@xn--exmple-4nf.org",
            "example.org@evil.com",
            '"ana@example.org"@evil.com',
            "ana@evil-example.org",
        ],
    )
    def test_a_domain_that_only_ends_or_looks_like_it_proves_nothing(self, andes, address):
        member = applicant(address, andes)
        assert actions.admit_by_domain(member.membership, by=member) is None
        assert Membership.objects.get(member=member).state == "applied"

    def test_a_domain_of_another_script_admits_in_either_spelling(self, andes):
        actions.add_domain(andes, by=factories.staff(), domain="münchen.example")
        member = applicant("ana@xn--mnchen-3ya.example", andes)
        assert actions.admit_by_domain(member.membership, by=member).state == "active"

    def test_an_address_that_is_not_confirmed_proves_nothing(self, andes):
        member = applicant("ana@example.org", andes, verified=False)
        assert actions.admit_by_domain(member.membership, by=member) is None

    def test_the_domain_of_another_organisation_proves_nothing(self, andes):
        member = applicant("ana@example.org", factories.organisation("Baltic Energy", "civil"))
        assert actions.admit_by_domain(member.membership, by=member) is None

    def test_an_organisation_that_nobody_approved_proves_nothing(self, andes):
        andes.approved_at = None
        andes.save()
        member = applicant("ana@example.org", andes)
        assert actions.admit_by_domain(member.membership, by=member) is None

    def test_who_speaks_for_themselves_waits(self, andes):
        member = factories.member(state="applied", email="ana@example.org")
        assert actions.admit_by_domain(member.membership, by=member) is None

    def test_who_was_declined_stays_so(self, andes):
        member = factories.member(mark="civil", state="declined", organisation=andes, email="ana@example.org")
        assert actions.admit_by_domain(member.membership, by=member) is None

    def test_nobody_admits_another(self, andes):
        member = applicant("ana@example.org", andes)
        with pytest.raises(PermissionDenied):
            actions.admit_by_domain(member.membership, by=factories.staff())

    def test_the_code_from_the_mail_does_it(self, andes, client, mailoutbox):
        cache.clear()
        client.post("/accounts/signup/", everything(), follow=True)
        code = re.search(r"^\s*([A-Z0-9]{3,4}-?[A-Z0-9]{3,4})\s*$", mailoutbox[0].body, re.M)[1]
        assert Membership.objects.get().state == "applied"
        client.post("/accounts/confirm-email/", {"code": code})
        assert Membership.objects.get().admitted_through == "domain"
        assert "You are a member" in client.get(reverse("application")).content.decode()

    def test_signing_in_with_an_address_confirmed_before_does_it(self, andes, client):
        member = applicant("ana@example.org", andes)
        response = client.post("/accounts/login/", {"login": member.email, "password": factories.PASSWORD})
        assert response.url == "/"
        assert Membership.objects.get(member=member).state == "active"


class TestAdmitting:
    def test_runs_what_upper_floors_do_and_tells_the_member(self, settings, run_tasks, mailoutbox):
        settings.ON_ADMISSION = ["tests.members.test_approval.note_admission"]
        admitted.clear()
        invited, approved = factories.member(state="applied"), factories.member(state="applied")
        with run_tasks():
            actions.admit(invited.membership, by=invited, through="invitation")
            actions.approve_membership(approved.membership, by=factories.staff())
        assert [one.member for one in admitted] == [invited, approved]
        assert [letter.to for letter in mailoutbox] == [[invited.email], [approved.email]]

    def test_happens_with_them_or_not_at_all(self, settings):
        settings.ON_ADMISSION = ["tests.members.test_approval.refuse_admission"]
        member = factories.member(state="applied")
        with pytest.raises(ValidationError, match="The table is full"):
            actions.admit(member.membership, by=member, through="invitation")
        assert Membership.objects.get(member=member).state == "applied"

    def test_through_the_secretariat_is_not_for_the_applicant(self):
        member = factories.member(state="applied")
        with pytest.raises(PermissionDenied):
            actions.admit(member.membership, by=member, through="secretariat")

    def test_happens_once(self):
        member = factories.member()
        with pytest.raises(ValidationError, match="decided already"):
            actions.admit(member.membership, by=member, through="invitation")


admitted = []


def note_admission(membership):
    admitted.append(membership)


def refuse_admission(membership):
    raise ValidationError("The table is full.")


class TestTheQueue:
    def test_says_whose_domain_it_is_and_which_names_are_alike(self, client, andes):
        new = factories.organisation("Andes Digital Right", "civil", approved_at=None)
        applicant("ana@example.org", andes)
        applicant("bea@gmail.com", new)
        applicant("cem@elsewhere.example", new)
        client.force_login(factories.staff())
        page = client.get(reverse(QUEUE)).content.decode()
        assert "example.org <small>(approved)" in page
        assert "gmail.com <small>(anybody can have one)" in page
        assert "elsewhere.example <small>(not approved)" in page
        merge = reverse("admin:members_organisation_merge", args=[new.pk])
        assert f'<a href="{merge}?other={andes.pk}">Andes Digital Rights</a>' in page

    def test_costs_the_same_for_many(self, client, andes, django_assert_max_num_queries):
        for number in range(20):
            new = factories.organisation(f"Andes Digital Right {number}", "civil", approved_at=None)
            applicant(f"ana{number}@example.org", new)
        client.force_login(factories.staff())
        with django_assert_max_num_queries(22):
            client.get(reverse(QUEUE))

    def test_tells_through_what_members_came(self, client, andes):
        member = applicant("ana@example.org", andes)
        actions.admit_by_domain(member.membership, by=member)
        client.force_login(factories.staff())
        page = client.get(reverse(QUEUE), {"state": "active", "admitted_through__exact": "domain"}).content.decode()
        assert "An approved organisation&#x27;s e-mail domain" in page and member.name in page
        page = client.get(reverse("admin:members_membership_change", args=[member.membership.pk])).content.decode()
        assert "example.org <small>(approved)" in page

"""What can be done to people and memberships: who may, when, and that it is told."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from members import actions
from members.models import Affiliation, Member, Membership, Organisation, RulesVersion
from members.permissions import can_bring_in, can_change_profile, can_decide_membership
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff():
    return factories.staff()


def application(**fields):
    return factories.member("Ana Quispe", "civil", state="applied", **fields).membership


def person(**fields):
    return {
        "name": "Bo Lindqvist",
        "email": "Bo@example.org",
        "sector": factories.sector("public"),
        "organisation": None,
        "country": "SE",
        "time_zone": "Europe/Stockholm",
        **fields,
    }


class TestWhoDecides:
    @pytest.mark.parametrize(
        ("who", "may"),
        [
            ("stranger", False),
            ("self", False),
            ("applicant", False),
            ("member", False),
            ("staff", True),
            ("staff who left", False),
            ("staff on their own", False),
        ],
    )
    @pytest.mark.parametrize("verb", ["approve", "decline"])
    def test_on_an_application(self, who, may, verb):
        membership = application()
        by = {
            "stranger": AnonymousUser,
            "self": lambda: membership.member,
            "applicant": lambda: factories.member(state="applied"),
            "member": factories.member,
            "staff": factories.staff,
            "staff who left": lambda: factories.staff(is_active=False),
            "staff on their own": lambda: own,
        }
        if who == "staff on their own":
            own = factories.member(state="applied", is_staff=True)
            membership = own.membership
        by = by[who]()
        assert can_decide_membership(by, membership) is may

        def decide():
            if verb == "approve":
                return actions.approve_membership(membership, by=by)
            return actions.decline_membership(membership, by=by, reason="Not yet.")

        if may:
            assert decide().decided_by == by
        else:
            with pytest.raises(PermissionDenied):
                decide()
            membership.refresh_from_db()
            assert membership.state == Membership.State.APPLIED


class TestApproving:
    def test_admits_the_applicant_and_tells_them(self, staff, run_tasks, mailoutbox):
        membership = application()
        with run_tasks():
            actions.approve_membership(membership, by=staff)
        assert Member.objects.get(pk=membership.member_id).is_active_member
        (message,) = mailoutbox
        assert message.to == [membership.member.email]
        assert "accepted" in message.subject
        assert "/workstreams/" in message.body
        assert "Ana Quispe" in message.alternatives[0][0]

    def test_admits_the_organisation_that_they_entered(self, staff):
        entered = factories.organisation("Andes Digital Rights", "civil", approved_at=None)
        actions.approve_membership(application(organisation=entered), by=staff)
        entered.refresh_from_db()
        assert entered.approved_at

    def test_waits_for_the_confirmed_address(self, staff):
        with pytest.raises(ValidationError, match="has not confirmed"):
            actions.approve_membership(application(verified=False), by=staff)

    def test_happens_once(self, staff, run_tasks, mailoutbox):
        membership = application()
        with run_tasks():
            actions.approve_membership(membership, by=staff)
        with run_tasks(), pytest.raises(ValidationError, match="decided already"):
            actions.decline_membership(membership, by=staff, reason="Changed my mind.")
        assert len(mailoutbox) == 1


class TestDeclining:
    def test_tells_the_reason(self, staff, run_tasks, mailoutbox):
        membership = application()
        with run_tasks():
            actions.decline_membership(membership, by=staff, reason=" We know too little of <b>you</b>. ")
        membership.refresh_from_db()
        assert membership.state == Membership.State.DECLINED
        assert membership.reason == "We know too little of <b>you</b>."
        (message,) = mailoutbox
        assert "We know too little of <b>you</b>." in message.body
        assert "&lt;b&gt;you&lt;/b&gt;" in message.alternatives[0][0]

    @pytest.mark.parametrize("reason", ["", "  \n"])
    def test_needs_one(self, staff, reason):
        with pytest.raises(ValidationError, match="Write the reason"):
            actions.decline_membership(application(), by=staff, reason=reason)


class TestApplying:
    def test_is_done_by_the_person(self, staff):
        somebody = factories.member(state="")
        with pytest.raises(PermissionDenied):
            actions.apply_for_membership(somebody, by=staff, sector=factories.sector())

    def test_needs_rules(self):
        RulesVersion.objects.all().delete()
        somebody = factories.member(state="")
        with pytest.raises(ValidationError, match="no participation rules"):
            actions.apply_for_membership(somebody, by=somebody, sector=factories.sector())
        assert not somebody.affiliations.exists()

    def test_finds_the_organisation_by_the_name_as_the_database_tells_names_apart(self):
        here = factories.organisation("\u212aelvin Labs", "private")  # begins with the sign for Kelvin
        somebody = factories.member(state="")
        actions.apply_for_membership(
            somebody, by=somebody, sector=factories.sector("private"), organisation_name="kelvin labs"
        )
        assert somebody.affiliation.organisation == here

    def test_finds_an_approved_organisation_by_a_former_name(self):
        here = factories.organisation("Andes Rights Now", "civil")
        here.former_names.create(name="Andes Digital Rights")
        somebody = factories.member(state="")
        actions.apply_for_membership(
            somebody, by=somebody, sector=factories.sector("civil"), organisation_name="andes digital rights"
        )
        assert somebody.affiliation.organisation == here and Organisation.objects.count() == 1

    def test_enters_an_organisation_that_is_new_and_waits_for_approval(self):
        first, second = factories.member(state=""), factories.member(state="")
        for somebody, mark in [(first, "civil"), (second, "public")]:
            # Nobody has said yet where it stands: what the first said of it binds no other.
            actions.apply_for_membership(
                somebody, by=somebody, sector=factories.sector(mark), organisation_name="Andes  Rights Now"
            )
        entered = Organisation.objects.get()
        assert (entered.name, entered.approved_at) == ("Andes Rights Now", None)
        assert first.affiliation.organisation == second.affiliation.organisation == entered


class TestBringingIn:
    @pytest.mark.parametrize(("who", "may"), [("member", False), ("applicant", False), ("staff", True)])
    def test_is_the_secretariats(self, who, may):
        by = {"member": factories.member, "staff": factories.staff}.get(
            who, lambda: factories.member(state="applied")
        )()
        assert can_bring_in(by) is may
        for act in (
            lambda: actions.import_members([person()], by=by),
            lambda: actions.import_organisations([("Foo", factories.sector(), "SE", "")], by=by),
            lambda: actions.approve_organisation(factories.organisation(approved_at=None), by=by),
        ):
            if may:
                act()
            else:
                with pytest.raises(PermissionDenied):
                    act()

    def test_makes_members_who_have_the_rules_still_to_accept(self, staff, mailoutbox):
        organisation = factories.organisation("Statens tillsyn", "public")
        (member,) = actions.import_members([person(organisation=organisation)], by=staff)
        member = Member.objects.get(pk=member.pk)
        assert member.email == "bo@example.org"
        assert not member.has_usable_password()
        assert member.affiliation.organisation == organisation
        assert member.membership.state == Membership.State.ACTIVE
        assert member.membership.decided_by == staff
        assert member.membership.rules is None
        assert not member.is_active_member
        assert member not in Member.objects.active_in_alliance()
        assert not mailoutbox

    def test_they_take_part_once_they_have_accepted(self, staff):
        (member,) = actions.import_members([person()], by=staff)
        actions.accept_rules(member.membership, by=member)
        member = Member.objects.get(pk=member.pk)
        assert member.is_active_member
        assert member in Member.objects.active_in_alliance()
        assert member.membership.rules == RulesVersion.objects.get()
        with pytest.raises(ValidationError, match="accepted already"):
            actions.accept_rules(member.membership, by=member)

    def test_nobody_accepts_for_another(self, staff):
        (member,) = actions.import_members([person()], by=staff)
        with pytest.raises(PermissionDenied):
            actions.accept_rules(member.membership, by=staff)

    @pytest.mark.parametrize("state", ["applied", "declined"])
    def test_accepting_is_no_way_round_the_decision(self, state):
        member = factories.member(state=state)
        with pytest.raises(ValidationError):
            actions.accept_rules(member.membership, by=member)
        assert not Member.objects.get(pk=member.pk).is_active_member

    def test_an_address_that_is_here_brings_in_nobody(self, staff):
        factories.member(email="bo@example.org")
        with pytest.raises(ValidationError, match="here already"):
            actions.import_members([person(), person(email="other@example.org")], by=staff)
        assert not Member.objects.filter(email="other@example.org").exists()

    def test_organisations_that_are_here_stay_as_they_are(self, staff):
        here = factories.organisation("Foo", "civil")
        new, _approved = actions.import_organisations(
            [("foo", factories.sector("private"), "SE", ""), ("Bar", factories.sector("private"), "SE", "")], by=staff
        )
        assert [one.name for one in new] == ["Bar"]
        here.refresh_from_db()
        assert here.sector == factories.sector("civil")
        assert Organisation.objects.approved().count() == 2


class TestProfile:
    def test_is_ones_own(self):
        member, other = factories.member(), factories.staff()
        assert can_change_profile(member, member)
        assert not can_change_profile(other, member)
        with pytest.raises(PermissionDenied):
            actions.change_profile(member, by=other, name="X", country="FR", time_zone="UTC")

    def test_changes_what_one_says_about_oneself(self):
        member = factories.member()
        actions.change_profile(member, by=member, name="New Name", country="FR", time_zone="Europe/Paris")
        member.refresh_from_db()
        assert (member.name, member.country.code, member.time_zone) == ("New Name", "FR", "Europe/Paris")


def test_somebody_from_an_archive_is_made_once_and_cannot_sign_in():
    (first,) = actions.imported_members({"Old@example.invalid": "Old Hand"}).values()
    (second,) = actions.imported_members({"old@EXAMPLE.invalid": "Another Name"}).values()
    assert first == second
    assert first.is_imported
    assert not first.is_active
    assert not first.has_usable_password()
    assert first.email is None


def test_an_affiliation_keeps_its_day():
    member = factories.member(mark="private")
    now = timezone.now()
    member.affiliations.update(ends_at=now)
    Affiliation.objects.create(member=member, sector=factories.sector("civil"), capacity="individual", starts_at=now)
    assert Member.objects.get(pk=member.pk).affiliation.sector == factories.sector("civil")
    assert member.affiliations.count() == 2

"""What the database itself refuses, whoever writes."""

import datetime

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from members.backends import MemberBackend
from members.models import Affiliation, Member, Membership, Organisation, RulesVersion, Sector
from tests import factories

pytestmark = pytest.mark.django_db


def refuses(name):
    """Nothing but the constraint of this name."""
    return pytest.raises(IntegrityError, match=name)


@pytest.mark.parametrize("email", ["ana@example.org", "ANA@Example.org", "Ana@example.org"])
def test_one_address_is_one_member_whatever_its_case(email):
    factories.member(email="ana@example.org")
    with refuses("member_email_unique"), transaction.atomic():
        Member.objects.create(email=email, name="Ana")


def test_a_member_has_a_name():
    with refuses("member_has_a_name"), transaction.atomic():
        Member.objects.create(email="a@example.org", name="")


@pytest.mark.parametrize("fields", [{}, {"email": "a@example.org", "imported_address": "a@example.org"}])
def test_a_member_has_an_address_or_comes_from_an_archive_and_never_both(fields):
    with refuses("member_has_email_or_was_imported"), transaction.atomic():
        Member.objects.create(name="Ana", **fields)


def test_an_organisation_has_one_entry_whatever_its_case():
    factories.organisation("Andes Digital Rights")
    with refuses("organisation_name_unique"), transaction.atomic():
        factories.organisation("ANDES digital rights")


def test_somebody_speaks_for_one_sector_at_a_time():
    member = factories.member()
    with refuses("affiliation_one_current"), transaction.atomic():
        Affiliation.objects.create(member=member, sector=factories.sector("civil"), capacity="individual")


@pytest.mark.parametrize(("begins", "ends"), [(-30, -10), (-19, -11), (-50, -19), (-20, -19.5), (-50, None)], ids=str)
def test_somebody_spoke_for_one_sector_at_a_time_on_every_day_of_the_past(begins, ends):
    member = factories.member(state="")
    spoke(member, -20, -10)
    with refuses("affiliation_one_at_a_time"), transaction.atomic():
        spoke(member, begins, ends)


@pytest.mark.parametrize(("begins", "ends"), [(-30, -20), (-10, None), (-15, -15)], ids=str)
def test_one_affiliation_may_begin_in_the_moment_in_which_another_ends(begins, ends):
    member = factories.member(state="")
    spoke(member, -20, -10)
    spoke(factories.member(state=""), -15, -12)
    spoke(member, begins, ends)


def spoke(member, begins, ends):
    """For themselves, in the public sector; in days from 2026."""
    epoch, day = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC), datetime.timedelta(days=1)
    return Affiliation.objects.create(
        member=member,
        sector=factories.sector("public"),
        capacity="individual",
        starts_at=epoch + begins * day,
        ends_at=None if ends is None else epoch + ends * day,
    )


@pytest.mark.parametrize(("capacity", "has_organisation"), [("individual", True), ("representative", False)])
def test_a_representative_has_an_organisation_and_nobody_else_has(capacity, has_organisation):
    member = factories.member(state="")
    organisation = factories.organisation() if has_organisation else None
    with refuses("affiliation_capacity_fits_organisation"), transaction.atomic():
        Affiliation.objects.create(
            member=member, sector=factories.sector(), capacity=capacity, organisation=organisation
        )


def test_an_affiliation_ends_after_it_begins():
    member = factories.member()
    with refuses("affiliation_ends_after_it_starts"), transaction.atomic():
        member.affiliations.update(ends_at=timezone.now() - datetime.timedelta(days=1))


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"state": "active"}, "membership_decided_by_somebody"),
        ({"state": "applied", "decided_at": timezone.now()}, "membership_decided_by_somebody"),
        ({"rules": None}, "membership_applied_with_rules"),
        ({"rules_accepted_at": None}, "membership_applied_with_rules"),
    ],
)
def test_a_membership_says_who_decided_and_which_rules_hold(fields, constraint):
    membership = factories.member(state="applied").membership
    with refuses(constraint), transaction.atomic():
        Membership.objects.filter(pk=membership.pk).update(**fields)


def test_declining_has_a_reason():
    membership = factories.member(state="declined").membership
    with refuses("membership_declined_with_a_reason"), transaction.atomic():
        Membership.objects.filter(pk=membership.pk).update(reason="")


def test_the_five_sectors_stand_in_their_order():
    assert [sector.mark for sector in Sector.objects.all()] == factories.MARKS
    assert RulesVersion.objects.in_force(timezone.now()).version == "1.0"


def test_whether_somebody_takes_part_costs_no_query_for_who_is_signed_in(django_assert_num_queries):
    member = factories.member()
    with django_assert_num_queries(1):
        assert MemberBackend().get_user(member.pk).is_active_member
    nobody = factories.member(state="")
    with django_assert_num_queries(2):  # who speaks for nobody is asked for alone
        assert not MemberBackend().get_user(nobody.pk).is_active_member


def test_who_may_not_sign_in_is_nobody():
    assert MemberBackend().get_user(factories.member(is_active=False).pk) is None
    assert MemberBackend().get_user(0) is None


def test_suggestions_hold_what_was_typed_and_begin_with_it_first():
    for name in ("Open Rights", "Rights Watch", "Copyrights", "Else"):
        factories.organisation(name)
    factories.organisation("Rights, not approved", approved_at=None)
    found = Organisation.objects.suggested_for(" rights ")
    assert [one.name for one in found] == ["Rights Watch", "Copyrights", "Open Rights"]

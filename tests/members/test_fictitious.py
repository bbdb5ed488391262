"""Invented people, for a demonstration and for nothing else."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from members import actions
from members.models import Member
from tests import factories

pytestmark = pytest.mark.django_db

PEOPLE = [
    {"name": "Ada Example", "email": "ada@people.example", "country": "NZ", "time_zone": "Pacific/Auckland"},
    {"name": "Ben Example", "email": "ben@people.example", "country": "PE", "time_zone": "America/Lima"},
]


@pytest.fixture(autouse=True)
def demo(settings):
    settings.DEMO = True


def test_they_are_marked_can_sign_in_and_share_one_password():
    made = actions.add_fictitious_members(PEOPLE, by=None, password=factories.PASSWORD)
    assert [member.name for member in made] == ["Ada Example", "Ben Example"]
    for member in Member.objects.all():
        assert member.is_fictitious
        assert not member.is_staff
        assert member.check_password(factories.PASSWORD)
        assert member.emailaddress_set.get().verified


def test_an_account_alone_is_no_membership():
    [member, _] = actions.add_fictitious_members(PEOPLE, by=None, password=factories.PASSWORD)
    assert not member.is_active_member


def test_outside_demo_mode_there_are_none(settings):
    settings.DEMO = False
    with pytest.raises(ValidationError):
        actions.add_fictitious_members(PEOPLE, by=None, password=factories.PASSWORD)
    assert not Member.objects.exists()


def test_members_make_none():
    with pytest.raises(PermissionDenied):
        actions.add_fictitious_members(PEOPLE, by=factories.member(), password=factories.PASSWORD)
    assert not Member.objects.filter(is_fictitious=True).exists()


def test_they_can_have_come_earlier_and_nobody_real_can(settings):
    boss, real = factories.staff(), factories.member()
    member = factories.member(is_fictitious=True)
    moment = timezone.now() - timedelta(days=90)
    with pytest.raises(PermissionDenied):
        actions.date_back_members({member: moment}, by=real)
    with pytest.raises(ValidationError):
        actions.date_back_members({member: moment, real: moment}, by=boss)
    actions.date_back_members({member: moment}, by=boss)
    member = Member.objects.get(pk=member.pk)
    assert member.date_joined == member.membership.applied_at == member.affiliation.starts_at == moment
    assert member.membership.decided_at == moment + timedelta(days=2)
    settings.DEMO = False
    with pytest.raises(ValidationError):
        actions.date_back_members({member: moment}, by=boss)


def test_many_take_part_at_once_for_their_organisations_and_nobody_real_does(settings):
    boss, real = factories.staff(), factories.member()
    guild = factories.organisation("Lantern Software Guild", "private")
    ada, ben = actions.add_fictitious_members(PEOPLE, by=boss, password=factories.PASSWORD)
    since = timezone.now() - timedelta(days=90)
    for seats, by, error in (
        ({ada: guild}, real, PermissionDenied),
        ({ada: guild, real: guild}, boss, ValidationError),
    ):
        with pytest.raises(error):
            actions.admit_fictitious_members(seats, by=by, since=since)
    settings.DEMO = False
    with pytest.raises(ValidationError):
        actions.admit_fictitious_members({ada: guild}, by=boss, since=since)
    settings.DEMO = True
    actions.admit_fictitious_members({ada: guild}, by=boss, since=since)
    ada, ben = (Member.objects.get(pk=one.pk) for one in (ada, ben))
    assert ada.is_active_member
    assert ada.date_joined == ada.membership.applied_at == ada.membership.rules_accepted_at == since
    assert (ada.affiliation.organisation, ada.affiliation.sector) == (guild, guild.sector)
    assert not ben.is_active_member

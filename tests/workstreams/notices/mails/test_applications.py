"""Those who decide on applications to the alliance hear of them: on the site and, some together, by mail."""

import pytest
from allauth.account.adapter import get_adapter
from django.contrib.messages.storage.cookie import CookieStorage
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from members import actions as members
from members.models import Membership
from tests import factories as make
from workstreams.notices.models import Mailing, Notice

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return make.staff("Sekretariat")


def applicant(name):
    member = make.member(name, state="applied")
    members.announce_application(member.membership, by=member)
    return member


def test_the_secretariat_is_told_once_of_all_who_applied_meanwhile(office, send):
    applicant("Ana Quispe")
    applicant("Bo Lindqvist")
    (mail,) = send()
    assert mail.to == [office.email] and mail.subject == "2 things concern you"
    assert "Ana Quispe asks to become a member" in mail.body and "Bo Lindqvist asks" in mail.body
    assert reverse("admin:members_membership_changelist") in mail.body


def test_what_was_decided_meanwhile_waits_for_nobody(office, send, mailoutbox):
    member = applicant("Ana Quispe")
    members.approve_membership(member.membership, by=make.staff("Other"))
    assert not any(office.email in mail.to for mail in send())
    assert Mailing.objects.get(recipient=office).state == "skipped"


def test_who_takes_part_already_is_announced_to_nobody(office):
    member = make.member()
    members.announce_application(member.membership, by=member)
    assert not Notice.objects.exists()


def test_whoever_confirms_their_first_address_is_announced_and_with_the_second_not_again(office, rf):
    member = make.member("Ana Quispe", state="applied", verified=False)
    request = rf.get("/")
    request._messages = CookieStorage(request)
    get_adapter().confirm_email(request, member.emailaddress_set.get())
    second = member.emailaddress_set.create(email="other@example.org", verified=False)
    get_adapter().confirm_email(request, second)
    assert Notice.objects.filter(recipient=office, event="applied").count() == 1


def test_whoever_applies_again_is_announced(office):
    member = make.member()
    members.leave(member.membership, by=member)
    members.apply_again(Membership.objects.get(member=member), by=member)
    assert Notice.objects.get(recipient=office).event == "applied"


def test_an_application_is_announced_by_the_applicant_alone(office):
    with pytest.raises(PermissionDenied):
        members.announce_application(make.member(state="applied").membership, by=office)
    assert not Notice.objects.exists()


def test_whoever_is_decided_on_finds_a_notice_of_it(office):
    admitted, declined = make.member(state="applied"), make.member(state="applied")
    members.approve_membership(admitted.membership, by=office)
    members.decline_membership(declined.membership, by=office, reason="The rules are not accepted.")
    assert Notice.objects.get(recipient=admitted).event == "admitted"
    assert Notice.objects.get(recipient=declined).event == "declined"

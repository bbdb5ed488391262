"""Taking back what one asked of a group's leads, and what becomes of it where the group ends first."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from tests import factories as make
from workstreams.groups import actions
from workstreams.groups.models import JoinRequest

pytestmark = pytest.mark.django_db


@pytest.fixture
def group():
    group = make.group("Graded access", joining="request")
    group.its_lead = make.lead(group)
    return group


def test_a_member_takes_a_request_back_on_the_groups_page(client, group):
    member = make.member()
    client.force_login(member)
    request = actions.ask_to_join(group, by=member)
    url = reverse("group_join_withdraw", args=[group.slug])
    assert url in client.get(group.get_absolute_url()).content.decode()
    page = client.post(url, follow=True).content.decode()
    assert "Your request is taken back." in page
    assert url not in page and reverse("group_join", args=[group.slug]) in page
    request.refresh_from_db()
    assert (request.outcome, request.decided_by) == ("withdrawn", member)
    assert "You have no open request here." in client.post(url, follow=True).content.decode()


def test_only_ones_own_is_taken_back(group):
    request = actions.ask_to_join(group, by=make.member())
    with pytest.raises(ValidationError):
        actions.withdraw_join_request(group, by=make.member())
    with pytest.raises(IntegrityError), transaction.atomic():
        JoinRequest.objects.filter(pk=request.pk).update(
            outcome="withdrawn", decided_at=timezone.now(), decided_by=group.its_lead
        )


def test_a_lead_who_answers_too_late_is_told_so(client, group):
    member = make.member()
    request = actions.ask_to_join(group, by=member)
    actions.withdraw_join_request(group, by=member)
    with pytest.raises(ValidationError, match="decided already: Taken back"):
        actions.accept_join_request(request, by=group.its_lead)
    client.force_login(group.its_lead)
    assert member.name not in client.get(reverse("desk_requests", args=[group.slug])).content.decode()


def test_what_was_answered_is_not_taken_back(group):
    member = make.member()
    actions.accept_join_request(actions.ask_to_join(group, by=member), by=group.its_lead)
    with pytest.raises(ValidationError, match="no open request"):
        actions.withdraw_join_request(group, by=member)


def test_leads_are_not_told_again_and_again(group, run_tasks, mailoutbox):
    member = make.member()
    for _ in range(3):
        with run_tasks():
            actions.ask_to_join(group, by=member)
        actions.withdraw_join_request(group, by=member)
    assert len(mailoutbox) == 1
    JoinRequest.objects.update(decided_at=timezone.now() - timedelta(days=2), created_at=timezone.now())
    with run_tasks():
        actions.ask_to_join(group, by=member)
    assert len(mailoutbox) == 2


def test_a_request_taken_back_before_its_mail_went_is_not_told(group, run_tasks, mailoutbox):
    member = make.member()
    with run_tasks():
        actions.ask_to_join(group, by=member)
        actions.withdraw_join_request(group, by=member)
    assert mailoutbox == []


def test_whoever_waits_for_a_seat_learns_that_the_group_is_concluded(group, run_tasks, mailoutbox):
    member = make.member()
    waiting = actions.ask_to_join(group, by=member)
    elsewhere = actions.ask_to_join(make.group(joining="request"), by=member)
    with run_tasks():
        actions.conclude_group(group, by=group.its_lead, note="The work is done.")
    waiting.refresh_from_db(), elsewhere.refresh_from_db()
    assert (waiting.outcome, waiting.decided_by, elsewhere.outcome) == ("declined", group.its_lead, "")
    [mail] = [mail for mail in mailoutbox if mail.to == [member.email]]
    assert "The group is concluded. The work is done." in mail.body


def test_whoever_concludes_a_group_decides_not_on_their_own_request(group):
    staff = make.staff()
    own = actions.ask_to_join(group, by=staff)
    actions.conclude_group(group, by=staff, note="The work is done.")
    own.refresh_from_db()
    assert own.outcome == ""


def test_who_asks_waits_while_a_group_rests(group):
    request = actions.ask_to_join(group, by=make.member())
    actions.rest_group(group, by=group.its_lead, note="Until spring.")
    with pytest.raises(ValidationError, match="rests"):
        actions.accept_join_request(request, by=group.its_lead)
    actions.revive_group(group, by=group.its_lead)
    assert actions.accept_join_request(request, by=group.its_lead).outcome == "accepted"


def test_a_seat_that_the_secretariat_gives_answers_the_request(group):
    staff, member = make.staff(), make.member()
    request = actions.ask_to_join(group, by=member)
    actions.appoint(member, group, by=staff, role="observer")
    request.refresh_from_db()
    assert (request.outcome, request.decided_by) == ("accepted", staff)
    own = actions.ask_to_join(group, by=staff)
    actions.appoint(staff, group, by=staff, role="observer")
    own.refresh_from_db()
    assert (own.outcome, own.decided_by) == ("withdrawn", staff), "nobody accepts their own"

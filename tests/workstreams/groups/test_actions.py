"""Seats: taken, asked for, given, declined, given up, and given another role."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from members import actions as members
from tests import factories as make
from workstreams.groups import actions
from workstreams.groups.models import JoinRequest, Participation, WorkingGroup
from workstreams.groups.permissions import role_in

pytestmark = pytest.mark.django_db


def test_a_member_takes_a_seat_in_an_open_group():
    group, member = make.group(), make.member()
    assert actions.join_group(group, by=member).role == "participant"
    assert role_in(member, group) == "participant"


def test_a_member_never_had_two_seats_in_one_group_on_one_day():
    group, now, day = make.group(), timezone.now(), datetime.timedelta(days=1)
    seat = make.seat(make.member(), group, joined_at=now - 20 * day, left_at=now - 10 * day)
    with pytest.raises(IntegrityError, match="participation_one_at_a_time"), transaction.atomic():
        make.seat(seat.member, group, role="lead", joined_at=now - 11 * day)
    make.seat(seat.member, group, role="lead", joined_at=now - 10 * day)
    make.seat(seat.member, make.group(), joined_at=now - 15 * day)


def test_an_applicant_cannot_join():
    group = make.group()
    with pytest.raises(PermissionDenied):
        actions.join_group(group, by=make.member(state="applied"))
    assert not group.participations.exists()


def test_nobody_joins_twice():
    group = make.group()
    member = make.participant(group)
    with pytest.raises(ValidationError, match="already"):
        actions.join_group(group, by=member)


def test_a_group_on_request_is_not_joined_at_once():
    group = make.group(joining="request")
    with pytest.raises(ValidationError, match="A lead decides"):
        actions.join_group(group, by=make.member())


def test_a_private_group_cannot_be_joined_or_asked_by_an_outsider():
    member = make.member()
    for joining, action in (("open", actions.join_group), ("request", actions.ask_to_join)):
        group = make.group(visibility="private", joining=joining)
        with pytest.raises(PermissionDenied):
            action(group, by=member)
        assert not group.participations.exists()
        assert not group.join_requests.exists()


def test_a_lead_who_may_not_sign_in_any_more_hears_of_no_request(run_tasks, mailoutbox):
    group = make.group(joining="request")
    stays, gone = make.lead(group), make.lead(group, mark="private")
    type(gone).objects.filter(pk=gone.pk).update(is_active=False)
    with run_tasks():
        actions.ask_to_join(group, by=make.member(), note="For the leads alone.")
    assert [mail.to for mail in mailoutbox] == [[stays.email]]


def test_asking_tells_every_lead_by_mail(run_tasks, mailoutbox):
    group = make.group("Graded access", joining="request")
    leads = [make.lead(group), make.lead(group, mark="private")]
    make.participant(group)
    member = make.member("Ada Byron", organisation=make.organisation("Analytical Works"))
    with run_tasks():
        actions.ask_to_join(group, by=member, note="I design <engines>.")
    assert sorted(mail.to[0] for mail in mailoutbox) == sorted(lead.email for lead in leads)
    mail = mailoutbox[0]
    assert mail.subject == "Ada Byron asks to join Graded access"
    for part in (mail.body, mail.alternatives[0].content):
        assert "Analytical Works" in part
        assert f"/workstreams/{group.slug}/desk/requests/" in part
    assert "I design <engines>." in mail.body
    assert "I design &lt;engines&gt;." in mail.alternatives[0].content


def test_nobody_asks_twice():
    group, member = make.group(joining="request"), make.member()
    actions.ask_to_join(group, by=member)
    with pytest.raises(ValidationError, match="asked already"):
        actions.ask_to_join(group, by=member)


def test_an_open_group_takes_no_requests():
    with pytest.raises(ValidationError, match="open"):
        actions.ask_to_join(make.group(), by=make.member())


def test_a_lead_accepts_and_the_member_is_told(run_tasks, mailoutbox):
    group, member = make.group(joining="request"), make.member()
    request = actions.ask_to_join(group, by=member)
    with run_tasks():
        actions.accept_join_request(request, by=make.lead(group))
    assert role_in(member, group) == "participant"
    [mail] = mailoutbox
    assert mail.to == [member.email]
    assert mail.subject == f"You are now in {group}"
    assert group.get_absolute_url() in mail.body


def test_a_lead_declines_with_a_reason_that_the_member_reads(run_tasks, mailoutbox):
    group, member = make.group(joining="request"), make.member()
    request = actions.ask_to_join(group, by=member)
    lead = make.lead(group)
    with pytest.raises(ValidationError) as refused:
        actions.decline_join_request(request, by=lead, reason="  ")
    assert "reason" in refused.value.message_dict
    with run_tasks():
        actions.decline_join_request(request, by=lead, reason="The table is full & more.")
    assert role_in(member, group) == ""
    [mail] = mailoutbox
    assert "The table is full & more." in mail.body
    assert "The table is full &amp; more." in mail.alternatives[0].content
    # After an answer one may ask again.
    actions.ask_to_join(group, by=member)


def test_a_decision_is_made_once():
    group, lead = make.group(joining="request"), None
    request = actions.ask_to_join(group, by=make.member())
    lead = make.lead(group)
    actions.accept_join_request(request, by=lead)
    with pytest.raises(ValidationError, match="already: Accepted"):
        actions.decline_join_request(request, by=lead, reason="No.")


@pytest.mark.parametrize("outsider", ["participant", "other_lead", "applicant"])
def test_those_who_do_not_lead_the_group_decide_nothing(outsider):
    group = make.group(joining="request")
    request = actions.ask_to_join(group, by=make.member())
    person = {
        "participant": lambda: make.participant(group),
        "other_lead": lambda: make.lead(make.group()),
        "applicant": lambda: make.member(state="applied"),
    }[outsider]()
    with pytest.raises(PermissionDenied):
        actions.accept_join_request(request, by=person)
    with pytest.raises(PermissionDenied):
        actions.decline_join_request(request, by=person, reason="No.")
    request.refresh_from_db()
    assert request.decided_at is None


def test_joining_once_the_group_is_open_answers_the_request():
    group, member = make.group(joining="request"), make.member()
    actions.ask_to_join(group, by=member)
    WorkingGroup.objects.update(joining="open")
    actions.join_group(group, by=member)
    assert not JoinRequest.objects.waiting().exists()


def test_leaving_ends_the_seat_and_keeps_its_dates():
    group = make.group()
    member = make.participant(group)
    assert actions.leave_group(group, by=member).left_at
    assert role_in(member, group) == ""
    actions.join_group(group, by=member)
    assert Participation.objects.filter(member=member).count() == 2


def test_without_a_seat_there_is_nothing_to_leave():
    with pytest.raises(ValidationError, match="no seat"):
        actions.leave_group(make.group(), by=make.member())


def test_the_only_lead_cannot_leave():
    group = make.group()
    lead = make.lead(group)
    with pytest.raises(ValidationError, match="only lead"):
        actions.leave_group(group, by=lead)
    make.lead(group, mark="private")
    actions.leave_group(group, by=lead)
    assert role_in(lead, group) == ""


def test_the_secretariat_appoints_a_lead_and_the_earlier_seat_keeps_its_dates():
    group, staff = make.group(), make.staff()
    member = make.participant(group)
    actions.appoint(member, group, by=staff, role="lead")
    assert role_in(member, group) == "lead"
    assert [seat.role for seat in member.participations.order_by("pk")] == ["participant", "lead"]
    assert Participation.objects.current().filter(member=member).count() == 1
    seat = actions.appoint(member, group, by=staff, role="lead")
    assert seat.pk == member.participations.latest("pk").pk


def test_a_lead_gives_no_seat_to_somebody_who_has_none():
    group = make.group()
    with pytest.raises(PermissionDenied, match="Invite them"):
        actions.appoint(make.member(), group, by=make.lead(group), role="lead")


def test_an_applicant_is_not_appointed():
    with pytest.raises(ValidationError, match="not an active member"):
        actions.appoint(make.member(state="applied"), make.group(), by=make.staff(), role="lead")


@pytest.mark.parametrize("slug", ["posts", "preview", "threads", "people", "new", "desk"])
def test_the_portals_own_words_are_no_short_address(slug):
    with pytest.raises(IntegrityError, match="group_slug_not_reserved"), transaction.atomic():
        make.group(slug=slug)
    with pytest.raises(ValidationError, match="own words"):
        actions.create_group(make.area(), by=make.staff(), slug=slug, name="N", purpose="P", charter="C")


def test_nobody_is_seated_while_they_are_suspended():
    group = make.group(joining="request")
    lead, member = make.lead(group), make.member()
    request = actions.ask_to_join(group, by=member)
    members.suspend(member.membership, by=make.staff(), reason="A pause.")
    with pytest.raises(ValidationError, match="not an active member"):
        actions.accept_join_request(request, by=lead)
    assert not group.participations.filter(member=member).exists()
    actions.decline_join_request(request, by=lead, reason="Ask again later.")

"""Roles: given, given up, taken; and the one lead that a group keeps, whatever is done at the same moment."""

import threading

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from members import actions as members
from members.models import Member
from tests import factories as make
from workstreams.discussion import actions as discussion
from workstreams.groups import actions
from workstreams.groups.models import Participation
from workstreams.groups.permissions import role_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def group():
    group = make.group()
    group.its_lead = make.lead(group, "Lena Lead")
    group.its_participant = make.participant(group, "Petra Part")
    return group


def seat_of(person, group):
    return Participation.objects.current().get(group=group, member=person)


@pytest.mark.parametrize("role", ["lead", "editor", "observer"])
def test_a_lead_gives_a_role_and_the_member_is_told(group, role, run_tasks, mailoutbox):
    with run_tasks():
        actions.appoint(group.its_participant, group, by=group.its_lead, role=role)
    seats = group.participations.filter(member=group.its_participant).order_by("pk")
    assert [(seat.role, seat.left_at is None) for seat in seats] == [("participant", False), (role, True)]
    assert seats[0].left_at == seats[1].joined_at
    assert seats[1].given_by == group.its_lead
    [mail] = mailoutbox
    assert mail.to == [group.its_participant.email]
    assert mail.subject.startswith(f"Your role in {group}")


def test_a_role_that_does_not_exist_is_given_to_nobody(group):
    with pytest.raises(ValidationError):
        actions.appoint(group.its_participant, group, by=group.its_lead, role="emperor")


@pytest.mark.parametrize("who", ["participant", "other_lead", "member"])
def test_those_who_do_not_lead_it_give_and_take_nothing(group, client, who):
    someone = {"participant": lambda: make.participant(group), "other_lead": lambda: make.lead(make.group())}.get(
        who, make.member
    )()
    seat = seat_of(group.its_participant, group)
    with pytest.raises(PermissionDenied):
        actions.appoint(group.its_participant, group, by=someone, role="lead")
    with pytest.raises(PermissionDenied):
        actions.remove_from_group(seat, by=someone, reason="No.")
    client.force_login(someone)
    assert client.get(reverse("group_seat", args=[group.slug, seat.pk])).status_code == 403
    assert client.post(reverse("group_seat_remove", args=[group.slug, seat.pk])).status_code == 403


def test_an_observer_replies_and_opens_no_thread(group, client):
    thread = make.thread(group, group.its_lead)
    actions.appoint(group.its_participant, group, by=group.its_lead, role="observer")
    make.reply(thread, by=group.its_participant)
    with pytest.raises(PermissionDenied, match="Observers"):
        discussion.start_thread(group, by=group.its_participant, title="A title", body="Words.")
    client.force_login(group.its_participant)
    assert "New thread" not in client.get(group.get_absolute_url()).content.decode()
    assert client.get(reverse("thread_new", args=[group.slug])).status_code == 403


def test_a_lead_removes_with_a_reason_that_the_member_reads(group, client, run_tasks, mailoutbox):
    client.force_login(group.its_lead)
    seat = seat_of(group.its_participant, group)
    url = reverse("group_seat_remove", args=[group.slug, seat.pk])
    assert client.post(url, {"reason": " "}).status_code == 422
    too_long = client.post(url, {"reason": "why " * 200})
    assert too_long.status_code == 422
    assert "why " * 100 in too_long.content.decode()
    with run_tasks():
        assert client.post(url, {"reason": "Sold <things>."}).status_code == 302
    seat.refresh_from_db()
    assert (seat.removed_by, seat.removed_reason) == (group.its_lead, "Sold <things>.")
    [mail] = mailoutbox
    assert "Sold <things>." in mail.body
    assert "Sold &lt;things&gt;." in mail.alternatives[0].content


def test_whoever_was_removed_asks_before_they_come_back(group, client):
    member = group.its_participant
    actions.remove_from_group(seat_of(member, group), by=group.its_lead, reason="Spam.")
    with pytest.raises(ValidationError, match="Ask to join"):
        actions.join_group(group, by=member)
    client.force_login(member)
    client.post(reverse("group_join", args=[group.slug]), {"note": "Sorry."})
    request = group.join_requests.get()
    actions.accept_join_request(request, by=group.its_lead)
    actions.leave_group(group, by=member)
    actions.join_group(group, by=member)


def test_nobody_is_appointed_by_a_page_that_knows_them_as_a_member_still(group):
    stale = make.participant(group)
    members.leave(Member.objects.get(pk=stale.pk).membership, by=stale)
    assert stale.is_active_member, "as read before they left"
    with pytest.raises(ValidationError, match="not an active member"):
        actions.appoint(stale, group, by=make.staff(), role="lead")
    assert not role_in(stale, group)


def test_nobody_removes_themselves(group):
    with pytest.raises(PermissionDenied):
        actions.remove_from_group(seat_of(group.its_lead, group), by=group.its_lead, reason="Tired.")


def test_the_only_lead_stays_in_every_way(group):
    lead, staff = group.its_lead, make.staff()
    ways = [
        lambda: actions.step_down(group, by=lead),
        lambda: actions.leave_group(group, by=lead),
        lambda: actions.appoint(lead, group, by=lead, role="participant"),
        lambda: actions.appoint(lead, group, by=staff, role="editor"),
        lambda: actions.remove_from_group(seat_of(lead, group), by=staff, reason="No."),
    ]
    for way in ways:
        with pytest.raises(ValidationError, match="only lead"):
            way()
    assert role_in(lead, group) == "lead"


def suspended(person):
    members.suspend(person.membership, by=make.staff(), reason="A pause.")
    return Member.objects.select_related("membership").get(pk=person.pk)


def test_a_suspended_lead_makes_not_up_for_one_who_may_act(group):
    lead, away = group.its_lead, suspended(make.lead(group, mark="public"))
    ways = [
        lambda: actions.step_down(group, by=lead),
        lambda: actions.leave_group(group, by=lead),
        lambda: actions.appoint(lead, group, by=make.staff(), role="observer"),
        lambda: members.leave(lead.membership, by=lead),
    ]
    for way in ways:
        with pytest.raises(ValidationError, match=r"only lead|Nobody else leads"):
            way()
    actions.remove_from_group(seat_of(away, group), by=lead, reason="Away for long.")
    assert [seat.member for seat in Participation.objects.leads().filter(group=group)] == [lead]


@pytest.mark.parametrize(("state", "may"), [("proposed", True), ("chartered", False), ("dormant", False)])
def test_whoever_leaves_the_alliance_leaves_a_group_without_a_lead_where_it_needs_none(state, may):
    group = make.group(state=state)
    lead = make.lead(group)
    if not may:
        with pytest.raises(ValidationError, match="Nobody else leads"):
            members.leave(lead.membership, by=lead)
    else:
        members.leave(lead.membership, by=lead)
    assert Participation.objects.leads().filter(group=group).exists() is not may


def test_a_suspended_lead_goes_where_another_seat_of_a_lead_stays(group):
    lead, other = suspended(group.its_lead), suspended(make.lead(group))
    actions.remove_from_group(seat_of(lead, group), by=make.staff(), reason="Away for long.")
    with pytest.raises(ValidationError, match="only lead"):
        actions.remove_from_group(seat_of(other, group), by=make.staff(), reason="Away for long.")


def test_a_lead_steps_down_where_another_leads(group, client):
    make.lead(group)
    client.force_login(group.its_lead)
    assert "Step down" in client.get(group.get_absolute_url()).content.decode()
    client.post(reverse("group_step_down", args=[group.slug]))
    assert role_in(group.its_lead, group) == "participant"
    with pytest.raises(ValidationError, match="no role"):
        actions.step_down(group, by=group.its_lead)


def test_an_editor_steps_down_too_and_a_participant_has_no_role_to_give_up(group):
    editor = make.member()
    make.seat(editor, group, "editor")
    assert actions.step_down(group, by=editor).role == "participant"
    with pytest.raises(ValidationError, match="no role"):
        actions.step_down(group, by=editor)


def test_the_database_keeps_one_lead(group):
    with pytest.raises(IntegrityError, match="without a lead"), transaction.atomic():
        group.participations.filter(role="lead").update(left_at=timezone.now())
        connection.check_constraints()
    with pytest.raises(IntegrityError, match="without a lead"), transaction.atomic():
        group.participations.filter(role="lead").update(role="editor")
        connection.check_constraints()
    with pytest.raises(IntegrityError, match="without a lead"), transaction.atomic():
        group.participations.all().delete()
        connection.check_constraints()


@pytest.mark.parametrize("state", ["proposed", "concluded"])
def test_before_its_charter_and_after_its_end_a_group_may_be_without(state):
    group = make.group(state=state)
    actions.leave_group(group, by=make.lead(group))
    connection.check_constraints()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("how", ["actions", "rows"])
def test_of_two_leads_who_go_at_the_same_moment_one_stays(how):
    group = make.group()
    leads = [make.lead(group), make.lead(group, mark="public")]
    both, refused = threading.Barrier(2), []

    def go(lead):
        try:
            with transaction.atomic():
                if how == "actions":
                    both.wait(10)
                    actions.step_down(group, by=lead)
                else:
                    Participation.objects.filter(member=lead).update(left_at=timezone.now())
                    both.wait(10)
        except (ValidationError, IntegrityError) as error:
            refused.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=go, args=[lead]) for lead in leads]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert len(refused) == 1
    assert Participation.objects.leads().filter(group=group).count() == 1


def test_a_lead_changes_a_role_by_the_page(group, client):
    client.force_login(group.its_lead)
    seat = seat_of(group.its_participant, group)
    url = reverse("group_seat", args=[group.slug, seat.pk])
    assert client.get(url).status_code == 200
    assert client.post(url, {"role": "emperor"}).status_code == 422
    assert client.post(url, {"role": "editor", "left_at": "2020-01-01"}).status_code == 302
    assert role_in(group.its_participant, group) == "editor"
    assert client.get(url).status_code == 404  # that seat has ended

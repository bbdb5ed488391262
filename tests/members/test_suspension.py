"""Suspending a member: at once, told with its reason, undone by somebody or by the clock, exactly once."""

import datetime
import subprocess
import sys
import threading

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from members import actions
from members.models import Membership, Suspension
from tests import factories
from workstreams.discussion import actions as discussion
from workstreams.groups.permissions import can_lead, can_take_part

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)


@pytest.fixture
def suspended():
    """A suspended member, and whoever did it."""
    member = factories.member("Ada Fictitious")
    actions.suspend(member.membership, by=factories.staff(), reason="Threats in a thread.", until=timezone.now() + DAY)
    return fresh(member)


def fresh(member):
    return type(member).objects.select_related("membership").get(pk=member.pk)


def test_the_secretariat_suspends_a_member():
    staff, member = factories.staff(), factories.member()
    until = timezone.now() + DAY
    suspension = actions.suspend(member.membership, by=staff, reason=" Threats. ", until=until)
    assert fresh(member).membership.state == "suspended"
    assert (suspension.reason, suspension.until, suspension.suspended_by) == ("Threats.", until, staff)
    assert not fresh(member).is_active_member


@pytest.mark.parametrize("kind", ["member", "lead"])
def test_nobody_else_suspends(kind):
    by = factories.member() if kind == "member" else factories.lead(factories.group())
    with pytest.raises(PermissionDenied):
        actions.suspend(factories.member().membership, by=by, reason="I do not like them.")
    assert not Suspension.objects.exists()


def test_nobody_suspends_themselves():
    staff = factories.staff()
    with pytest.raises(PermissionDenied):
        actions.suspend(staff.membership, by=staff, reason="I need a rest.")


def test_a_superuser_is_not_suspended_by_somebody_who_is_none():
    root = factories.member(is_superuser=True)
    with pytest.raises(PermissionDenied):
        actions.suspend(root.membership, by=factories.staff(), reason="A coup.")
    actions.suspend(root.membership, by=factories.staff(is_superuser=True), reason="They asked for it.")


def test_who_works_for_the_secretariat_is_not_suspended_before_that_ends():
    with pytest.raises(ValidationError, match="works for the secretariat"):
        actions.suspend(factories.staff().membership, by=factories.staff(), reason="Threats.")


@pytest.mark.parametrize("state", ["applied", "declined", "suspended"])
def test_only_active_members_are_suspended(state):
    with pytest.raises(ValidationError, match="is not an active member"):
        actions.suspend(factories.member(state=state).membership, by=factories.staff(), reason="Threats.")


def test_a_reason_and_a_moment_to_come_are_asked_for():
    staff, member = factories.staff(), factories.member()
    with pytest.raises(ValidationError, match="Write the reason"):
        actions.suspend(member.membership, by=staff, reason="  ")
    with pytest.raises(ValidationError, match="still to come"):
        actions.suspend(member.membership, by=staff, reason="Threats.", until=timezone.now() - DAY)


def test_sessions_end_at_once(client):
    member = factories.member()
    client.force_login(member)
    assert client.get(reverse("settings")).status_code == 200
    actions.suspend(member.membership, by=factories.staff(), reason="Threats.")
    assert client.get(reverse("settings")).status_code == 302


def test_every_browser_is_signed_out_and_signing_in_again_opens_what_is_public_alone():
    member = factories.member()
    browsers = [Client(), Client()]
    for browser in browsers:
        browser.post("/accounts/login/", {"login": member.email, "password": factories.PASSWORD})
        assert browser.get(reverse("directory")).status_code == 200
    suspension = actions.suspend(member.membership, by=factories.staff(), reason="Threats.")
    assert [browser.get(reverse("directory")).status_code for browser in browsers] == [302, 302]
    back = Client()
    answer = back.post("/accounts/login/", {"login": member.email, "password": factories.PASSWORD})
    assert answer.headers["Location"] == reverse("application")
    assert back.get(reverse("directory")).status_code == 403
    actions.reinstate(suspension.membership, by=factories.staff())
    assert back.get(reverse("directory")).status_code == 200


def test_the_member_is_told_why_and_until_when(run_tasks, mailoutbox):
    member = factories.member(time_zone="Asia/Tokyo")
    until = datetime.datetime(2100, 1, 1, 15, 0, tzinfo=datetime.UTC)
    with run_tasks():
        actions.suspend(member.membership, by=factories.staff(), reason="Threats & worse.", until=until)
    (letter,) = mailoutbox
    assert letter.to == [member.email]
    for text in [letter.body, letter.alternatives[0][0]]:
        assert "Threats &" in text and "2 January 2100, 00:00 JST" in text


def test_a_suspended_member_reads_what_is_public_and_nothing_else(client, suspended):
    public, members = factories.group(), factories.group(visibility="members")
    client.force_login(suspended)
    assert client.get(public.get_absolute_url()).status_code == 200
    assert client.get(members.get_absolute_url()).status_code == 404
    assert client.get(reverse("directory")).status_code == 403


def test_a_group_says_to_a_suspended_member_where_their_seat_stands(client, suspended):
    group = factories.group()
    client.force_login(suspended)
    page = client.get(group.get_absolute_url()).content.decode()
    assert "Your membership is suspended. Meanwhile you can read here, and not join." in page
    assert reverse("application") in page and "You can join when" not in page
    factories.seat(suspended, group)
    page = client.get(group.get_absolute_url()).content.decode()
    assert "Your membership is suspended. Your seat waits for you" in page
    client.force_login(factories.participant(group))
    assert "suspended" not in client.get(group.get_absolute_url()).content.decode()


def test_the_page_of_a_suspended_member_says_whom_to_write_to(client, suspended, settings):
    settings.SECRETARIAT_EMAIL = "secretariat@alliance.example"
    client.force_login(suspended)
    assert 'href="mailto:secretariat@alliance.example"' in client.get(reverse("application")).content.decode()


def test_a_suspended_lead_keeps_the_seat_and_may_do_nothing_with_it():
    group = factories.group()
    lead = factories.lead(group)
    thread = factories.thread(group)
    actions.suspend(lead.membership, by=factories.staff(), reason="Threats.")
    lead = fresh(lead)
    assert lead.participations.current().get().role == "lead"
    assert not can_lead(lead, group) and not can_take_part(lead, group)
    with pytest.raises(PermissionDenied):
        discussion.post_reply(thread, by=lead, parent=factories.root(thread), body="I am still here.")


def test_a_group_whose_leads_are_all_suspended_says_who_looks_after_it(client):
    group = factories.group()
    lead = factories.lead(group)
    words = "The secretariat looks after it."
    assert words not in client.get(group.get_absolute_url()).content.decode()
    actions.suspend(lead.membership, by=factories.staff(), reason="Threats.")
    assert words in client.get(group.get_absolute_url()).content.decode()
    factories.lead(group)
    assert words not in client.get(group.get_absolute_url()).content.decode()


def test_the_application_page_says_why_and_until_when(client, suspended):
    client.force_login(suspended)
    shown = client.get(reverse("application")).content.decode()
    assert "Your membership is suspended" in shown
    assert "Threats in a thread." in shown
    assert "take part again without doing anything" in shown


def test_it_is_lifted_by_the_secretariat(run_tasks, mailoutbox, suspended):
    staff = factories.staff()
    with run_tasks():
        suspension = actions.reinstate(suspended.membership, by=staff)
    assert fresh(suspended).is_active_member
    assert suspension.lifted_by == staff
    assert [letter.subject for letter in mailoutbox] == ["You take part in the alliance again"]
    with pytest.raises(ValidationError, match="is not suspended"):
        actions.reinstate(suspended.membership, by=staff)


def test_nobody_lifts_their_own(suspended):
    with pytest.raises(PermissionDenied):
        actions.reinstate(suspended.membership, by=suspended)


def test_the_clock_lifts_it_when_it_is_over_and_only_once(run_tasks, mailoutbox, suspended):
    now = timezone.now()
    assert actions.lift_what_is_over(now=now) == 0
    with run_tasks():
        assert actions.lift_what_is_over(now=now + DAY) == 1
        assert actions.lift_what_is_over(now=now + DAY) == 0
    assert fresh(suspended).is_active_member
    assert Suspension.objects.get().lifted_by is None
    assert len(mailoutbox) == 1


def test_the_clock_leaves_what_has_no_end():
    member = factories.member()
    actions.suspend(member.membership, by=factories.staff(), reason="Threats.")
    assert actions.lift_what_is_over(now=timezone.now() + 1000 * DAY) == 0


def test_the_clock_is_set():
    # In a process of its own, as the clock is: there the application is made ready once, from the start.
    asked = (
        "import django; django.setup(); from portal.celery import app; app.finalize();"
        "print([entry['task'] for entry in app.conf.beat_schedule.values()])"
    )
    said = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True).stdout
    assert "members.schedule." in said and "workstreams.digests.schedule." in said


def test_a_member_can_be_suspended_again(suspended):
    staff = factories.staff()
    actions.reinstate(suspended.membership, by=staff)
    actions.suspend(suspended.membership, by=staff, reason="Again.")
    assert suspended.membership.suspensions.count() == 2


def test_the_administration_suspends_with_a_reason(client, suspended):
    staff, member = factories.staff(), factories.member()
    client.force_login(staff)
    address = reverse("admin:members_membership_changelist") + "?state=all"
    asked = {"action": "suspend_selected", "_selected_action": [member.membership.pk]}
    assert "Suspend" in client.post(address, asked).content.decode()
    wrong = client.post(address, {**asked, "suspend": "1", "reason": "", "until_0": "2000-01-01", "until_1": "10:00"})
    assert wrong.status_code == 422
    assert "still to come" in wrong.content.decode()
    assert fresh(member).membership.state == "active"
    client.post(address, {**asked, "suspend": "1", "reason": "Threats.", "until_0": "", "until_1": ""})
    assert fresh(member).membership.state == "suspended"
    client.post(address, {"action": "reinstate_selected", "_selected_action": [member.membership.pk]})
    assert fresh(member).membership.state == "active"


def test_the_administration_shows_the_history(client, suspended):
    client.force_login(factories.staff())
    address = reverse("admin:members_membership_change", args=[suspended.membership.pk])
    shown = client.get(address).content.decode()
    assert "Threats in a thread." in shown
    assert "reinstate_selected" in shown


def test_the_list_can_show_the_suspended_alone(client, suspended):
    factories.member("Active Fictitious")
    client.force_login(factories.staff())
    shown = client.get(reverse("admin:members_membership_changelist") + "?state=suspended").content.decode()
    assert "Ada Fictitious" in shown and "Active Fictitious" not in shown


def test_a_suspension_survives_leaving():
    """Who leaves while suspended cannot come back before it is over."""
    member = factories.member()
    actions.suspend(member.membership, by=factories.staff(), reason="Threats.", until=timezone.now() + DAY)
    actions.leave(member.membership, by=fresh(member))
    with pytest.raises(ValidationError, match="left while you were suspended"):
        actions.apply_again(member.membership, by=fresh(member))
    assert actions.lift_what_is_over(now=timezone.now() + DAY) == 1
    assert Membership.objects.get(member=member).state == "ended"
    actions.apply_again(member.membership, by=fresh(member))


@pytest.mark.django_db(transaction=True)
def test_two_clocks_at_once_lift_it_and_tell_once(run_tasks, mailoutbox):
    suspended = factories.member()
    moment = timezone.now() + DAY
    actions.suspend(suspended.membership, by=factories.staff(), reason="Threats.", until=moment)
    begun, over, lifted = threading.Event(), threading.Event(), []

    def first():
        with transaction.atomic():
            lifted.append(actions.lift_what_is_over(now=moment))
            begun.set()
            over.wait(2)
        connection.close()

    def second():
        begun.wait(10)
        lifted.append(actions.lift_what_is_over(now=moment))
        over.set()
        connection.close()

    clocks = [threading.Thread(target=clock) for clock in (first, second)]
    with run_tasks():
        for clock in clocks:
            clock.start()
        for clock in clocks:
            clock.join(20)
    assert lifted == [1, 0]
    assert fresh(suspended).is_active_member
    assert len(mailoutbox) == 1

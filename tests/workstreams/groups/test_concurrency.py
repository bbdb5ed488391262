"""Two people at once in one group, each with a transaction of their own, as two pages would have it."""

import threading

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, transaction

from members import actions as members
from tests import factories as make
from workstreams.groups import actions
from workstreams.groups.actions.renaming import hold_addresses
from workstreams.groups.models import JoinRequest, Participation, WorkingGroup
from workstreams.groups.permissions import know_role

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts):
    """Run the acts at the same moment, each on a connection of its own; what each returned or raised, in order."""
    start, outcomes = threading.Barrier(len(acts)), [None] * len(acts)

    def run(number, act):
        try:
            start.wait(timeout=10)
            outcomes[number] = act()
        except (PermissionDenied, ValidationError) as error:
            outcomes[number] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return outcomes


def kinds(outcomes):
    return sorted(type(outcome).__name__ for outcome in outcomes)


def as_a_page_read_it(group, lead):
    """The group as the page of a lead has it: with the role that they had when it was read."""
    group = WorkingGroup.objects.get(pk=group.pk)
    know_role(lead, group, "lead")
    return group


def removing(group, one, other):
    """What `one` does to `other` by the page of a seat."""
    seat = Participation.objects.current().select_related("member").get(group=group, member=other)
    seat.group = as_a_page_read_it(group, one)
    return lambda: actions.remove_from_group(seat, by=one, reason="We do not get on.")


@pytest.mark.parametrize("others", [0, 1])
def test_of_two_leads_who_remove_each_other_one_stays(others):
    group = make.group()
    one, other = make.lead(group), make.lead(group)
    for _number in range(others):
        make.lead(group)
    outcomes = at_once(removing(group, one, other), removing(group, other, one))
    assert kinds(outcomes) == ["Participation", "PermissionDenied"]
    assert Participation.objects.leads().filter(group=group).count() == 1 + others


def test_a_lead_whose_page_is_older_than_their_removal_appoints_nobody():
    group = make.group()
    one, other, friend = make.lead(group), make.lead(group), make.participant(group)
    page = as_a_page_read_it(group, other)
    removing(group, one, other)()
    with pytest.raises(PermissionDenied):
        actions.appoint(friend, page, by=other, role="lead")
    with pytest.raises(PermissionDenied):
        removing(group, other, one)()
    assert list(Participation.objects.leads().filter(group=group).values_list("member", flat=True)) == [one.pk]


def test_a_lead_who_leaves_twice_at_once_leaves_once():
    group = make.group()
    lead, stays = make.lead(group), make.lead(group)
    outcomes = at_once(*[lambda: actions.leave_group(group, by=lead)] * 2)
    assert kinds(outcomes) == ["Participation", "ValidationError"]
    assert [seat.member for seat in Participation.objects.current().filter(group=group)] == [stays]


def test_the_only_lead_who_leaves_twice_at_once_stays():
    group = make.group()
    lead = make.lead(group)
    assert kinds(at_once(*[lambda: actions.leave_group(group, by=lead)] * 2)) == ["ValidationError"] * 2
    assert Participation.objects.leads().filter(group=group).count() == 1


def test_of_two_leads_who_leave_the_alliance_at_once_one_stays():
    group = make.group()
    leads = [make.lead(group), make.lead(group)]
    outcomes = at_once(*[lambda lead=lead: members.leave(lead.membership, by=lead) for lead in leads])
    assert kinds(outcomes) == ["Membership", "ValidationError"]
    assert Participation.objects.leads().filter(group=group).count() == 1


def test_a_request_that_two_leads_accept_at_once_gives_one_seat():
    group = make.group(joining="request")
    leads, asked = [make.lead(group), make.lead(group)], actions.ask_to_join(group, by=make.member())
    outcomes = at_once(*[lambda lead=lead: actions.accept_join_request(asked, by=lead) for lead in leads])
    assert kinds(outcomes) == ["JoinRequest", "ValidationError"]
    assert group.participations.filter(member=asked.member).count() == 1


def test_a_request_that_is_accepted_and_declined_at_once_has_one_answer():
    group = make.group(joining="request")
    leads, asked = [make.lead(group), make.lead(group)], actions.ask_to_join(group, by=make.member())
    outcomes = at_once(
        lambda: actions.accept_join_request(asked, by=leads[0]),
        lambda: actions.decline_join_request(asked, by=leads[1], reason="The table is full."),
    )
    assert kinds(outcomes) == ["JoinRequest", "ValidationError"]
    accepted = JoinRequest.objects.get().outcome == JoinRequest.Outcome.ACCEPTED
    assert group.participations.filter(member=asked.member).count() == (1 if accepted else 0)


@pytest.mark.parametrize("answer", ["accept", "decline"])
def test_whoever_answers_a_request_holds_its_group_first(answer):
    group = make.group(joining="request")
    lead, asked = make.lead(group), actions.ask_to_join(group, by=make.member())
    give = {
        "accept": lambda: actions.accept_join_request(asked, by=lead),
        "decline": lambda: actions.decline_join_request(asked, by=lead, reason="The table is full."),
    }[answer]
    outcomes = []
    waiting = threading.Thread(target=lambda: outcomes.extend(at_once(give)))
    with transaction.atomic():
        WorkingGroup.objects.select_for_update().get(pk=group.pk)
        waiting.start()
        waiting.join(timeout=1)
        assert outcomes == [], "it waits for whoever holds the group"
        # Else the two would wait in a circle: whoever holds the group may ask for the request next.
        JoinRequest.objects.select_for_update(nowait=True).get()
    waiting.join(timeout=30)
    assert kinds(outcomes) == ["JoinRequest"]


def test_asking_twice_at_once_is_one_request():
    group, member = make.group(joining="request"), make.member()
    outcomes = at_once(*[lambda: actions.ask_to_join(group, by=member)] * 2)
    assert kinds(outcomes) == ["JoinRequest", "ValidationError"]
    assert JoinRequest.objects.count() == 1


def test_two_roles_given_at_once_are_one_seat():
    group, member = make.group(), make.member()
    make.seat(member, group)
    leads = [make.lead(group), make.lead(group)]
    outcomes = at_once(
        lambda: actions.appoint(member, group, by=leads[0], role="editor"),
        lambda: actions.appoint(member, group, by=leads[1], role="observer"),
    )
    assert kinds(outcomes) == ["Participation", "Participation"]
    assert Participation.objects.current().filter(group=group, member=member).count() == 1


@pytest.mark.parametrize("way", ["change", "found"])
def test_one_address_is_given_out_after_the_other(way):
    group, area, staff = make.group(), make.area(), make.staff()
    give = {
        "change": lambda: actions.change_group(group, by=staff, slug="sought-after"),
        "found": lambda: actions.create_group(area, by=staff, slug="sought-after", name="New", purpose="Why."),
    }[way]
    outcomes = []
    waiting = threading.Thread(target=lambda: outcomes.extend(at_once(give)))
    with transaction.atomic():
        hold_addresses()
        waiting.start()
        waiting.join(timeout=1)
        assert outcomes == [], "it waits for whoever gives out an address now"
    waiting.join(timeout=30)
    assert [outcome.slug for outcome in outcomes] == ["sought-after"]

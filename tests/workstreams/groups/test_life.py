"""The life of a group: which action is taken in which state, and by whom."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from members import actions as members
from tests import factories as make
from tests.workstreams.cast import KINDS, person
from workstreams.discussion import actions as discussion
from workstreams.groups import actions
from workstreams.groups.models import WorkingGroup

pytestmark = pytest.mark.django_db

STATES = ["proposed", "chartered", "dormant", "concluded"]


def group_in(state, **fields):
    group = make.group(state="chartered", **fields)
    group.its_lead, other = make.lead(group), make.lead(group, mark="public")
    group.its_participant = make.participant(group)
    group.its_thread = make.thread(group, by=other)
    group.its_request = None
    WorkingGroup.objects.filter(pk=group.pk).update(state=state)
    return group


def act(name, group):
    staff = make.staff()
    return {
        "charter": lambda: actions.charter_group(group, by=staff),
        "rest": lambda: actions.rest_group(group, by=group.its_lead, note="Summer."),
        "conclude": lambda: actions.conclude_group(group, by=group.its_lead, note="Done."),
        "revive": lambda: actions.revive_group(group, by=group.its_lead),
        "join": lambda: actions.join_group(group, by=make.member()),
        "thread": lambda: discussion.start_thread(group, by=group.its_participant, title="A title", body="Words."),
        "reply": lambda: make.reply(group.its_thread, by=group.its_participant),
        "charter_text": lambda: actions.revise_charter(group, by=group.its_lead, body="New words.", note="N", base=0),
        "milestone": lambda: actions.add_milestone(
            group, by=group.its_lead, title="A text", due_on=timezone.localdate()
        ),
        "change": lambda: actions.change_group(group, by=group.its_lead, purpose="Another."),
        "appoint": lambda: actions.appoint(group.its_participant, group, by=group.its_lead, role="editor"),
        "leave": lambda: actions.leave_group(group, by=group.its_participant),
    }[name]()


ALLOWED = {
    "charter": {"proposed"},
    "rest": {"chartered"},
    "conclude": {"proposed", "chartered", "dormant"},
    "revive": {"dormant", "concluded"},
    "join": {"proposed", "chartered"},
    "thread": {"proposed", "chartered"},
    "reply": {"proposed", "chartered"},
    "charter_text": {"proposed", "chartered", "dormant"},
    "milestone": {"proposed", "chartered", "dormant"},
    "change": set(STATES),
    "appoint": set(STATES),
    "leave": set(STATES),
}


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("name", ALLOWED)
def test_each_state_takes_what_belongs_to_it(name, state):
    group = group_in(state)
    if state in ALLOWED[name]:
        act(name, group)
    else:
        with pytest.raises(ValidationError):
            act(name, group)


@pytest.mark.parametrize("kind", KINDS)
def test_leads_and_the_secretariat_conclude_and_revive(kind):
    group = make.group()
    make.lead(group)
    someone = person(kind, group)
    if kind in {"lead", "secretariat"}:
        actions.conclude_group(group, by=someone, note="Done.")
        assert actions.revive_group(group, by=someone).state == "chartered"
    else:
        with pytest.raises(PermissionDenied):
            actions.conclude_group(group, by=someone, note="Done.")
        with pytest.raises(PermissionDenied):
            actions.rest_group(group, by=someone, note="Rest.")


def test_a_proposed_group_needs_a_charter_and_two_leads():
    staff = make.staff()
    group = actions.create_group(make.area(), by=staff, slug="s", name="N", purpose="P")
    assert (group.state, group.charter_revisions.count()) == ("proposed", 0)
    with pytest.raises(ValidationError, match="charter first"):
        actions.charter_group(group, by=staff)
    actions.revise_charter(group, by=staff, body="We write.", note="", base=0)
    make.lead(group)
    with pytest.raises(ValidationError, match="two leads"):
        actions.charter_group(group, by=staff)
    second = make.lead(group)
    with pytest.raises(PermissionDenied):
        actions.charter_group(group, by=second)
    assert actions.charter_group(group, by=staff).state == "chartered"


def test_a_suspended_lead_begins_nothing():
    proposed, concluded = make.group(state="proposed"), make.group(state="concluded")
    make.lead(proposed)
    for lead in (make.lead(proposed), make.lead(concluded)):
        members.suspend(lead.membership, by=make.staff(), reason="A pause.")
    with pytest.raises(ValidationError, match="two leads"):
        actions.charter_group(proposed, by=make.staff())
    with pytest.raises(ValidationError, match="needs a lead"):
        actions.revive_group(concluded, by=make.staff())


def test_a_group_whose_leads_are_all_suspended_says_who_looks_after_it(client):
    group = make.group()
    leads = [make.lead(group), make.lead(group, mark="public")]
    for lead, said in zip(leads, (False, True), strict=True):
        members.suspend(lead.membership, by=make.staff(), reason="A pause.")
        page = client.get(group.get_absolute_url()).content.decode()
        assert ("The secretariat looks after it." in page) is said


def test_a_group_ends_with_a_note_that_its_readers_see(client):
    group = make.group()
    lead = make.lead(group)
    with pytest.raises(ValidationError, match="closing note"):
        actions.conclude_group(group, by=lead, note="  ")
    actions.conclude_group(group, by=lead, note="All is <said>.")
    for address in (group.get_absolute_url(), reverse("groups")):
        assert "Concluded" in client.get(address).content.decode()
    assert "All is &lt;said&gt;." in client.get(group.get_absolute_url()).content.decode()


@pytest.mark.parametrize("state", ["dormant", "concluded"])
def test_a_text_for_a_group_that_takes_no_posts_comes_back(client, state):
    group = group_in(state)
    client.force_login(group.its_participant)
    url = reverse("thread_reply", args=[group.slug, group.its_thread.pk])
    page = client.post(url, {"body": "Long thought words.", "parent": make.root(group.its_thread).pk})
    assert page.status_code == 422
    assert "Long thought words." in page.content.decode()
    assert "takes no posts" in page.content.decode()
    page = client.post(reverse("thread_new", args=[group.slug]), {"title": "A title", "body": "Long thought words."})
    assert page.status_code == 422
    assert "Long thought words." in page.content.decode()
    thread = client.get(group.its_thread.get_absolute_url()).content.decode()
    assert "takes no posts" in thread
    assert "data-composer" not in thread
    assert client.get(reverse("thread_new", args=[group.slug])).status_code == 302


@pytest.mark.parametrize("joining", ["open", "request", "invitation"])
def test_a_concluded_group_says_why_nobody_joins(client, joining):
    group = make.group(joining=joining, state="concluded")
    client.force_login(make.member())
    page = client.post(reverse("group_join", args=[group.slug]), {"note": "I bring much time."})
    assert page.status_code == 422
    assert "is concluded" in page.content.decode()
    assert "Join the group" not in client.get(group.get_absolute_url()).content.decode()


def test_one_comes_to_a_group_by_invitation_only_where_it_says_so(client):
    group = make.group(joining="invitation")
    member = make.member()
    for action in (actions.join_group, actions.ask_to_join):
        with pytest.raises(ValidationError, match="by invitation"):
            action(group, by=member)
    client.force_login(member)
    assert "by invitation" in client.get(group.get_absolute_url()).content.decode()
    assert client.post(reverse("group_join", args=[group.slug])).status_code == 422


def test_a_lead_concludes_on_the_page_of_the_group_and_is_told_what_is_missing(client):
    group = make.group()
    client.force_login(make.lead(group))
    url = reverse("group_life", args=[group.slug])
    page = client.post(url, {"verb": "conclude", "note": ""})
    assert page.status_code == 422
    assert "Write a closing note" in page.content.decode()
    assert client.post(url, {"verb": "conclude", "note": "Done."}).status_code == 302
    assert WorkingGroup.objects.get().state == "concluded"
    late = client.post(url, {"verb": "rest", "note": "These words."})
    assert late.status_code == 422
    assert client.post(url, {"verb": "explode"}).status_code == 422
    assert client.post(url, {"verb": "charter"}).status_code == 403
    client.post(url, {"verb": "revive"})
    assert WorkingGroup.objects.get().state == "chartered"

"""One page of what waits for a lead, over all their groups, the oldest first."""

import datetime
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from members import actions as members
from members.models import AffiliationChange
from tests import factories as make
from workstreams.desk import waiting
from workstreams.desk.waiting import NAMES, waiting_for
from workstreams.discussion.models import HeldPost, Post
from workstreams.groups import actions as groups
from workstreams.groups.models import JoinRequest, Milestone, WorkingGroup
from workstreams.moderation import actions as moderation
from workstreams.moderation.models import Case

pytestmark = pytest.mark.django_db

MOST = 15


def text(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def days_ago(days):
    return timezone.now() - datetime.timedelta(days=days)


@pytest.fixture
def group():
    return make.group("Graded model access", joining="request")


@pytest.fixture
def lead(group):
    return make.lead(group, "Tomasz Wieczorek")


def shown(client, person):
    client.force_login(person)
    response = client.get(reverse("desks"))
    assert response.status_code == 200
    return text(response)


def flag(group, age=0, **fields):
    post = make.root(make.thread(group, **fields))
    moderation.flag_post(post, by=make.member(), reason="conduct")
    Case.objects.filter(post=post).update(opened_at=days_ago(age))
    return post


def request(group, age=0, name=None):
    asked = groups.ask_to_join(group, by=make.member(name))
    JoinRequest.objects.filter(pk=asked.pk).update(created_at=days_ago(age))
    return asked


# Who has a desk


@pytest.mark.parametrize("kind", ["applicant", "member", "participant"])
def test_a_desk_is_for_those_who_lead(client, group, kind):
    person = {
        "applicant": lambda: make.member(state="applied"),
        "member": make.member,
        "participant": lambda: make.participant(group),
    }[kind]()
    client.force_login(person)
    response = client.get(reverse("desks"))
    assert response.status_code == 403 and "This page is for those who lead a group." in text(response)


def test_a_clear_desk_says_so(client, lead):
    assert "Nothing waits for you" in shown(client, lead)


# Decisions


def test_flags_and_requests_of_all_groups_stand_in_one_list_the_oldest_first(client, group, lead):
    other = make.group("Red-teaming terms", joining="request")
    make.seat(lead, other, "lead")
    flag(group, 1, title="The second oldest")
    request(group, 0, "Newest Person")
    request(other, 3, "Oldest Person")
    page = shown(client, lead)
    order = [page.index(one) for one in ("Oldest Person", "The second oldest", "Newest Person")]
    assert order == sorted(order)
    assert "72 h, later than 48 h" in page or "3 days, later than 48 h" in page


def test_each_row_leads_to_where_it_is_decided(client, group, lead):
    post, asked = flag(group), request(group)
    client.force_login(lead)
    page = client.get(reverse("desks")).content.decode()
    case = make.case(post)
    assert f"{reverse('desk', args=[group.slug])}?case={case.pk}#case-{case.pk}" in page
    assert f"{reverse('desk_requests', args=[group.slug])}#request-{asked.pk}" in page


def test_what_one_is_part_of_is_left_to_another_lead(client, group, lead):
    flag(group, by=lead)
    page = shown(client, lead)
    assert "You wrote this. Another lead decides." in page and "Decide:" not in page


def test_a_flag_of_ones_own_is_left_to_another_lead(client, group, lead):
    moderation.flag_post(make.root(make.thread(group)), by=lead, reason="spam")
    assert "You flagged this. Another lead decides." in shown(client, lead)


def test_two_flags_on_one_post_are_one_row(group, lead):
    moderation.flag_post(flag(group), by=make.member(), reason="spam")
    (row,) = waiting_for(lead).decisions
    assert row.count == 2


def test_what_is_decided_is_gone(group, lead):
    moderation.dismiss(make.case(flag(group)), by=lead, reason="Fine.")
    groups.accept_join_request(request(group), by=lead)
    assert waiting_for(lead).decisions == []


def test_what_was_passed_on_waits_for_the_secretariat_and_no_longer_here(group, lead):
    moderation.escalate(make.case(flag(group)), by=lead, note="Not mine.")
    assert waiting_for(lead).decisions == []
    (row,) = waiting_for(make.staff()).alliance
    assert (row.kind, row.count, row.url) == ("flags", 1, reverse("desk_alliance"))


def test_another_groups_matters_do_not_come_here(client, group, lead):
    other = make.group("Elsewhere", joining="request")
    make.participant(other)
    flag(other)
    request(other)
    Milestone.objects.create(group=other, title="Theirs", due_on=timezone.localdate())
    page = shown(client, lead)
    assert "Elsewhere" not in page and "Theirs" not in page


def hold(group, **fields):
    return HeldPost.objects.create(
        author=fields.pop("author", None) or make.participant(group),
        group=group,
        title="A first question",
        body="Is this the place?",
        cause="newcomer",
        **fields,
    )


def test_first_posts_and_appeals_wait_here_too(client, group, lead):
    text = hold(group)
    decision = moderation.hide(make.root(make.thread(group)), by=make.lead(group), reason="Rude.")
    statement = decision.statements.get()
    appeal = moderation.appeal(statement, by=statement.recipient, text="It was about the argument.")
    page = shown(client, lead)
    assert "A first question" in page and "a first post, to read before others do" in page
    assert statement.recipient.name in page and "appeals a decision" in page
    html = client.get(reverse("desks")).content.decode()
    assert f"{reverse('desk_held', args=[group.slug])}#text-{text.pk}" in html
    assert f"{reverse('desk_appeals', args=[group.slug])}#appeal-{appeal.pk}" in html


def test_what_one_wrote_or_decided_first_is_left_to_another_lead(client, group, lead):
    hold(group, author=lead)
    statement = moderation.hide(make.root(make.thread(group)), by=lead, reason="Rude.").statements.get()
    moderation.appeal(statement, by=statement.recipient, text="It was about the argument.")
    assert {one.part for one in waiting_for(lead).decisions} == {"author", "decided"}
    assert "You decided this first. Another lead looks again." in shown(client, lead)


def test_an_appeal_about_what_one_flagged_is_left_to_another_lead(group, lead):
    post = make.root(make.thread(group))
    moderation.flag_post(post, by=lead, reason="conduct")
    decision = moderation.uphold(make.case(post), by=make.lead(group), reason="Rude.")
    statement = decision.statements.get(recipient=post.author)
    moderation.appeal(statement, by=post.author, text="It was about the argument.")
    assert [(one.kind, one.part) for one in waiting_for(lead).decisions] == [("appeal", "flagger")]


def test_a_request_of_ones_own_is_left_to_another_lead(client, group, lead):
    # From before a request was answered by the seat that the secretariat gave.
    JoinRequest.objects.create(group=group, member=lead)
    assert "You asked. Another lead decides." in shown(client, lead)


def test_what_fits_no_page_is_counted(client, group, lead, monkeypatch):
    monkeypatch.setattr(waiting, "MOST", 2)
    for age in (3, 2, 1):
        request(group, age, f"Waiting {age} days")
    page = shown(client, lead)
    assert "Waiting 2 days" in page and "Waiting 1 days" not in page
    assert "1 more stands at the desk of its group." in page


def test_a_lead_without_a_second_factor_is_led_to_set_one_up(client, group, lead, settings):
    settings.SECOND_FACTOR_REQUIRED = True
    request(group, name="Not to be read")
    client.force_login(lead)
    response = client.get(reverse("desks"))
    assert response.status_code == 302 and "/accounts/" in response.url


# Milestones


def milestone(group, title, days, **fields):
    return Milestone.objects.create(
        group=group, title=title, due_on=timezone.localdate() + datetime.timedelta(days=days), **fields
    )


def test_what_is_due_within_a_fortnight_or_overdue_comes_the_earliest_first(client, group, lead):
    for title, days in (("In a week", 7), ("Long overdue", -30), ("In a fortnight", 14), ("Later", 15), ("Now", 0)):
        milestone(group, title, days)
    milestone(group, "Done", 1, state="done", settled_at=timezone.now())
    assert [one.milestone.title for one in waiting_for(lead).due] == [
        "Long overdue",
        "Now",
        "In a week",
        "In a fortnight",
    ]
    page = shown(client, lead)
    assert "Overdue" in page and "Today" in page and "in 7 days" in page and "in 14 days" in page


@pytest.mark.parametrize("state", ["proposed", "chartered", "dormant", "concluded"])
def test_of_a_concluded_group_nothing_is_due_and_no_balance_matters(client, group, lead, state):
    milestone(group, "Long overdue", -30)
    flag(group, title="Still to decide")
    WorkingGroup.objects.filter(pk=group.pk).update(state=state)
    desk = waiting_for(lead)
    assert len(desk.due) == len(desk.tables) == (0 if state == "concluded" else 1)
    assert [one.about for one in desk.decisions] == ["Still to decide"]
    assert ("Balance of your groups" in shown(client, lead)) is (state != "concluded")


# Silence


def seated(group, joined, spoke=None, **fields):
    person = make.member(**fields)
    make.seat(person, group, joined_at=days_ago(joined))
    if spoke is not None:
        post = make.root(make.thread(group, person))
        Post.objects.filter(pk=post.pk).update(created_at=days_ago(spoke))
    return person


@pytest.mark.parametrize(
    ("joined", "spoke", "silent"),
    [
        (59, None, False),
        (61, None, True),
        (400, 59, False),
        (400, 61, True),
        (400, 60, True),
        (10, 61, True),
        (400, 0, False),
    ],
)
def test_silent_is_who_did_not_write_for_sixty_days(group, lead, joined, spoke, silent):
    person = seated(group, joined, spoke)
    found = [seat.member for one in waiting_for(lead).silent for seat in one.seats]
    assert found == ([person] if silent else [])


@pytest.mark.parametrize("state", ["proposed", "chartered", "dormant", "concluded"])
def test_a_group_that_takes_no_posts_has_no_silent_members(group, lead, state):
    seated(group, 400)
    WorkingGroup.objects.filter(pk=group.pk).update(state=state)
    assert bool(waiting_for(lead).silent) is (state in {"proposed", "chartered"})


def test_who_may_not_write_is_not_silent(group, lead):
    person = seated(group, 400)
    members.suspend(person.membership, by=make.staff(), reason="A pause.")
    assert waiting_for(lead).silent == []


def test_words_elsewhere_do_not_count(group, lead):
    person = seated(group, 400)
    other = make.group()
    make.seat(person, other)
    make.thread(other, person)
    assert [seat.member for one in waiting_for(lead).silent for seat in one.seats] == [person]


def test_observers_the_reader_and_who_left_are_not_silent(group, lead):
    make.seat(make.member(), group, "observer", joined_at=days_ago(400))
    make.seat(make.member(), group, joined_at=days_ago(400), left_at=days_ago(1))
    group.participations.filter(member=lead).update(joined_at=days_ago(400))
    assert waiting_for(lead).silent == []


def test_the_silent_are_counted_and_named_the_longest_silent_first(client, group, lead):
    seated(group, 100, name="Third")
    seated(group, 400, 90, name="Second-to-last")
    seated(group, 400, name="First")
    for number in range(NAMES):
        seated(group, 70, name=f"Later {number}")
    (one,) = waiting_for(lead).silent
    assert [seat.member.name for seat in one.seats[:3]] == ["First", "Third", "Second-to-last"]
    page = shown(client, lead)
    assert "15 members" in page and "and 3 more" in page and "last wrote on" in page and "has not written" in page


# Balance


def test_each_groups_balance_stands_in_a_line(client, group, lead):
    for _ in range(3):
        make.participant(group, mark="private")
    page = shown(client, lead)
    assert "75.0 % Private" in page and "Seats are spread 0.47 of 1" in page
    assert "Leads of one sector only: Civil" in page


def test_leads_of_two_sectors_are_no_matter(client, group, lead):
    make.lead(group, mark="public")
    assert "Leads of one sector only" not in shown(client, lead)


# The secretariat


def test_the_secretariat_without_groups_sees_what_waits_in_the_alliance(client, group):
    make.member(state="applied")
    moderation.escalate(make.case(flag(group)), by=make.lead(group), note="Not mine.")
    request(group)
    AffiliationChange.objects.create(member=make.member(), sector=make.sector("public"))
    client.force_login(make.staff(is_superuser=True))
    response = client.get(reverse("desks"))
    page = text(response)
    for row in (
        "1 application for membership",
        "1 case for the secretariat alone",
        "1 request to join a group",
        "1 change of sector or organisation",
    ):
        assert row in page
    for one in response.context["desk"].alliance:
        assert client.get(one.url).status_code == 200
    assert response.context["desk"].groups == []


def test_a_lead_sees_nothing_of_the_alliance(lead):
    make.member(state="applied")
    assert waiting_for(lead).alliance == []


def test_the_secretariat_with_nothing_to_do_is_told_so(client):
    assert "Nothing waits for you" in shown(client, make.staff())


def test_the_secretariat_is_told_of_groups_that_nobody_leads(client, group):
    staff, well_led = make.staff(), make.group("Well led")
    make.lead(well_led)
    away = make.lead(make.group("Led by somebody away"))
    members.suspend(away.membership, by=staff, reason="A pause.")
    make.group("Concluded", state="concluded")
    make.participant(group)
    left = waiting_for(staff).unattended
    assert [(one.group.name, one.has_leads) for one in left.groups] == [
        ("Graded model access", False),
        ("Led by somebody away", True),
    ]
    page = shown(client, staff)
    assert "Graded model access No lead is appointed" in page
    assert "Led by somebody away Its leads are suspended, or have no second factor" in page
    assert "Well led" not in page and "Nothing waits for you" not in page


def test_a_lead_without_a_second_factor_leads_nobody(group, lead, settings):
    settings.SECOND_FACTOR_REQUIRED = True
    staff = make.staff()
    staff.known_second_factor = True
    assert [one.has_leads for one in waiting_for(staff).unattended.groups] == [True]


def test_a_lead_is_not_told_of_other_groups_that_nobody_leads(lead):
    make.group("Nobody's")
    assert waiting_for(lead).unattended.groups == []


# Cost


@pytest.mark.parametrize("staff", [False, True])
def test_twelve_groups_cost_what_one_costs(client, group, staff):
    person = make.staff() if staff else make.member()
    make.seat(person, group, "lead")

    def grow(group):
        flag(group)
        request(group)
        milestone(group, "Soon", 3)
        seated(group, 400)
        seated(group, 400, 100)
        make.member(state="applied")
        hold(group)
        statement = moderation.hide(make.root(make.thread(group)), by=make.lead(group), reason="Rude.").statements.get()
        moderation.appeal(statement, by=statement.recipient, text="It was about the argument.")

    def cost():
        client.force_login(person)
        client.get(reverse("desks"))
        with CaptureQueriesContext(connection) as queries:
            assert client.get(reverse("desks")).status_code == 200
        return len(queries)

    grow(group)
    make.group()
    small = cost()
    for _ in range(11):
        other = make.group(joining="request")
        make.seat(person, other, "lead")
        grow(other)
        make.group()
    assert cost() == small <= MOST + (6 if staff else 0)

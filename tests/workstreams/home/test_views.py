"""The first page: for visitors what the alliance is, for members what needs them, and never a word too many."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from members import actions as members
from tests import factories
from workstreams.discussion import actions as discussion
from workstreams.groups import actions as groups
from workstreams.moderation import actions as moderation

pytestmark = pytest.mark.django_db


def page(user=None):
    client = Client()
    if user:
        client.force_login(user)
    response = client.get(reverse("home"))
    assert response.status_code == 200
    return response.content.decode()


# Visitors -------------------------------------------------------------------------------------------------------


def test_a_visitor_is_told_what_it_is_and_how_to_join():
    html = page()
    assert "Rules for AI that every sector can stand behind" in html
    assert "How to join" in html
    assert reverse("account_signup") in html


def test_who_has_applied_is_not_told_how_to_join():
    assert "How to join" not in page(factories.member(state="applied"))


def test_the_round_table_says_its_numbers():
    factories.organisation(mark="civil")
    factories.organisation(mark="civil")
    factories.organisation(mark="private")
    factories.organisation(mark="public", approved_at=None)
    html = page()
    assert "A round table of 3 organisations, in 5 equal arcs:" in html
    assert "Private sector 1, Public sector 0, Civil society 2," in html


def test_the_sectors_stand_in_their_fixed_order():
    html = page()
    names = ["Private sector", "Public sector", "Civil society", "Academia", "International organisations"]
    places = [html.index(f"</svg>{name}", html.index('class="legend"')) for name in names]
    assert places == sorted(places)


def test_an_empty_portal_has_a_landing_page_too():
    html = page()
    assert "A round table of 0 organisations" in html
    assert "Latest in public groups" not in html
    assert "Priority areas" not in html


def test_a_visitor_sees_public_groups_and_their_latest_threads_alone():
    for visibility in ("public", "members", "private"):
        group = factories.group(f"Group for {visibility}", visibility=visibility)
        factories.thread(group, title=f"Thread for {visibility}")
    html = page()
    assert "Group for public" in html
    assert "Thread for public" in html
    for visibility in ("members", "private"):
        assert f"Group for {visibility}" not in html
        assert f"Thread for {visibility}" not in html


def test_an_area_without_a_public_group_says_so():
    factories.group("Closed circle", visibility="private")
    html = page()
    assert "Closed circle" not in html
    assert "No group of this area can be read by anyone yet." in html


def test_the_marks_show_who_spoke_within_ninety_days():
    group = factories.group("Open circle")
    person, other = factories.participant(group, mark="civil"), factories.participant(group, mark="public")
    factories.thread(group, by=other, at=timezone.now() - timedelta(days=91))
    factories.thread(group, by=person)
    html = page()
    after_the_link = html[html.index("Open circle</a>", html.index('class="areas"')) :]
    assert "1 of 5 sectors spoke: Civil society" in after_the_link[:200]


def test_a_hidden_post_makes_no_mark():
    group = factories.group("Open circle")
    thread = factories.thread(group, by=factories.participant(group, mark="civil"))
    reply = factories.reply(thread, by=factories.participant(group, mark="public"))
    discussion.hide_post(reply, by=factories.lead(group), reason="Off topic.")
    html = page()
    assert "Public sector" not in html[html.index("Open circle</a>", html.index('class="areas"')) :][:300]


# Applicants -----------------------------------------------------------------------------------------------------


def test_an_applicant_is_told_where_the_application_stands():
    html = page(factories.member(state="applied"))
    assert "Your application is with the secretariat" in html
    assert reverse("application") in html
    assert "Join with your sector" not in html


def test_an_applicant_sees_what_a_visitor_sees_and_no_more():
    factories.thread(factories.group("Inner circle", visibility="members"), title="For members")
    html = page(factories.member(state="applied"))
    assert "Inner circle" not in html
    assert "For members" not in html


def test_whoever_was_declined_finds_the_reason():
    html = page(factories.member(state="declined"))
    assert "declined your application" in html
    assert reverse("application") in html


def test_a_suspended_member_is_told_so_and_not_of_an_application():
    html = page(factories.member(state="suspended"))
    assert "Your membership is suspended" in html
    assert "Your application is with the secretariat" not in html
    assert reverse("application") in html


def test_whoever_has_left_is_told_how_to_come_back_and_not_of_an_application():
    gone = factories.member()
    members.leave(gone.membership, by=gone)
    html = page(gone)
    assert "You have left the alliance" in html
    assert "Your application is with the secretariat" not in html
    assert reverse("application") in html


# Members --------------------------------------------------------------------------------------------------------


def test_a_member_without_a_group_is_offered_some():
    factories.group("Open circle")
    factories.group("Inner circle", visibility="members")
    factories.group("Secret circle", visibility="private")
    html = page(factories.member())
    assert "You have no seat in a group yet" in html
    assert "Open circle" in html
    assert "Inner circle" in html
    assert "Secret circle" not in html


def test_a_member_finds_the_five_newest_threads_of_each_group():
    group = factories.group("Open circle")
    person = factories.participant(group)
    for number in range(7):
        factories.thread(group, title=f"Thread number {number}", at=timezone.now() - timedelta(hours=number))
    html = page(person)
    assert [number for number in range(7) if f"Thread number {number}" in html] == [0, 1, 2, 3, 4]


def test_the_group_with_the_newest_post_comes_first():
    person = factories.member()
    for name, hours in (("Older circle", 5), ("Newer circle", 1), ("Silent circle", None)):
        group = factories.group(name)
        factories.seat(person, group)
        if hours:
            factories.thread(group, at=timezone.now() - timedelta(hours=hours))
    html = page(person)
    assert html.index("Newer circle") < html.index("Older circle") < html.index("Silent circle")
    assert "Nobody has written here yet" in html


def test_threads_of_groups_that_one_is_not_in_stay_away():
    factories.thread(factories.group("Other circle"), title="Elsewhere")
    person = factories.participant(factories.group("Own circle"))
    assert "Elsewhere" not in page(person)


def test_a_member_who_left_a_private_group_finds_nothing_of_it():
    group = factories.group("Secret circle", visibility="private")
    factories.thread(group, title="Under four eyes")
    person = factories.participant(group)
    assert "Under four eyes" in page(person)
    groups.leave_group(group, by=person)
    html = page(person)
    assert "Under four eyes" not in html
    assert "Secret circle" not in html


def test_a_lead_is_told_what_waits():
    group = factories.group("Open circle", joining="request")
    lead = factories.lead(group)
    thread = factories.thread(group)
    moderation.flag_post(factories.root(thread), by=factories.member(), reason="spam")
    groups.ask_to_join(group, by=factories.member())
    html = page(lead)
    assert "1 flagged post" in html
    assert reverse("desk", args=[group.slug]) in html
    assert "1 request to join" in html
    assert reverse("desk_requests", args=[group.slug]) in html


def test_a_participant_is_not_told_what_waits_for_the_leads():
    group = factories.group(joining="request")
    person = factories.participant(group)
    moderation.flag_post(factories.root(factories.thread(group)), by=factories.member(), reason="spam")
    groups.ask_to_join(group, by=factories.member())
    html = page(person)
    assert "flagged post" not in html
    assert "request to join" not in html
    assert "Nothing waits for you." in html


def test_what_was_decided_waits_no_longer():
    group = factories.group()
    lead = factories.lead(group)
    post = factories.root(factories.thread(group))
    moderation.flag_post(post, by=factories.member(), reason="spam")
    moderation.dismiss(factories.case(post), by=lead)
    html = page(lead)
    assert "flagged post" not in html
    assert "Nothing waits for you." in html


def test_the_secretariat_is_told_of_applications():
    factories.member(state="applied")
    factories.member(state="applied")
    html = page(factories.staff())
    assert "2 applications for membership" in html
    assert f"{reverse('admin:members_membership_changelist')}?state=applied" in html


def test_who_asked_to_join_is_reminded_of_it():
    group = factories.group("Inner circle", joining="request")
    person = factories.member()
    groups.ask_to_join(group, by=person)
    assert "You asked to join Inner circle" in page(person)


def test_a_group_that_became_private_meanwhile_is_not_named_to_who_asked():
    group, person = factories.group("Inner circle", joining="request"), factories.member()
    groups.ask_to_join(group, by=person)
    groups.change_group(group, by=factories.lead(group), visibility="private")
    assert "Inner circle" not in page(person)


def test_names_are_escaped():
    group = factories.group("<b>Bold</b> circle")
    person = factories.participant(group, name="<i>Italic</i>")
    factories.thread(group, by=person, title="<u>Underlined</u>")
    for html in (page(), page(person)):
        assert "<b>Bold</b>" not in html
        assert "<i>Italic</i>" not in html
        assert "<u>Underlined</u>" not in html


# The cost -------------------------------------------------------------------------------------------------------


def fill(number, person=None, lead=None):
    for index in range(number):
        area = factories.area(f"area-{index % 3}")
        group = factories.group(area=area, joining="request")
        for someone, role in ((person, "participant"), (lead, "lead")):
            if someone:
                factories.seat(someone, group, role)
        for mark in ("civil", "public"):
            thread = factories.thread(group, by=factories.participant(group, mark=mark))
        moderation.flag_post(factories.root(thread), by=factories.member(), reason="spam")
        groups.ask_to_join(group, by=factories.member())


def queries(user, django_assert_max_num_queries, most):
    client = Client()
    if user:
        client.force_login(user)
    client.get(reverse("home"))
    with django_assert_max_num_queries(most) as counted:
        client.get(reverse("home"))
    return len(counted)


def test_the_landing_page_costs_the_same_for_one_group_and_for_thirty(django_assert_max_num_queries):
    fill(1)
    before = queries(None, django_assert_max_num_queries, 6)
    fill(29)
    assert queries(None, django_assert_max_num_queries, 6) == before


def test_a_members_home_costs_the_same_for_one_group_and_for_thirty(django_assert_max_num_queries):
    person = factories.member()
    fill(1, person=person)
    before = queries(person, django_assert_max_num_queries, 15)
    fill(29, person=person)
    assert queries(person, django_assert_max_num_queries, 15) == before


def test_a_leads_home_costs_the_same_for_one_group_and_for_thirty(django_assert_max_num_queries):
    lead = factories.member()
    fill(1, lead=lead)
    before = queries(lead, django_assert_max_num_queries, 15)
    fill(29, lead=lead)
    assert queries(lead, django_assert_max_num_queries, 15) == before

"""The pages of groups: what they say to whom, and how one joins and leaves by them."""

import re

import pytest
from django.urls import reverse

from tests import factories as make
from workstreams.groups.models import JoinRequest, Participation
from workstreams.groups.permissions import role_in

pytestmark = pytest.mark.django_db


def words(response):
    """The text of a page, without tags and runs of spaces."""
    return " ".join(re.sub(r"<[^>]*>", " ", response.content.decode()).split())


def address(name, group):
    return reverse(name, args=[group.slug])


def test_the_list_shows_each_area_with_its_groups(client):
    group = make.group("Graded access", area=make.area("safe", "Safe systems"))
    make.lead(group)
    make.area("empty", "Nothing yet")
    page = words(client.get(reverse("groups")))
    assert page.index("Safe systems") < page.index("Graded access")
    assert "1 person" in page
    assert "No group works here yet." in page


def test_the_list_says_where_one_is_in(client):
    group = make.group()
    make.group(joining="request")
    client.force_login(make.participant(group))
    assert words(client.get(reverse("groups"))).count("You are in it") == 1


def test_a_members_group_is_listed_for_members_alone(client):
    make.group("For members", visibility="members")
    assert "For members" not in words(client.get(reverse("groups")))
    client.force_login(make.member(state="applied"))
    assert "For members" not in words(client.get(reverse("groups")))
    client.force_login(make.member())
    assert "For members" in words(client.get(reverse("groups")))


def test_people_are_listed_by_sector_with_organisation_and_role(client):
    group = make.group()
    make.participant(group, "Ada Byron", "academia", organisation=make.organisation("Analytical Works", "academia"))
    make.lead(group, "Grace Hopper", "public")
    gone = make.participant(group, "Alan Gone")
    gone.participations.update(left_at=gone.participations.get().joined_at)
    page = words(client.get(address("group_people", group)))
    assert "Ada Byron Analytical Works" in page
    assert "Grace Hopper Lead Speaks for themselves" in page
    assert "Alan Gone" not in page
    assert "People 2" in page
    assert "Nobody from this sector yet." in page


def test_a_person_without_a_sector_is_listed_too(client):
    group = make.group()
    make.seat(make.member("Nobody Knows", state=""), group)
    page = words(client.get(address("group_people", group)))
    assert page.index("Sector not on record") < page.index("Nobody Knows")


def test_the_charter_is_rendered_and_clean(client):
    group = make.group(charter="# Purpose\n\nWe *write* <script>alert(1)</script>")
    page = client.get(address("group_charter", group)).content.decode()
    assert "<em>write</em>" in page
    assert "<script>alert" not in page


def test_leads_of_one_sector_are_said_openly(client):
    group = make.group()
    make.lead(group, mark="civil")
    make.lead(group, mark="civil")
    assert "All leads of this group come from one sector: Civil society" in words(client.get(group.get_absolute_url()))
    make.lead(group, mark="private")
    assert "come from one sector" not in words(client.get(group.get_absolute_url()))


@pytest.mark.parametrize(
    ("counts", "badge"),
    [
        ({"private": 2, "civil": 1, "public": 1, "academia": 1, "international": 1}, None),
        ({"private": 2, "civil": 2, "public": 1}, "badge--warn"),
        ({"private": 3, "civil": 1}, "badge--danger"),
    ],
)
def test_the_balance_of_the_table_warns_above_a_third_and_a_half(client, counts, badge):
    group = make.group()
    for mark, number in counts.items():
        for _ in range(number):
            make.participant(group, mark=mark)
    page = client.get(group.get_absolute_url()).content.decode()
    assert [kind for kind in ("badge--warn", "badge--danger") if kind in page] == ([badge] if badge else [])
    assert "Seats are spread" in page


def test_only_leads_and_the_secretariat_find_the_desk(client):
    group = make.group()
    desk = reverse("desk", args=[group.slug])
    for person, sees in ((make.participant(group), False), (make.lead(group), True), (make.staff(), True)):
        client.force_login(person)
        assert (desk in client.get(group.get_absolute_url()).content.decode()) is sees


def test_a_member_joins_an_open_group_by_one_button(client):
    group, member = make.group(), make.member()
    client.force_login(member)
    assert "Join the group" in words(client.get(group.get_absolute_url()))
    page = client.post(address("group_join", group), follow=True)
    assert page.redirect_chain == [(group.get_absolute_url(), 302)]
    assert "You are in this group now" in words(page)
    assert role_in(member, group) == "participant"


def test_joining_twice_is_harmless(client):
    group, member = make.group(), make.member()
    client.force_login(member)
    for _ in range(2):
        assert client.post(address("group_join", group)).status_code == 302
    assert Participation.objects.count() == 1


def test_a_member_asks_to_join_with_a_note(client):
    group, member = make.group(joining="request"), make.member()
    client.force_login(member)
    assert "Ask to join" in words(client.get(address("group_join", group)))
    page = client.post(address("group_join", group), {"note": "I bring time."}, follow=True)
    assert "The leads have your request" in words(page)
    assert "You asked to join" in words(page)
    assert JoinRequest.objects.get().note == "I bring time."
    assert client.get(address("group_join", group)).status_code == 302


def test_a_note_that_is_too_long_comes_back_as_it_was(client):
    group = make.group(joining="request")
    client.force_login(make.member())
    page = client.post(address("group_join", group), {"note": "long " * 300})
    assert page.status_code == 422
    assert "1000 characters fit" in words(page)
    assert "long " * 299 in page.content.decode()
    assert page.content.decode().count("data-error-summary") == 1
    assert not JoinRequest.objects.exists()


def test_an_applicant_is_told_why_they_cannot_join(client):
    group = make.group()
    client.force_login(make.member(state="applied"))
    assert "You can join when your membership is active." in words(client.get(group.get_absolute_url()))
    page = client.post(address("group_join", group))
    assert page.status_code == 403
    assert "Your membership is not active yet" in words(page)


def test_a_visitor_who_wants_to_join_signs_in_first(client):
    group = make.group()
    page = client.get(address("group_join", group))
    assert page.status_code == 302
    assert page.url.startswith(reverse("account_login"))
    assert address("group_join", group) in page.url


def test_leaving_needs_a_press_and_says_what_stays(client):
    group = make.group()
    client.force_login(make.participant(group))
    assert client.get(address("group_leave", group)).status_code == 405
    page = client.post(address("group_leave", group), follow=True)
    assert "You have left" in words(page)
    assert not Participation.objects.current().exists()


def test_whoever_leaves_a_private_group_lands_where_they_may_be(client):
    group = make.group(visibility="private")
    client.force_login(make.participant(group))
    page = client.post(address("group_leave", group), follow=True)
    assert page.status_code == 200
    assert page.redirect_chain[0][0].startswith(group.area.get_absolute_url())


def test_the_only_lead_is_told_why_they_cannot_leave(client):
    group = make.group()
    client.force_login(make.lead(group))
    assert "You are the only lead" in words(client.post(address("group_leave", group), follow=True))


def test_narrow_places_say_the_short_name_of_a_sector(client):
    make.participant(group := make.group(), mark="academia")
    make.thread(group)
    sector = make.sector("academia")
    assert sector.name != sector.short_name
    page = words(client.get(group.get_absolute_url()))
    assert sector.short_name in page and sector.name not in page

import re

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from members.models import Member
from tests import factories
from workstreams.groups import actions as groups
from workstreams.home.context import Masthead
from workstreams.moderation import actions

pytestmark = pytest.mark.django_db


def signed_in(person):
    """As the request has them: with the membership, and nothing else fetched."""
    return Member.objects.select_related("membership").get(pk=person.pk)


def read(head):
    return head.affiliation, head.leads, head.desk_url, head.waiting


def test_a_visitor_costs_no_query(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert read(Masthead(AnonymousUser())) == (None, False, "", 0)


def test_nothing_is_asked_before_it_is_shown(django_assert_num_queries):
    person = signed_in(factories.member())
    with django_assert_num_queries(0):
        Masthead(person)


def test_a_member_who_leads_nothing_costs_two_queries(django_assert_num_queries):
    organisation = factories.organisation("Harbour Cloud")
    person = signed_in(factories.member(organisation=organisation))
    with django_assert_num_queries(2):
        head = Masthead(person)
        assert (head.leads, head.desk_url, head.waiting) == (False, "", 0)
        assert head.affiliation.organisation == organisation and head.affiliation.sector.mark == "private"


def test_a_lead_sees_how_much_waits_at_the_same_cost(django_assert_num_queries):
    group = factories.group(joining="request")
    lead = signed_in(factories.lead(group))
    flagged = [factories.reply(factories.thread(group)) for _ in range(2)]
    for post in flagged:
        for _ in range(2):
            actions.flag_post(post, by=factories.member(), reason="spam")
    groups.ask_to_join(group, by=factories.member())
    elsewhere = factories.root(factories.thread(factories.group()))
    actions.flag_post(elsewhere, by=factories.member(), reason="spam")
    with django_assert_num_queries(2):
        head = Masthead(lead)
        assert read(head)[1:] == (True, reverse("desks"), 3)


def test_a_lead_of_several_groups_is_led_to_one_desk():
    group = factories.group()
    lead = factories.lead(group)
    factories.seat(lead, factories.group(), "lead")
    assert Masthead(signed_in(lead)).desk_url == reverse("desks")


def test_the_secretariat_has_a_desk_and_a_count_only_of_groups_that_it_leads():
    person = factories.staff()
    group = factories.group()
    actions.flag_post(factories.root(factories.thread(group)), by=factories.member(), reason="spam")
    assert read(Masthead(signed_in(person)))[1:] == (False, reverse("desks"), 0)
    factories.seat(person, group, "lead")
    assert read(Masthead(signed_in(person)))[1:] == (True, reverse("desks"), 1)


def marked(client, url):
    """The words of the links of the main navigation that are marked as where one is."""
    page = client.get(url).content.decode()
    main = page[page.index('aria-label="Main"') : page.index("</nav>", page.index('aria-label="Main"'))]
    return re.findall(r'aria-current="(page|true)">([A-Z][a-z]+)', main)


def test_groups_are_marked_on_every_page_of_a_group(client):
    group = factories.group()
    thread = factories.thread(group)
    assert marked(client, reverse("groups")) == [("page", "Groups")]
    pages = [reverse(name, args=[group.slug]) for name in ("group", "group_people", "group_charter")]
    for url in (*pages, thread.get_absolute_url()):
        assert marked(client, url) == [("true", "Groups")]
    assert marked(client, "/") == []


def test_the_desk_is_marked_at_each_of_its_tabs_for_those_who_lead(client):
    group = factories.group()
    desk, decided = (reverse(name, args=[group.slug]) for name in ("desk", "desk_decided"))
    client.force_login(factories.lead(group))
    assert marked(client, desk) == [("true", "Desk")]
    assert marked(client, decided) == [("true", "Desk")]
    assert marked(client, group.get_absolute_url()) == [("true", "Groups")]
    client.force_login(factories.staff())
    assert marked(client, desk) == [("true", "Desk")]

"""The people of a group: who is named to whom, by sector, page by page, and who sat there before."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests import factories as make
from workstreams.groups import actions
from workstreams.groups.models import Participation

pytestmark = pytest.mark.django_db


@pytest.fixture
def group():
    group = make.group()
    group.its_lead = make.lead(group, "Lena Lead")
    group.its_participant = make.participant(group, "Petra Part")
    return group


def seat_of(person, group):
    return Participation.objects.current().get(group=group, member=person)


@pytest.mark.parametrize("reader", ["visitor", "member", "participant", "lead", "secretariat"])
def test_numbers_alone_are_shown_where_the_group_says_so(group, client, reader):
    actions.change_group(group, by=group.its_lead, roster="counts")
    person = {
        "visitor": lambda: None,
        "member": make.member,
        "participant": lambda: group.its_participant,
        "lead": lambda: group.its_lead,
        "secretariat": make.staff,
    }[reader]()
    if person:
        client.force_login(person)
    inside = reader in {"participant", "lead", "secretariat"}
    for query in ("", "?sector=private"):
        page = client.get(reverse("group_people", args=[group.slug]) + query).content.decode()
        assert ("Petra Part" in page) is (inside)
        assert "Lena Lead" in page  # leads are always named
    assert "Petra Part" not in client.get(group.get_absolute_url()).content.decode() or reader == "participant"
    before = client.get(reverse("group_people_before", args=[group.slug])).status_code
    assert before == (200 if inside else 302 if reader == "visitor" else 403)
    table = client.get(reverse("group_people_table", args=[group.slug])).status_code
    assert table == (200 if reader in {"lead", "secretariat"} else 302 if reader == "visitor" else 403)


def test_the_roster_is_filtered_by_sector(group, client):
    public = make.participant(group, "Paula Public", "public")
    page = client.get(reverse("group_people", args=[group.slug]), {"sector": make.sector("public").slug})
    assert public.name in page.content.decode()
    assert "Petra Part" not in page.content.decode()


def shown(response):
    return [row.name for _sector, _count, rows in response.context["rosters"] for row in rows]


def test_the_roster_has_fifty_a_page_and_counts_everybody_on_each(group, client, django_assert_max_num_queries):
    first_of_all = make.lead(group, "Zara Lead", "private").name
    private = [make.participant(group, f"Person {number:02}").name for number in range(40)]
    public = [make.participant(group, f"Public {number:02}", "public").name for number in range(30)]
    nobody = make.seat(make.member("Nobody Knows", state=""), group).member.name
    url = reverse("group_people", args=[group.slug])
    with django_assert_max_num_queries(14):
        first = client.get(url)
    second = client.get(url, {"page": 2})
    assert [len(shown(first)), len(shown(second))] == [50, 24]
    assert shown(first) + shown(second) == [
        *(first_of_all, *private, "Petra Part"),
        *(*public, "Lena Lead", nobody),
    ]
    counts = {sector and sector.mark: count for sector, count, _rows in first.context["rosters"]}
    assert counts == {"private": 42, "public": 30}
    rest = {sector and sector.mark: count for sector, count, _rows in second.context["rosters"]}
    assert rest == {"public": 30, "civil": 1, "academia": 0, "international": 0, None: 1}
    assert "?page=2" in first.content.decode() and "Next" in first.content.decode()
    assert shown(client.get(url, {"page": 99})) == shown(second)
    client.force_login(group.its_lead)
    table = client.get(reverse("group_people_table", args=[group.slug])).content.decode()
    assert len(table.splitlines()) == 1 + 74


def test_the_pages_of_the_roster_keep_the_sector(group, client):
    names = [make.participant(group, f"Public {number:02}", "public").name for number in range(55)]
    sector = make.sector("public")
    url = reverse("group_people", args=[group.slug])
    first = client.get(url, {"sector": sector.slug})
    assert shown(first) == names[:50]
    assert f"?sector={sector.slug}&amp;page=2" in first.content.decode()
    second = client.get(url, {"sector": sector.slug, "page": 2})
    assert shown(second) == names[50:]
    for page in (first, second):
        assert [(one, count) for one, count, _rows in page.context["rosters"]] == [(sector, 55)]


def test_nobody_is_listed_twice_after_speaking_for_another_sector(group, client):
    moved = make.participant(group, "Mona Moved")
    moved.affiliations.update(starts_at="2020-01-01T00:00Z", ends_at="2021-01-01T00:00Z")
    moved.affiliations.create(sector=make.sector("civil"), capacity="individual")
    assert shown(client.get(reverse("group_people", args=[group.slug]))) == ["Petra Part", "Lena Lead", "Mona Moved"]


def test_who_sat_there_before_has_fifty_a_page(group, client, django_assert_max_num_queries):
    for number in range(53):
        seat = make.seat(make.member(f"Gone {number:02}"), group)
        seat.left_at = timezone.now()
        seat.save()
    client.force_login(group.its_participant)
    url = reverse("group_people_before", args=[group.slug])
    with django_assert_max_num_queries(14):
        first = client.get(url)
    assert [row.name for row in first.context["rows"]] == [f"Gone {number:02}" for number in range(52, 2, -1)]
    second = client.get(url, {"page": 2})
    assert [row.name for row in second.context["rows"]] == ["Gone 02", "Gone 01", "Gone 00"]


def test_who_sat_there_before_is_kept_with_dates_and_reasons_for_leads(group, client):
    gone = make.participant(group, "Gone Person")
    actions.remove_from_group(seat_of(gone, group), by=group.its_lead, reason="Secret reason")
    url = reverse("group_people_before", args=[group.slug])
    for person, reads in ((group.its_participant, False), (group.its_lead, True)):
        client.force_login(person)
        page = client.get(url).content.decode()
        assert "Gone Person" in page
        assert ("Secret reason" in page) is reads


def test_a_seat_that_ended_keeps_the_sector_and_organisation_of_its_day(group, client, django_assert_max_num_queries):
    acme = make.organisation("Acme", "private")
    gone = make.participant(group, "Gone Person", "private", organisation=acme)
    ended = actions.leave_group(group, by=gone).left_at
    gone.affiliations.update(ends_at=ended)  # to the very moment, as for those who leave the alliance
    now = timezone.now()
    gone.affiliations.create(sector=make.sector("public"), capacity="individual", starts_at=now)
    make.seat(gone, group, joined_at=now, left_at=timezone.now())
    early = make.seat(gone, group, joined_at=now - timedelta(days=900), left_at=now - timedelta(days=800))
    client.force_login(group.its_participant)
    with django_assert_max_num_queries(14):
        rows = client.get(reverse("group_people_before", args=[group.slug])).context["rows"]
    assert [(row.sector and row.sector.mark, row.organisation) for row in rows] == [
        ("public", ""),
        ("private", "Acme"),
        (None, ""),
    ]
    assert rows[2].seat == early


@pytest.mark.parametrize("name", ["=1+1", "+41", "-2", "@SUM(A1)", "  =1", "\t=1"])
def test_no_name_becomes_a_formula(group, client, name):
    make.participant(group, name)
    client.force_login(group.its_lead)
    text = client.get(reverse("group_people_table", args=[group.slug])).content.decode()
    assert f"'{name}" in text
    assert text.startswith("\ufeffName,Sector")

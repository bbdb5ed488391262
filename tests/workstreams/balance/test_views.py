"""The pages on balance: what is counted, for whom, over which time, and at what cost."""

import csv
import datetime
import io
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from members.models import Sector
from tests import factories as make
from workstreams.discussion import actions as discussion
from workstreams.discussion.models import Post

pytestmark = pytest.mark.django_db

MOST = 14


def counts(response, measure):
    """{mark: how many} of the "people", the "organisations" or the "voice" on a page."""
    return {row.sector.mark: row.count for row in response.context[measure].rows}


def text(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def addresses(group):
    return {
        "alliance": reverse("balance"),
        "area": reverse("area_balance", args=[group.area.slug]),
        "group": reverse("group_balance", args=[group.slug]),
    }


@pytest.fixture
def group():
    group = make.group("Graded model access")
    acme = make.organisation("Acme", "private")
    for _ in range(2):
        make.participant(group, organisation=acme)
    make.participant(group, organisation=make.organisation("Harbour"))
    make.participant(group, mark="civil")
    return group


@pytest.mark.parametrize("of", ["alliance", "area", "group"])
def test_people_and_organisations_with_a_seat_are_counted(client, group, of):
    response = client.get(addresses(group)[of])
    people = {"private": 3, "public": 0, "civil": 1, "academia": 0, "international": 0}
    assert counts(response, "people") == people
    assert counts(response, "organisations") == people | {"private": 2, "civil": 0}
    assert "Private sector Above half 3 75.0 %" in text(response)


def test_somebody_in_two_groups_counts_once_for_the_alliance(client, group):
    other = make.group(area=make.area("elsewhere"))
    make.seat(group.participations.first().member, other)
    response = client.get(reverse("balance"))
    assert counts(response, "people") | {} == counts(client.get(addresses(group)["group"]), "people")
    assert response.context["people"].total == 4
    assert client.get(addresses(other)["area"]).context["people"].total == 1


def test_who_left_has_no_seat(client, group):
    seat = group.participations.filter(member__affiliations__sector__mark="civil").get()
    seat.left_at = timezone.now()
    seat.save(update_fields=["left_at"])
    assert counts(client.get(addresses(group)["group"]), "people")["civil"] == 0


def test_who_has_no_sector_is_counted_apart(client, group):
    make.seat(make.member(state=""), group)
    response = client.get(addresses(group)["group"])
    assert response.context["people"].total == 4 and response.context["people"].unplaced == 1
    assert "1 more without a sector on record is not counted here" in text(response)


# Voice


def test_a_post_counts_for_the_sector_of_its_day(client, group):
    author = make.participant(group, mark="academia")
    thread = make.thread(group, author)
    author.affiliations.update(sector=make.sector("public"))
    for period in ("30", "all"):
        voice = counts(client.get(addresses(group)["group"], {"period": period}), "voice")
        assert (voice["academia"], voice["public"]) == (1, 0)
    assert thread.posts.get().sector.mark == "academia"


@pytest.mark.parametrize("period", ["30", "all"])
def test_a_hidden_post_is_not_heard(client, group, period):
    thread = make.thread(group, make.participant(group, mark="academia"))
    post = make.reply(thread, make.participant(group, mark="public"))
    discussion.hide_post(post, by=make.lead(group), reason="Rude.")
    voice = counts(client.get(addresses(group)["group"], {"period": period}), "voice")
    assert (voice["academia"], voice["public"]) == (1, 0)


@pytest.mark.parametrize("period", ["30", "all"])
def test_imported_posts_without_a_sector_are_said_and_not_shared(client, group, period):
    post = make.root(make.thread(group, make.participant(group, mark="academia")))
    Post.objects.filter(pk=make.reply(post.thread).pk).update(sector=None)
    post.thread.voices.exclude(sector__mark="academia").delete()
    response = client.get(addresses(group)["group"], {"period": period})
    assert (response.context["voice"].total, response.context["voice"].unplaced) == (1, 1)
    assert "without a sector on record" in text(response)


def dated(group, days, mark="civil"):
    post = make.root(make.thread(group, make.participant(group, mark=mark)))
    Post.objects.filter(pk=post.pk).update(created_at=timezone.now() - datetime.timedelta(days=days))


@pytest.mark.parametrize(("period", "heard"), [("30", 1), ("90", 2), ("365", 3), ("all", 4), ("", 2)])
def test_the_period_decides_what_is_heard(client, group, period, heard):
    for days in (1, 40, 200, 800):
        dated(group, days)
    for url in addresses(group).values():
        assert client.get(url, {"period": period}).context["voice"].total == heard


def test_days_can_be_chosen(client, group):
    for days in (1, 40, 200):
        dated(group, days)
    day = timezone.localdate() - datetime.timedelta(days=40)
    asked = {"first": day.isoformat(), "last": day.isoformat()}
    response = client.get(addresses(group)["group"], asked)
    assert response.context["voice"].total == 1
    assert client.get(addresses(group)["group"], {"first": day.isoformat()}).context["voice"].total == 2
    assert client.get(addresses(group)["group"], {"last": day.isoformat()}).context["voice"].total == 2


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"first": "soon"}, "Write the day as year, month, day"),
        ({"first": "0001-01-01"}, "Write the day as year, month, day"),
        ({"last": "9999-12-31"}, "Write the day as year, month, day"),
        ({"first": "2025-11-20", "last": "2025-11-01"}, "The first day comes after the last"),
        ({"period": "7"}, "Choose one of the periods"),
    ],
)
def test_days_that_make_no_sense_are_said_and_kept(client, group, asked, said):
    for name in ("balance", "balance_csv"):
        response = client.get(reverse(name), asked)
        assert response.status_code == 422 and said in text(response)
    page = client.get(reverse("balance"), asked).content.decode()
    assert all(f'value="{value}"' in page for name, value in asked.items() if name != "period")


# Who sees what


@pytest.mark.parametrize("visibility", ["members", "private"])
@pytest.mark.parametrize("of", ["balance", "area_balance"])
def test_the_figures_tell_an_outsider_nothing_of_a_group_they_cannot_see(client, group, visibility, of):
    secret = make.group("Zanzibar", visibility=visibility)
    insider = make.participant(secret, mark="international", organisation=make.organisation(mark="international"))
    make.thread(secret, insider)
    args = [group.area.slug] if of == "area_balance" else []

    def read(person):
        client.logout()
        if person:
            client.force_login(person)
        page, table = client.get(reverse(of, args=args)), client.get(reverse(f"{of}_csv", args=args))
        numbers = [page.context[name].total for name in ("people", "organisations", "voice")]
        return numbers, "Zanzibar" in page.content.decode(), table.content.decode().count(",1,")

    outside = read(None)
    assert outside[:2] == ([4, 2, 0], False)
    assert read(make.member())[:2] == (([4, 2, 0], False) if visibility == "private" else ([5, 3, 1], True))
    assert read(insider)[:2] == read(make.staff())[:2] == ([5, 3, 1], True)
    assert read(insider)[2] == outside[2] + 3


def test_the_page_says_what_it_counts(client, group):
    make.group(visibility="private")
    assert "1 group is counted: those that you can read." in text(client.get(reverse("balance")))
    client.force_login(make.staff())
    assert "2 groups are counted: all there are, private ones too." in text(client.get(reverse("balance")))


@pytest.mark.parametrize("name", ["group_balance", "group_balance_csv"])
def test_a_private_groups_balance_does_not_exist_for_an_outsider(client, name):
    secret = make.group(visibility="private")
    client.force_login(make.member())
    assert client.get(reverse(name, args=[secret.slug])).status_code == 404
    client.force_login(make.participant(secret))
    assert client.get(reverse(name, args=[secret.slug])).status_code == 200


# The table, the sixth sector, the empty page


def test_the_table_holds_every_figure(client, group):
    dated(group, 1)
    response = client.get(reverse("group_balance_csv", args=[group.slug]), {"period": "30"})
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"].startswith('attachment; filename="balance-graded-model-access-')
    rows = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert len(rows) == 15
    assert [row["number"] for row in rows if row["counted"] == "People with a seat"] == ["3", "0", "2", "0", "0"]
    assert {row["from"] for row in rows if row["counted"] == "Posts"} != {""}


def test_a_group_named_like_a_formula_is_text_in_the_table(client):
    group = make.group("=HYPERLINK(0)")
    rows = client.get(reverse("group_balance_csv", args=[group.slug])).content.decode()
    assert "'=HYPERLINK(0)" in rows and "\n=" not in rows


def test_a_sixth_sector_needs_no_code(client, group):
    Sector.objects.create(slug="media", name="Media", short_name="Media", code="Me", mark="bar", position=99)
    response = client.get(addresses(group)["group"])
    assert len(response.context["people"].rows) == 6 and "Media" in text(response)
    assert counts(response, "people")["bar"] == 0


def test_an_alliance_without_groups_says_so(client):
    assert "No group can be counted yet" in text(client.get(reverse("balance")))
    area = make.area()
    assert "No group can be counted here yet" in text(client.get(reverse("area_balance", args=[area.slug])))


def test_an_empty_group_says_so(client):
    shown = text(client.get(addresses(make.group())["group"]))
    assert "Nobody has a seat here yet." in shown and "No sector was heard in this time." in shown


def test_the_formula_is_worked_out_with_the_pages_own_numbers(client, group):
    assert "5 × (4² − 10) ÷ (4² × 4) = 0.469" in text(client.get(addresses(group)["group"]))


def test_the_balance_is_a_part_of_its_group(client, group):
    page = client.get(addresses(group)["group"])
    assert [url for _text, url, _n, current in page.context["head"].tabs if current] == [addresses(group)["group"]]
    assert f'href="{addresses(group)["group"]}" aria-current="page"' in page.content.decode()


def test_a_groups_pages_lead_to_its_balance(client, group):
    for name in ("group", "group_people", "group_charter"):
        assert addresses(group)["group"] in client.get(reverse(name, args=[group.slug])).content.decode()
    for url in (reverse("home"),):
        assert reverse("balance") in client.get(url).content.decode()


@pytest.mark.parametrize("who", ["visitor", "lead", "secretariat"])
@pytest.mark.parametrize("period", ["90", "all"])
def test_twelve_groups_cost_what_one_costs(client, group, who, period):
    person = {"visitor": None, "lead": make.lead(group), "secretariat": make.staff()}[who]
    if person:
        client.force_login(person)

    def cost():
        found = []
        for url in addresses(group).values():
            client.get(url, {"period": period})
            with CaptureQueriesContext(connection) as queries:
                assert client.get(url, {"period": period}).status_code == 200
            found.append(len(queries))
        return found

    make.thread(group, group.participations.first().member)
    small = cost()
    for number in range(11):
        other = make.group(area=make.area(f"area-{number % 4}") if number % 2 else group.area)
        make.thread(other, make.participant(other, mark=make.MARKS[number % 5], organisation=make.organisation()))
        if person:
            make.seat(person, other, "lead")
    assert cost() == small
    assert max(small) <= MOST

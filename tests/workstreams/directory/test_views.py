"""The directory: who opens it, who stands in it, and what it never tells."""

import csv
import io

import pytest
from django.urls import reverse

from members import actions
from members.models import Expertise, Membership
from tests import factories

pytestmark = pytest.mark.django_db


def told(member, **said):
    nothing = {"about": "", "languages": [], "region": "", "expertise": [], "email_audience": "nobody"}
    return actions.describe(member, by=member, **(nothing | {"audience": "members"} | said))


def names(response):
    return [member.name for member in response.context["members"]]


@pytest.fixture
def reader(client):
    """An active member, signed in, who sits nowhere."""
    member = factories.member("Zoë Reader")
    client.force_login(member)
    return member


def look(client, **chosen):
    return client.get(reverse("directory"), chosen)


def test_a_visitor_is_sent_to_sign_in(client):
    for address in [reverse("directory"), reverse("member", args=[1]), reverse("directory_csv")]:
        assert client.get(address).url.startswith(reverse("account_login"))


@pytest.mark.parametrize("state", ["applied", "declined", "suspended", ""])
def test_who_is_not_active_reads_why_not(client, state):
    someone = factories.member()
    client.force_login(factories.member(state=state))
    for address in [reverse("directory"), reverse("member", args=[someone.pk])]:
        response = client.get(address)
        assert response.status_code == 403
        html = response.content.decode()
        assert "The directory is for members" in html
        assert ("See where you stand" in html) == bool(state)


def test_names_stand_in_the_order_of_a_reader(client, reader):
    for name in ["bernd", "Ángel", "Zacharias", "Anna", "Åsa"]:
        factories.member(name)
    assert names(look(client)) == ["Ángel", "Anna", "Åsa", "bernd", "Zacharias", "Zoë Reader"]


@pytest.mark.parametrize("state", ["applied", "declined", "suspended"])
def test_only_active_members_are_listed(client, reader, state):
    someone = factories.member(state=state)
    assert names(look(client)) == ["Zoë Reader"]
    assert client.get(reverse("member", args=[someone.pk])).status_code == 404


def test_who_left_or_was_imported_is_not_listed(client, reader):
    gone = factories.member()
    actions.leave(gone.membership, by=gone)
    factories.member(is_active=False)
    imported = actions.imported_members({"old@example.org": "Old Hand"})["old@example.org"]
    unread = factories.member()
    Membership.objects.filter(member=unread).update(rules=None, rules_accepted_at=None)
    assert names(look(client)) == ["Zoë Reader"]
    for one in [gone, imported, unread]:
        assert client.get(reverse("member", args=[one.pk])).status_code == 404


def test_members_are_found_by_name_sector_and_organisation(client, reader):
    organisation = factories.organisation("Institute of Care", mark="civil")
    organisation.former_names.create(name="Society for Care")
    factories.member("Ada Lovelace", "civil", organisation=organisation)
    factories.member("Ada Byron", "public")
    assert names(look(client, q="ada")) == ["Ada Byron", "Ada Lovelace"]
    assert names(look(client, q="love ada")) == ["Ada Lovelace"]
    assert names(look(client, sector=factories.sector("public").slug)) == ["Ada Byron"]
    assert names(look(client, organisation="of care")) == ["Ada Lovelace"]
    assert names(look(client, organisation="society for")) == ["Ada Lovelace"]
    assert names(look(client, sector=factories.sector("public").slug, organisation="care")) == []


def test_members_are_found_by_what_they_tell(client, reader):
    field = Expertise.objects.get_or_create(name="Audit")[0]
    told(factories.member("Ada"), region="africa", expertise=[field])
    told(factories.member("Bea"), region="europe")
    assert names(look(client, region="africa")) == ["Ada"]
    assert names(look(client, expertise=field.pk)) == ["Ada"]
    assert names(look(client, region="europe", expertise=field.pk)) == []


def test_a_filter_never_finds_who_hides_it(client, reader):
    field = Expertise.objects.get_or_create(name="Audit")[0]
    group = factories.group()
    hidden = factories.participant(group, "Ada Hidden")
    inside = factories.participant(group, "Bea Inside")
    told(hidden, region="africa", expertise=[field], about="My secret.", audience="nobody")
    told(inside, region="africa", expertise=[field], about="For my group.", audience="groups")
    for chosen in [{"region": "africa"}, {"expertise": field.pk}]:
        response = look(client, **chosen)
        assert names(response) == [] and response.context["page"].paginator.count == 0
    assert {"Ada Hidden", "Bea Inside"} <= set(names(look(client)))
    page = look(client).content.decode()
    assert "Africa</p>" not in page
    client.force_login(factories.participant(group))
    assert names(look(client, region="africa")) == ["Bea Inside"]
    client.force_login(factories.staff())
    assert names(look(client, region="africa")) == []


def test_members_are_found_by_group(client, reader):
    group = factories.group()
    factories.participant(group, "Ada")
    assert names(look(client, group=group.slug)) == ["Ada"]


def test_a_private_group_and_none_at_all_answer_alike(client, reader):
    private = factories.group("Incident room", visibility="private")
    factories.participant(private, "Ada")
    quiet = factories.group("Counted", roster="counts")
    factories.participant(quiet, "Bea")
    answers = [look(client, group=slug) for slug in [private.slug, quiet.slug, "never-was"]]
    assert [answer.status_code for answer in answers] == [422, 422, 422]
    for answer in answers:
        page = answer.content.decode()
        assert "Choose again" in page and "Incident room" not in page and "Ada" not in page
    client.force_login(factories.participant(private))
    assert "Ada" in names(look(client, group=private.slug))


@pytest.mark.parametrize("reader", ["member", "lead of another group", "participant", "secretariat"])
def test_a_group_that_shows_numbers_alone_is_no_filter_but_for_those_who_read_its_names(client, reader):
    quiet = factories.group("Counted", roster="counts")
    factories.participant(quiet, "Ada")
    person = {
        "member": factories.member,
        "lead of another group": lambda: factories.lead(factories.group()),
        "participant": lambda: factories.participant(quiet, "Bea"),
        "secretariat": factories.staff,
    }[reader]()
    client.force_login(person)
    inside = reader in {"participant", "secretariat"}
    answer = look(client, group=quiet.slug)
    assert answer.status_code == (200 if inside else 422)
    assert ("Ada" in answer.content.decode()) is inside
    assert ("Counted" in look(client).content.decode()) is inside  # among the choices
    # Not even together with what everybody may search by, nor by the group's number.
    assert ("Ada" in look(client, q="ada", group=quiet.slug).content.decode().replace('value="ada"', "")) is inside
    assert look(client, group=quiet.pk).status_code == 422
    assert client.get(reverse("directory_csv"), {"group": quiet.slug}).status_code == (
        200 if reader == "secretariat" else 403
    )


@pytest.mark.parametrize("chosen", [{"sector": "none"}, {"region": "moon"}, {"expertise": "x"}, {"q": "a\x00b"}])
def test_a_choice_that_is_not_there_is_said(client, reader, chosen):
    assert look(client, **chosen).status_code == 422


def test_a_page_out_of_range_is_the_nearest(client, reader):
    assert look(client, page="7000").status_code == look(client, page="x").status_code == 200


def test_pages_hold_fifty_and_keep_the_search(client, reader):
    for number in range(60):
        factories.member(f"Ada {number:02}")
    first = look(client, q="ada")
    assert len(names(first)) == 50
    page = first.content.decode()
    assert "60 members" in page and "1-50 of 60" in page and "?q=ada&amp;page=2" in page
    assert names(look(client, q="ada", page=2)) == [f"Ada {number}" for number in range(50, 60)]


def test_nobody_fits(client, reader):
    page = look(client, q="nobody of this name").content.decode()
    assert "Nobody fits all of this" in page and "0 members" in page


def test_the_list_costs_the_same_for_one_and_for_fifty(client, reader, django_assert_max_num_queries):
    fields = [Expertise.objects.get_or_create(name=f"Field {number}")[0] for number in range(3)]

    def cost():
        with django_assert_max_num_queries(15) as queries:
            assert look(client, q="ada").status_code == 200
        return len(queries)

    told(factories.member("Ada", organisation=factories.organisation()), expertise=fields)
    look(client)
    small = cost()
    for number in range(60):
        told(factories.member(f"Ada {number}", organisation=factories.organisation()), expertise=fields)
    # The words of the pager cost nothing.
    assert cost() == small


def test_a_member_s_page_tells_what_they_chose_to_tell(client, reader):
    field = Expertise.objects.get_or_create(name="Audit")[0]
    member = factories.member("Ada", "civil", organisation=factories.organisation("Institute of Care", mark="civil"))
    told(
        member,
        about="Line <one>\nhttps://example.org/ada",
        expertise=[field],
        languages=["fr", "sw"],
        region="africa",
    )
    page = client.get(reverse("member", args=[member.pk])).content.decode()
    for text in ["Ada", "Institute of Care", "Audit", "French, Swahili", "Africa", "Line &lt;one&gt;", "nofollow"]:
        assert text in page, text


@pytest.mark.parametrize(
    ("audience", "shares", "readable"),
    [
        ("members", False, True),
        ("groups", False, False),
        ("groups", True, True),
        ("nobody", True, False),
    ],
)
def test_the_audience_decides_who_reads_words_and_address(client, audience, shares, readable):
    group = factories.group()
    member = factories.participant(group, email="ada.private@example.org")
    told(member, about="My own words.", audience=audience, email_audience=audience)
    reader = factories.participant(group) if shares else factories.member()
    client.force_login(reader)
    page = client.get(reverse("member", args=[member.pk])).content.decode()
    assert ("My own words." in page) is readable
    assert ("ada.private@example.org" in page) is readable
    client.force_login(member)
    assert "My own words." in client.get(reverse("member", args=[member.pk])).content.decode()


@pytest.mark.parametrize("who", ["reader", "member"])
def test_a_seat_given_up_shares_no_group(client, who):
    group = factories.group()
    member, reader = factories.participant(group), factories.participant(group)
    told(member, about="My own words.", audience="groups")
    {"reader": reader, "member": member}[who].participations.update(left_at="2100-01-01T00:00Z")
    client.force_login(reader)
    assert "My own words." not in client.get(reverse("member", args=[member.pk])).content.decode()


def test_no_address_is_told_by_those_who_never_chose(client, reader):
    member = factories.member(email="ada.private@example.org")
    for address in [reverse("member", args=[member.pk]), reverse("directory"), reverse("directory") + "?q=private"]:
        assert "ada.private" not in client.get(address).content.decode().replace("?q=private", "")


def test_a_private_group_does_not_show_on_a_profile(client, reader):
    private = factories.group("Incident room", visibility="private")
    quiet = factories.group("Counted", roster="counts")
    open_one = factories.group("Open to all")
    member = factories.participant(private)
    for group in [quiet, open_one]:
        factories.seat(member, group)
    page = client.get(reverse("member", args=[member.pk])).content.decode()
    assert "Open to all" in page and "Incident room" not in page and "Counted" not in page
    client.force_login(factories.participant(private))
    assert "Incident room" in client.get(reverse("member", args=[member.pk])).content.decode()


def test_a_member_s_page_costs_the_same_for_many_groups(client, reader, django_assert_max_num_queries):
    member = factories.participant(factories.group())

    def cost():
        with django_assert_max_num_queries(15) as queries:
            client.get(reverse("member", args=[member.pk]))
        return len(queries)

    cost()
    small = cost()
    for _ in range(30):
        factories.seat(member, factories.group())
    assert cost() == small


def test_the_secretariat_alone_takes_the_list_out(client, reader):
    assert client.get(reverse("directory_csv")).status_code == 403
    assert reverse("directory_csv") not in look(client).content.decode()
    told(factories.member("=HYPERLINK(1)", email="ada@example.org"), region="africa", languages=["fr"])
    told(factories.member("Bea"), region="europe", audience="nobody")
    factories.member("  =1+1")
    client.force_login(factories.staff())
    assert reverse("directory_csv") in look(client).content.decode()
    response = client.get(reverse("directory_csv"))
    assert response["Content-Type"].startswith("text/csv")
    rows = {row["Name"]: row for row in csv.DictReader(io.StringIO(response.content.decode("utf-8-sig")))}
    assert rows["'=HYPERLINK(1)"]["E-mail"] == "ada@example.org"
    assert (rows["'=HYPERLINK(1)"]["Region"], rows["'=HYPERLINK(1)"]["Languages"]) == ("Africa", "French")
    assert rows["Bea"]["Region"] == ""
    assert "'  =1+1" in rows
    assert len(client.get(reverse("directory_csv"), {"q": "bea"}).content.splitlines()) == 2


def test_names_lead_to_the_page_for_members_and_are_plain_for_visitors(client):
    group = factories.group()
    speaker = factories.lead(group)
    thread = factories.thread(group, by=speaker)
    gone = factories.participant(group)
    factories.reply(thread, by=gone)
    actions.suspend(gone.membership, by=factories.staff(), reason="Threats.")
    pages = [group.get_absolute_url(), thread.get_absolute_url(), reverse("group_people", args=[group.slug])]
    link = reverse("member", args=[speaker.pk])
    for address in pages:
        assert link not in client.get(address).content.decode()
    client.force_login(factories.member())
    for address in pages:
        page = client.get(address).content.decode()
        assert link in page, address
        assert reverse("member", args=[gone.pk]) not in page

"""Another name and address: the former ones lead on, for those who may know of the group."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from tests import factories as make
from workstreams.groups import actions
from workstreams.groups.models import FormerAddress, WorkingGroup

pytestmark = pytest.mark.django_db


@pytest.fixture
def moved():
    group = make.group("Responsible uses", slug="responsible-uses")
    lead = make.lead(group)
    thread = make.thread(group, lead)
    group = actions.change_group(group, by=lead, name="Sustainable uses", slug="sustainable-uses")
    group.its_lead, group.its_thread = lead, thread
    return group


PAGES = ["group", "group_people", "group_charter", "group_milestones", "group_join", "thread_new", "desk", "group_edit"]


@pytest.mark.parametrize("name", PAGES)
def test_every_old_address_leads_to_the_same_page(client, moved, name):
    client.force_login(moved.its_lead)
    old = client.get(reverse(name, args=["responsible-uses"]) + "?page=2")
    assert (old.status_code, old.url) == (301, reverse(name, args=["sustainable-uses"]) + "?page=2")


def test_a_thread_and_its_buttons_lead_on_too(client, moved):
    client.force_login(moved.its_lead)
    for name in ("thread", "thread_lock"):
        old, new = (reverse(name, args=[slug, moved.its_thread.pk]) for slug in ("responsible-uses", moved.slug))
        answer = client.get(old) if name == "thread" else client.post(old)
        assert (answer.status_code, answer.url) == (301 if name == "thread" else 308, new)


def test_what_is_sent_to_an_old_address_arrives(client, moved):
    client.force_login(moved.its_lead)
    url = reverse("thread_reply", args=["responsible-uses", moved.its_thread.pk])
    page = client.post(url, {"body": "Sent to the old address."}, follow=True)
    assert page.status_code == 200
    assert moved.its_thread.posts.filter(body="Sent to the old address.").exists()


@pytest.mark.parametrize("visibility", ["members", "private"])
def test_an_old_address_answers_an_outsider_as_one_that_never_was(client, moved, visibility):
    actions.change_group(moved, by=moved.its_lead, visibility=visibility)
    outsiders = [None] if visibility == "members" else [None, make.member(), make.lead(make.group())]
    for outsider in outsiders:
        client.logout()
        if outsider:
            client.force_login(outsider)
        here = client.get(reverse("group", args=["responsible-uses"]))
        never = client.get(reverse("group", args=["never-was"]))
        assert here.status_code == never.status_code == 404
        assert "ustainable" not in here.content.decode()


def test_an_old_thread_that_never_was_is_not_found(client, moved):
    page = client.get(reverse("thread", args=["responsible-uses", 99999]), follow=True)
    assert page.status_code == 404


def test_a_name_may_change_alone_and_the_former_one_is_kept(client, moved):
    actions.change_group(moved, by=moved.its_lead, name="Uses")
    assert list(moved.former_addresses.values_list("slug", "name")) == [
        (None, "Sustainable uses"),
        ("responsible-uses", "Responsible uses"),
    ]
    page = client.get(reverse("group_charter", args=[moved.slug])).content.decode()
    assert "Earlier names:" in page and "Sustainable uses" in page and "Responsible uses" in page
    actions.change_group(moved, by=moved.its_lead, purpose="Another purpose.")
    actions.change_group(moved, by=moved.its_lead, name="Sustainable uses")
    assert list(moved.former_addresses.values_list("slug", "name")) == [
        (None, "Uses"),
        ("responsible-uses", "Responsible uses"),
    ]


def test_two_groups_may_each_have_had_the_same_name(moved):
    other = make.group("Sustainable uses")
    for group, lead in ((moved, moved.its_lead), (other, make.lead(other))):
        actions.change_group(group, by=lead, name="Uses")
    assert FormerAddress.objects.filter(slug=None, name="Sustainable uses").count() == 2


def test_a_group_takes_its_old_name_back(client, moved):
    group = actions.change_group(moved, by=moved.its_lead, name="Responsible uses", slug="responsible-uses")
    assert client.get(group.get_absolute_url()).status_code == 200
    assert client.get(reverse("group", args=["sustainable-uses"])).url == group.get_absolute_url()
    assert FormerAddress.objects.get().slug == "sustainable-uses"


@pytest.mark.parametrize("slug", ["responsible-uses", "sustainable-uses", "secret", "desk"])
def test_no_group_takes_anothers_address_nor_learns_whose_it_is(moved, slug):
    make.group("Secret", slug="secret", visibility="private")
    other = make.group()
    lead = make.lead(other)
    for act in (
        lambda: actions.change_group(other, by=lead, slug=slug),
        lambda: actions.create_group(make.area(), by=make.staff(), slug=slug, name="N", purpose="P"),
    ):
        with pytest.raises(ValidationError) as refused:
            act()
        [words] = refused.value.message_dict["slug"]
        assert words.startswith("This short address is not free: it leads to a group, or once did")
    assert FormerAddress.objects.count() == 1


@pytest.mark.parametrize("slug", ["Uses", "many_uses", "-", "-uses", "uses-", "us es", "üses"])
def test_an_address_is_written_in_one_way(moved, slug):
    for act in (
        lambda: actions.change_group(moved, by=moved.its_lead, slug=slug),
        lambda: actions.create_group(make.area(), by=make.staff(), slug=slug, name="N", purpose="P"),
    ):
        with pytest.raises(ValidationError) as refused:
            act()
        assert list(refused.value.message_dict) == ["slug"]
    assert actions.change_group(moved, by=moved.its_lead, slug="uses-2").slug == "uses-2"


def test_a_name_is_one_line_and_never_blank(moved):
    group = actions.change_group(moved, by=moved.its_lead, name="  Sound\n uses ", purpose=" What\tis sound. ")
    assert (group.name, group.purpose) == ("Sound uses", "What is sound.")
    with pytest.raises(ValidationError):
        actions.change_group(group, by=moved.its_lead, name=" \n ")
    founded = actions.create_group(make.area(), by=make.staff(), slug="n", name=" New\n one", purpose=" P ")
    assert (founded.name, founded.purpose) == ("New one", "P")


def test_only_those_who_lead_it_change_a_group(client, moved):
    for someone in (make.participant(moved), make.lead(make.group()), make.member()):
        with pytest.raises(PermissionDenied):
            actions.change_group(moved, by=someone, name="Mine")
        client.force_login(someone)
        assert client.get(reverse("group_edit", args=[moved.slug])).status_code == 403
        assert client.post(reverse("group_edit", args=[moved.slug]), {"name": "Mine"}).status_code == 403


def fields(group, **changes):
    names = ["name", "slug", "purpose", "visibility", "joining", "roster", "first_posts_held"]
    return {name: getattr(group, name) for name in names} | changes


def test_a_lead_changes_everything_on_one_page(client, moved):
    client.force_login(moved.its_lead)
    sent = fields(
        moved, name="Uses", slug="uses", visibility="members", joining="request", roster="counts", first_posts_held=3
    )
    page = client.post(reverse("group_edit", args=[moved.slug]), sent)
    assert page.url == reverse("group", args=["uses"])
    group = WorkingGroup.objects.get(pk=moved.pk)
    assert fields(group) == sent
    assert "responsible-uses" in client.get(reverse("group_edit", args=["uses"])).content.decode()


def test_what_was_typed_stays_when_an_address_is_taken(client, moved):
    other = make.group()
    client.force_login(make.lead(other))
    sent = fields(other, name="A careful name", slug="responsible-uses", state="concluded", area="999")
    page = client.post(reverse("group_edit", args=[other.slug]), sent)
    assert page.status_code == 422
    assert "A careful name" in page.content.decode()
    assert "This short address is not free" in page.content.decode()
    other.refresh_from_db()
    assert other.state == "chartered"


def test_the_secretariat_proposes_a_group_in_the_site(client):
    client.force_login(make.member())
    assert client.get(reverse("group_new")).status_code == 403
    client.force_login(make.staff())
    page = client.get(reverse("group_new"))
    assert page.status_code == 200
    assert "Choose a priority area" in page.content.decode() and "------" not in page.content.decode()
    sent = {"area": make.area().pk, "name": "New group", "slug": "new", "purpose": "Why", "charter": "We."}
    sent |= {"visibility": "public", "joining": "open", "roster": "names"}
    page = client.post(reverse("group_new"), sent)
    assert page.status_code == 422
    assert "own words" in page.content.decode()
    assert "New group" in page.content.decode()
    page = client.post(reverse("group_new"), {**sent, "slug": "new-group"}, follow=True)
    assert "is proposed" in page.content.decode()
    assert WorkingGroup.objects.get(slug="new-group").charter_revisions.get().body == "We."

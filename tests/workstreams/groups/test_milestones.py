"""Milestones: promised, changed, done, dropped, and late."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from tests import factories as make
from workstreams.groups import actions
from workstreams.groups.models import Milestone

pytestmark = pytest.mark.django_db


@pytest.fixture
def group():
    group = make.group()
    group.its_lead = make.lead(group)
    return group


def promise(group, title="A draft", days=5):
    return actions.add_milestone(
        group, by=group.its_lead, title=title, due_on=timezone.localdate() + timedelta(days=days)
    )


def test_a_milestone_goes_from_planned_to_done_and_back(group):
    one = promise(group)
    assert actions.finish_milestone(one, by=group.its_lead).settled_at
    with pytest.raises(ValidationError, match="settled already: Done"):
        actions.drop_milestone(one, by=group.its_lead)
    assert actions.reopen_milestone(one, by=group.its_lead).settled_at is None
    assert actions.drop_milestone(one, by=group.its_lead).state == "dropped"


@pytest.mark.parametrize("who", [make.member, make.staff])
def test_leads_and_the_secretariat_keep_them(group, who):
    someone = who()
    if someone.is_staff:
        actions.finish_milestone(promise(group), by=someone)
    else:
        with pytest.raises(PermissionDenied):
            actions.finish_milestone(promise(group), by=someone)
        with pytest.raises(PermissionDenied):
            actions.add_milestone(group, by=someone, title="Mine", due_on=timezone.localdate())


def test_one_that_is_late_is_marked_in_words(group, client):
    promise(group, "The late draft", days=-1)
    promise(group, "Due today", days=0)
    for url in (group.get_absolute_url(), reverse("group_milestones", args=[group.slug])):
        page = client.get(url).content.decode()
        assert page.count("Overdue") == page.count("The late draft")


def test_a_concluded_group_promises_nothing_more(group, client):
    promise(group, "The late draft", days=-1)
    actions.conclude_group(group, by=group.its_lead, note="All is said.")
    for url in (group.get_absolute_url(), reverse("group_milestones", args=[group.slug])):
        assert "Overdue" not in client.get(url).content.decode()
    page = client.get(reverse("group_milestones", args=[group.slug])).content.decode()
    assert "Left undone" in page and "To come" not in page and page.count("The late draft") == 1


def test_what_was_typed_stays_when_the_group_is_concluded_meanwhile(group, client):
    client.force_login(group.its_lead)
    url = reverse("group_milestones", args=[group.slug])
    actions.conclude_group(group, by=group.its_lead, note="All is said.")
    assert "Add a milestone" not in client.get(url).content.decode()
    page = client.post(url, {"title": "Typed with care", "due_on": "2031-01-01"})
    assert page.status_code == 422
    assert "Typed with care" in page.content.decode()
    assert "This group is concluded." in page.content.decode()
    assert not Milestone.objects.exists()


def test_a_lead_keeps_them_on_the_page(group, client):
    client.force_login(group.its_lead)
    url = reverse("group_milestones", args=[group.slug])
    wrong = client.post(url, {"title": "Typed with care", "due_on": "tomorrow"})
    assert wrong.status_code == 422
    assert "Typed with care" in wrong.content.decode()
    client.post(url, {"title": "First draft", "due_on": "2031-03-31"})
    one = Milestone.objects.get()
    change = reverse("group_milestone", args=[group.slug, one.pk])
    assert 'value="2031-03-31"' in client.get(change).content.decode()
    client.post(change, {"title": "Second draft", "due_on": "2031-04-30"})
    client.post(reverse("group_milestone_settle", args=[group.slug, one.pk]), {"state": "done"})
    one.refresh_from_db()
    assert (one.title, one.state) == ("Second draft", "done")
    late = client.post(change, {"title": "Third", "due_on": "2031-04-30"})
    assert late.status_code == 422


def test_others_read_them_and_change_nothing(group, client):
    one = promise(group, "A public promise")
    url = reverse("group_milestones", args=[group.slug])
    page = client.get(url).content.decode()
    assert "A public promise" in page
    assert "Add a milestone" not in page
    client.force_login(make.member())
    assert client.post(url, {"title": "Mine", "due_on": "2031-01-01"}).status_code == 403
    assert client.get(reverse("group_milestone", args=[group.slug, one.pk])).status_code == 403


def test_a_milestone_is_not_found_below_another_group(group, client):
    other = make.group()
    client.force_login(make.lead(other))
    assert client.get(reverse("group_milestone", args=[other.slug, promise(group).pk])).status_code == 404

"""Letting more people read a group: what was written for few cannot be unread."""

import pytest
from django.forms import model_to_dict
from django.urls import reverse

from tests import factories
from workstreams.groups import actions
from workstreams.groups.forms import ChangeForm
from workstreams.groups.models import WorkingGroup
from workstreams.notices.models import Notice

pytestmark = pytest.mark.django_db


@pytest.fixture
def group():
    return factories.group(visibility="private")


@pytest.fixture
def lead(group):
    return factories.lead(group)


def sent(group, **changes):
    return model_to_dict(group, ChangeForm.Meta.fields) | changes


def send(client, group, lead, **changes):
    client.force_login(lead)
    return client.post(reverse("group_edit", args=[group.slug]), sent(group, **changes))


def visibility_of(group):
    return WorkingGroup.objects.get(pk=group.pk).visibility


@pytest.mark.parametrize(
    ("visibility", "words"),
    [
        ("members", "Every member of the alliance may read all that was ever written here"),
        ("public", "Anyone may read all that was ever written here"),
    ],
)
def test_a_lead_is_asked_once_more_and_nothing_typed_is_lost(client, group, lead, visibility, words):
    asked = send(client, group, lead, visibility=visibility, purpose="Another purpose.")
    page = asked.content.decode()
    assert asked.status_code == 422
    assert words in page and "More people would read this group" in page and "Another purpose." in page
    assert visibility_of(group) == "private"
    assert send(client, group, lead, visibility=visibility, opens="on").status_code == 302
    assert visibility_of(group) == visibility


@pytest.mark.parametrize("before, after", [("public", "members"), ("public", "private"), ("members", "private")])
def test_nothing_is_asked_where_fewer_may_read(client, before, after):
    group = factories.group(visibility=before)
    lead = factories.lead(group)
    assert "all that was ever written" not in send(client, group, lead, purpose="x" * 300).content.decode()
    assert send(client, group, lead, visibility=after).status_code == 302
    assert visibility_of(group) == after
    assert not Notice.objects.exists()


def test_a_visibility_that_does_not_exist_is_refused(client, group, lead):
    assert send(client, group, lead, visibility="everybody", opens="on").status_code == 422
    assert visibility_of(group) == "private"


@pytest.mark.parametrize(
    ("visibility", "words"),
    [("members", "every member of the alliance can now read"), ("public", "anyone can now read")],
)
def test_those_who_sit_there_are_told(client, run_tasks, group, lead, visibility, words):
    seated, outside = factories.participant(group), factories.member()
    with run_tasks():
        actions.change_group(group, by=lead, visibility=visibility)
    assert [notice.event for notice in Notice.objects.filter(recipient=seated)] == [f"opened_to_{visibility}"]
    assert not Notice.objects.filter(recipient__in=[outside, lead]).exists()
    client.force_login(seated)
    assert words in client.get(reverse("notices")).content.decode()


def test_the_secretariat_opens_a_group_in_the_administration_and_they_are_told(client, run_tasks, group):
    seated, staff = factories.participant(group), factories.staff(is_superuser=True)
    client.force_login(staff)
    url = reverse("admin:groups_workinggroup_change", args=[group.pk])
    inlines = {}
    for prefix in ("charter_revisions", "former_addresses", "milestones"):
        inlines |= {f"{prefix}-TOTAL_FORMS": 0, f"{prefix}-INITIAL_FORMS": 0}
    asked = client.post(url, sent(group, visibility="members") | inlines)
    assert asked.status_code == 200 and "More people would read this group" in asked.content.decode()
    with run_tasks():
        assert client.post(url, sent(group, visibility="members", opens="on") | inlines).status_code == 302
    assert [notice.event for notice in Notice.objects.filter(recipient=seated)] == ["opened_to_members"]

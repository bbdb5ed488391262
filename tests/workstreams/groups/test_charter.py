"""Charters: every revision kept, their differences shown, and no text lost to another's."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from tests import factories as make
from workstreams.groups import actions
from workstreams.groups.models import CharterRevision

pytestmark = pytest.mark.django_db


@pytest.fixture
def group():
    group = make.group(charter="")
    group.its_lead = make.lead(group)
    actions.revise_charter(group, by=group.its_lead, body="We meet on Monday.", note="", base=0)
    return group


def revise(group, **changes):
    given = {"by": group.its_lead, "body": "We meet on <b>Friday</b>.", "note": "Another day", "base": 1, **changes}
    return actions.revise_charter(group, **given)


def test_each_revision_is_kept_and_the_newest_is_the_charter(group):
    revise(group)
    group.refresh_from_db()
    assert [one.body for one in group.charter_revisions.order_by("number")] == [
        "We meet on Monday.",
        "We meet on <b>Friday</b>.",
    ]
    assert group.charter == group.charter_revisions.first().body


@pytest.mark.parametrize(
    "changes",
    [
        {"body": "  "},
        {"body": "\u200b"},
        {"body": "We meet on Monday."},
        {"note": " "},
        {"note": "n" * 201},
        {"base": 0},
    ],
)
def test_what_is_no_revision_is_refused(group, changes):
    with pytest.raises(ValidationError):
        revise(group, **changes)
    assert CharterRevision.objects.count() == 1


def test_only_those_who_lead_the_group_write(group, client):
    for someone in (make.participant(group), make.lead(make.group())):
        with pytest.raises(PermissionDenied):
            revise(group, by=someone)
        client.force_login(someone)
        assert client.get(reverse("group_charter_edit", args=[group.slug])).status_code == 403


def test_nobody_saves_over_a_newer_text_and_both_are_shown(group, client):
    client.force_login(group.its_lead)
    url = reverse("group_charter_edit", args=[group.slug])
    revise(group, body="We meet on Tuesday.")
    page = client.post(url, {"body": "We meet on Sunday.", "note": "My day", "base": 1})
    text = page.content.decode()
    assert page.status_code == 422
    assert "newer charter" in text and "Tuesday" in text and "We meet on Sunday." in text
    assert 'name="base" value="2"' in text
    group.refresh_from_db()
    assert group.charter == "We meet on Tuesday."
    assert client.post(url, {"body": "We meet on Sunday.", "note": "My day", "base": 2}).status_code == 302
    group.refresh_from_db()
    assert group.charter == "We meet on Sunday."


def test_a_preview_shows_the_text_and_saves_nothing(group, client):
    client.force_login(group.its_lead)
    url = reverse("group_charter_edit", args=[group.slug])
    page = client.post(url, {"body": "We *meet* <script>", "note": "", "base": 1, "preview": "1"})
    assert "<em>meet</em>" in page.content.decode()
    assert "<script>\n" not in page.content.decode().partition("preview-place")[2][:300]
    assert CharterRevision.objects.count() == 1


def test_revisions_are_read_and_compared(group, client):
    revise(group)
    group.refresh_from_db()
    assert "Another day" in client.get(reverse("group_charter_revisions", args=[group.slug])).content.decode()
    old = client.get(reverse("group_charter_revision", args=[group.slug, 1])).content.decode()
    assert "We meet on Monday." in old and "earlier charter" in old
    for query in ("?from=1&to=2", "?from=2&to=1"):
        page = client.get(reverse("group_charter_changes", args=[group.slug]) + query).content.decode()
        assert "<ins>" in page and "<del>" in page
        assert "&lt;" in page and "<b>Friday" not in page


@pytest.mark.parametrize("query", ["", "?from=1", "?from=1&to=x", "?from=1&to=99", "?from=1&to=99999999999999999999"])
def test_what_cannot_be_compared_is_not_found(group, client, query):
    assert client.get(reverse("group_charter_changes", args=[group.slug]) + query).status_code == 404


def test_nothing_of_a_private_charter_is_found_by_outsiders(group, client):
    revise(group)
    actions.change_group(group, by=group.its_lead, visibility="private")
    client.force_login(make.member())
    for url in (
        reverse("group_charter_edit", args=[group.slug]),
        reverse("group_charter_revisions", args=[group.slug]),
        reverse("group_charter_revision", args=[group.slug, 1]),
        reverse("group_charter_changes", args=[group.slug]) + "?from=1&to=2",
        reverse("group_milestones", args=[group.slug]),
        reverse("group_edit", args=[group.slug]),
        reverse("group_people_before", args=[group.slug]),
        reverse("group_people_table", args=[group.slug]),
        reverse("group_seat", args=[group.slug, group.participations.get().pk]),
    ):
        assert client.get(url).status_code == 404, url
    for name in ("group_life", "group_step_down", "group_milestones", "group_charter_edit"):
        assert client.post(reverse(name, args=[group.slug])).status_code == 404, name

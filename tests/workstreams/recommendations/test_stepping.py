"""Steps and days by their pages: what comes next, who takes it, what it needs."""

import datetime
import re

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from tests import factories as make
from workstreams.recommendations import actions
from workstreams.recommendations.models import Recommendation
from workstreams.recommendations.ways import Need

pytestmark = pytest.mark.django_db

TEXT = "Developers publish the tiers of access before release."


def words(response):
    return " ".join(re.sub(r"<[^>]*>", " ", response.content.decode()).split())


def address(name, document, *more):
    return reverse(name, args=[document.place, document.pk, *more])


def in_days(days):
    return (timezone.localdate() + datetime.timedelta(days=days)).isoformat()


@pytest.fixture
def group():
    return make.group("Graded access")


@pytest.fixture
def lead(group):
    return make.lead(group)


@pytest.fixture
def document(group, lead):
    return actions.begin(group, by=lead, title="Graded access to frontier models", body=TEXT)


def at(document, step, **fields):
    Recommendation.objects.filter(pk=document.pk).update(step=step, **fields)
    document.refresh_from_db()


def test_a_step_says_what_it_means_how_long_it_lasts_and_who_takes_it(client, document, lead, group):
    url = address("recommendation_step", document, "adoption_call")
    client.force_login(lead)
    page = words(client.get(url))
    assert "By rule 2 weeks" in page and "The editors and leads of the group" in page
    assert "The group is asked whether it takes this text up." in page
    assert client.post(url, {"ends": in_days(10), "why": ""}).status_code == 302
    document.refresh_from_db()
    assert (document.step, document.days_left) == ("adoption_call", 10)
    assert "Until" in words(client.get(document.get_absolute_url()))


def test_those_who_do_not_take_a_step_read_who_does(client, document, lead, group):
    at(document, "adoption_call")
    client.force_login(make.participant(group))
    url = address("recommendation_step", document, "draft")
    page = client.get(url)
    assert "This step is taken by the leads of the group." in words(page)
    assert client.post(url, {}).status_code == 403
    document.refresh_from_db()
    assert document.step == "adoption_call"


def test_a_step_that_must_say_why_asks_for_it(client, document, lead):
    client.force_login(lead)
    url = address("recommendation_step", document, "parked")
    answer = client.post(url, {"why": " "})
    assert answer.status_code == 422 and "Say why." in words(answer)
    assert client.post(url, {"why": "The law is awaited."}).status_code == 302
    document.refresh_from_db()
    assert (document.step, document.parked_from) == ("parked", "idea")
    back = address("recommendation_step", document, "idea")
    assert back in client.get(document.get_absolute_url()).content.decode()
    assert client.post(back, {"why": "It is passed."}).status_code == 302


def test_a_step_that_does_not_follow_leads_back_to_the_text(client, document, lead):
    client.force_login(lead)
    answer = client.get(address("recommendation_step", document, "last_call"), follow=True)
    assert "does not go to" in words(answer)
    assert client.get(address("recommendation_step", document, "nowhere")).status_code == 404


@pytest.mark.parametrize(
    ("step", "to"),
    [
        ("last_call", "consultation"),
        ("consultation", "answering"),
        ("answering", "consensus_call"),
        ("consensus_call", "adopted"),
        ("consensus_call", "returned"),
        ("adopted", "published"),
        ("published", "superseded"),
        ("published", "withdrawn"),
    ],
)
def test_a_step_that_keeps_more_than_the_step_is_not_taken_by_a_bare_page(client, document, lead, settings, step, to):
    settings.STEP_ADDRESSES = []
    at(document, step)
    client.force_login(lead)
    assert client.post(address("recommendation_step", document, to), {"why": "Because."}).status_code == 404
    document.refresh_from_db()
    assert document.step == step


def elsewhere(recommendation, move):
    return "/elsewhere/" if move.after == "consultation" else ""


def needed(recommendation, move):
    return [Need("3 comments wait for an answer", False, "/comments/")] if move.after == "consultation" else []


def test_what_a_step_needs_and_where_it_is_taken_upper_floors_say(client, document, lead, settings):
    settings.STEP_ADDRESSES, settings.STEP_NEEDS = [f"{__name__}.elsewhere"], [f"{__name__}.needed"]
    at(document, "last_call")
    assert "3 comments wait for an answer" in words(client.get(document.get_absolute_url()))
    client.force_login(lead)
    page = client.get(document.get_absolute_url()).content.decode()
    assert 'href="/elsewhere/"' in page and 'href="/comments/"' in page
    answer = client.post(address("recommendation_step", document, "consultation"), {})
    assert (answer.status_code, answer.url) == (302, "/elsewhere/")


def test_what_is_needed_is_not_told_to_those_who_do_not_see_the_group(client, document, group, settings):
    settings.STEP_NEEDS = [f"{__name__}.needed"]
    at(document, "last_call")
    document.revisions.update(audience="public")
    group.visibility = "private"
    group.save()
    page = client.get(document.get_absolute_url())
    assert page.status_code == 200 and "3 comments wait" not in words(page)


def test_a_lead_lets_a_step_end_at_another_day_and_says_why(client, document, lead):
    actions.take_step(document, "adoption_call", by=lead)
    client.force_login(lead)
    url = address("recommendation_deadline", document)
    assert url in client.get(document.get_absolute_url()).content.decode()
    assert client.post(url, {"ends": in_days(20), "why": ""}).status_code == 422
    assert client.post(url, {"ends": in_days(-1), "why": "Holidays."}).status_code == 422
    assert client.post(url, {"ends": in_days(20), "why": "Holidays."}).status_code == 302
    document.refresh_from_db()
    assert document.days_left == 20
    history = words(client.get(address("recommendation_history", document)))
    assert "The step is to end at another moment:" in history and "Holidays." in history


def test_the_end_of_a_call_is_not_moved_here(client, document, lead):
    at(document, "consensus_call", step_ends_at=timezone.now() + datetime.timedelta(days=3))
    client.force_login(lead)
    assert client.get(address("recommendation_deadline", document)).status_code == 404
    with pytest.raises(ValidationError, match="not set here"):
        actions.move_deadline(document, by=lead, ends=timezone.now() + datetime.timedelta(days=9), why="Holidays.")


def test_a_published_text_is_looked_at_again_on_a_day(client, document, lead):
    at(document, "published")
    client.force_login(lead)
    url = address("recommendation_review", document)
    assert client.post(url, {"day": in_days(0)}).status_code == 422
    assert client.post(url, {"day": "2031-05-01"}).status_code == 302
    assert "looked at again by 1 May 2031" in words(client.get(document.get_absolute_url()))
    assert client.post(url, {"day": ""}).status_code == 302
    history = words(client.get(address("recommendation_history", document)))
    assert "To be looked at again on 1 May 2031" in history and "Not to be looked at again" in history


def test_an_idea_has_no_day_of_review(document, lead):
    with pytest.raises(ValidationError, match="adopted or published"):
        actions.set_review_day(document, by=lead, day=datetime.date(2031, 5, 1))


def test_days_are_the_leads_alone(document, group):
    editor = make.participant(group)
    editor.participations.update(role="editor")
    with pytest.raises(PermissionDenied):
        actions.move_deadline(document, by=editor, ends=timezone.now(), why="Mine.")
    with pytest.raises(PermissionDenied):
        actions.set_review_day(document, by=editor, day=None)


def test_a_step_whose_time_is_up_says_so(client, document):
    at(document, "last_call", step_ends_at=timezone.now() - datetime.timedelta(hours=1))
    assert "Time is up" in words(client.get(document.get_absolute_url()))

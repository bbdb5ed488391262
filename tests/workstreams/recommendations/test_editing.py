"""Beginning and writing documents by their pages: previews, two who save at once, titles."""

import re

import pytest
from django.urls import reverse

from tests import factories as make
from workstreams.recommendations import actions
from workstreams.recommendations.models import Recommendation

pytestmark = pytest.mark.django_db

TEXT = "# Access\n\nDevelopers publish the tiers of access before release."


def words(response):
    return " ".join(re.sub(r"<[^>]*>", " ", response.content.decode()).split())


@pytest.fixture
def group():
    return make.group("Graded access")


@pytest.fixture
def lead(group):
    return make.lead(group)


@pytest.fixture
def document(group, lead):
    return actions.begin(group, by=lead, title="Graded access to frontier models", body=TEXT)


@pytest.fixture
def edit(document):
    return reverse("recommendation_edit", args=[document.place, document.pk])


def test_whoever_takes_part_begins_a_text_by_its_page(client, group):
    client.force_login(make.participant(group))
    new = reverse("recommendation_new", args=[group.slug])
    assert "Begin a text" in words(client.get(reverse("recommendations", args=[group.slug])))
    assert client.get(new).status_code == 200
    answer = client.post(new, {"title": "Terms of red teaming", "body": TEXT})
    document = Recommendation.objects.get()
    assert answer.status_code == 302 and answer.url == document.get_absolute_url()
    assert (document.title, document.step) == ("Terms of red teaming", "idea")


def test_an_observer_begins_none(client, group):
    observer = make.member()
    make.seat(observer, group, "observer")
    client.force_login(observer)
    new = reverse("recommendation_new", args=[group.slug])
    assert client.get(new).status_code == 403 and client.post(new, {}).status_code == 403
    assert "Begin a text" not in words(client.get(reverse("recommendations", args=[group.slug])))


def test_what_will_not_do_comes_back_as_it_was_typed(client, group, lead):
    client.force_login(lead)
    answer = client.post(reverse("recommendation_new", args=[group.slug]), {"title": "No", "body": "Kept words."})
    assert answer.status_code == 422
    assert "Write a title of 5 to 200 characters." in words(answer) and "Kept words." in answer.content.decode()


def test_a_preview_shows_the_clauses_and_keeps_nothing(client, group, lead, document, edit):
    client.force_login(lead)
    body = "## Access\n\nOne <script>x</script> *clause*.\n\nAnother."
    for url in (reverse("recommendation_new", args=[group.slug]), edit):
        answer = client.post(url, {"title": "Terms", "body": body, "note": "", "base": 1, "preview": "1"})
        page = answer.content.decode()
        assert answer.status_code == 200
        assert "Preview: 3 clauses" in page and "<em>clause</em>" in page and "<script>x" not in page
        assert "put right" not in page, "whoever looks at a text has not sent it yet"
    assert Recommendation.objects.count() == 1 and document.revisions.count() == 1


def test_a_text_is_saved_as_the_next_revision(client, document, lead, edit):
    client.force_login(lead)
    assert "You write on r1." in words(client.get(edit))
    answer = client.post(edit, {"body": f"{TEXT}\n\nMore.", "note": "More.", "base": 1}, follow=True)
    assert "Saved as r2." in words(answer)
    assert document.revisions.newest_first().first().written_by == lead


def test_nobody_saves_over_a_newer_text_and_both_are_shown(client, document, lead, edit):
    actions.revise(document, by=lead, body=f"{TEXT}\n\nTheir clause.", note="Theirs.", base=1)
    client.force_login(lead)
    mine = {"body": f"{TEXT}\n\nMy clause.", "note": "Mine.", "base": 1}
    answer = client.post(edit, mine)
    page = answer.content.decode()
    assert answer.status_code == 422 and document.revisions.count() == 2
    assert "The newer text: r2" in page and "Their clause." in page and "My clause." in page
    assert page.count("One thing to put right") == 1
    by_a_browser = client.post(edit, {**mine, "body": mine["body"].replace("\n", "\r\n")})
    assert by_a_browser.context["between"] == answer.context["between"], "the ends of lines are no change"
    assert 'name="base" value="2"' in page, "saving again is upon the newer text"
    assert client.post(edit, {**mine, "base": 2}).status_code == 302
    assert document.revisions.newest_first().first().body.endswith("My clause.")


def test_editors_write_and_participants_do_not(client, document, group, edit):
    editor, participant = make.participant(group), make.participant(group)
    editor.participations.update(role="editor")
    client.force_login(editor)
    assert client.get(edit).status_code == 200
    client.force_login(participant)
    assert client.get(edit).status_code == 403 and client.post(edit, {}).status_code == 403
    assert "Edit the text" not in words(client.get(document.get_absolute_url()))


def test_in_a_step_in_which_the_text_rests_what_was_typed_is_kept(client, document, lead, edit):
    client.force_login(lead)
    Recommendation.objects.filter(pk=document.pk).update(step="consensus_call")
    assert "the text rests" in words(client.get(edit))
    answer = client.post(edit, {"body": f"{TEXT}\n\nMy clause.", "note": "Mine.", "base": 1})
    assert answer.status_code == 422 and "My clause." in answer.content.decode() and "the text rests" in words(answer)


def test_a_title_is_changed_and_the_earlier_one_stands_in_the_history(client, document, lead):
    client.force_login(lead)
    url = reverse("recommendation_title", args=[document.place, document.pk])
    assert document.title in client.get(url).content.decode()
    assert client.post(url, {"title": "No"}).status_code == 422
    assert client.post(url, {"title": "Tiered access"}).status_code == 302
    history = words(client.get(reverse("recommendation_history", args=[document.place, document.pk])))
    assert "Tiered access" in history and "Graded access to frontier models" in history


def test_in_a_group_that_rests_nothing_is_saved_and_what_was_typed_is_kept(client, document, lead, group, edit):
    group.state, group.state_note = "dormant", "We wait."
    group.save()
    client.force_login(lead)
    assert "This group rests." in words(client.get(edit))
    answer = client.post(edit, {"body": f"{TEXT}\n\nMy clause.", "note": "Mine.", "base": 1})
    assert answer.status_code == 422 and "My clause." in answer.content.decode() and document.revisions.count() == 1
    assert "Edit the text" not in words(client.get(document.get_absolute_url()))

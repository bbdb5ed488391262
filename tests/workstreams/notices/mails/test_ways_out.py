"""The addresses in a mail that mute a thread and stop the mails: by a signed word, without signing in."""

import pytest
from django.urls import reverse

from tests import factories as make
from workstreams.discussion import actions as discussion
from workstreams.groups.models import WorkingGroup
from workstreams.notices import actions, tokens
from workstreams.notices.models import Choice

pytestmark = pytest.mark.django_db


@pytest.fixture
def mute(me, thread):
    return reverse("notice_mute", args=[tokens.mute_token(me, thread)])


@pytest.fixture
def stop(me):
    return reverse("notice_mails_stop", args=[tokens.stop_token(me)])


def level(me):
    return [following.level for following in me.followings.all()]


class TestMuting:
    def test_to_look_at_the_link_changes_nothing(self, client, mute, me):
        before = level(me)
        page = client.get(mute)
        assert page.status_code == 200 and "Nothing has changed yet." in page.content.decode()
        assert level(me) == before

    def test_a_press_mutes_and_another_follows_as_before(self, client, mute, me, thread):
        discussion.follow_thread(thread, by=me, level="watching")
        page = client.post(mute).content.decode()
        assert level(me) == ["muted"] and 'name="again" value="watching"' in page
        assert client.post(mute, {"again": "watching"}).status_code == 200
        assert level(me) == ["watching"]

    def test_of_a_muted_thread_no_mail_comes_any_more(self, client, mute, answer, send):
        answer()
        client.post(mute)
        assert send() == []

    def test_what_went_out_of_sight_is_not_named(self, client, mute, me, thread):
        me.participations.all().delete()
        WorkingGroup.objects.update(visibility="private")
        page = client.get(mute)
        assert page.status_code == 404 and thread.title not in page.content.decode()

    def test_one_s_link_mutes_for_nobody_else(self, client, me, thread):
        other = make.participant(thread.group)
        client.post(reverse("notice_mute", args=[tokens.mute_token(other, thread)]))
        assert level(other) == ["muted"] and "muted" not in level(me)


class TestStopping:
    def test_to_look_at_the_link_changes_nothing(self, client, stop):
        page = client.get(stop).content.decode()
        assert "You were mentioned" in page and not Choice.objects.exists()

    def test_one_click_stops_and_a_press_lets_come_again_what_came(self, client, stop, me):
        actions.choose_mailed(me, by=me, mailed=["reply", "thread"])
        page = client.post(stop, {"List-Unsubscribe": "One-Click"}).content.decode()
        assert Choice.objects.get().mailed == [] and page.count('name="again"') == 2
        client.post(stop, {"again": ["reply", "thread"]})
        assert Choice.objects.get().mailed == ["reply", "thread"]

    def test_what_else_was_chosen_stays(self, client, stop, me):
        actions.choose_notices(me, by=me, wanted=["mention"], levels={})
        client.post(stop)
        assert "reply" in Choice.objects.get().unwanted and "mention" not in Choice.objects.get().unwanted


@pytest.mark.parametrize("name", ["notice_mute", "notice_mails_stop"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_word_that_we_did_not_sign_leads_nowhere(client, me, name, method):
    page = getattr(client, method)(reverse(name, args=[f"{me.pk}:forged"]))
    assert page.status_code == 404 and "This link leads nowhere" in page.content.decode()


def test_a_word_for_one_thing_opens_no_other(client, me, thread):
    assert client.get(reverse("notice_mails_stop", args=[tokens.mute_token(me, thread)])).status_code == 404

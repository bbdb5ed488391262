"""The inbox, the choices and what is followed, as members meet them."""

import datetime

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils import timezone

from tests import factories as make
from workstreams.discussion import actions as discussion
from workstreams.groups import actions as groups
from workstreams.home.context import Masthead
from workstreams.moderation import actions as moderation
from workstreams.notices import actions
from workstreams.notices.models import Choice, Notice

pytestmark = pytest.mark.django_db

CANARY = "Zanzibar"


@pytest.fixture
def me():
    return make.member("Mira Reads")


@pytest.fixture
def group(me):
    group = make.group("Evaluation")
    make.seat(me, group)
    return group


@pytest.fixture
def answer(me, group, run_tasks):
    """Somebody answered me: the post."""
    with run_tasks():
        thread = make.thread(group, me, title=f"What of {CANARY}?")
        post = make.reply(thread, make.participant(group, f"Noor {CANARY}"), body=f"It is {CANARY}.")
    return post


def inbox(client, member, **query):
    client.force_login(member)
    return client.get(reverse("notices"), query).content.decode()


def bell(member):
    return Masthead(type(member).objects.select_related("membership").get(pk=member.pk)).notices


class TestInbox:
    def test_says_who_did_what_where_and_leads_there(self, client, me, answer):
        page = inbox(client, me)
        assert f"<bdi>Noor {CANARY}</bdi> answered you in" in page and f"What of {CANARY}?" in page
        notice = Notice.objects.get()
        opened = client.get(notice.get_absolute_url())
        assert (opened.status_code, opened["Location"]) == (302, answer.get_absolute_url())
        notice.refresh_from_db()
        assert notice.read_at and bell(me) == ""

    def test_a_look_at_the_head_of_the_answer_reads_nothing(self, client, me, answer):
        client.force_login(me)
        client.head(Notice.objects.get().get_absolute_url())
        assert bell(me) == "1"

    def test_reading_the_post_itself_reads_its_notice(self, me, answer):
        discussion.mark_read(answer.thread, by=me, posts=[answer.pk])
        assert bell(me) == ""

    def test_marking_the_thread_as_read_reads_its_notices(self, me, answer):
        discussion.mark_thread_read(answer.thread, by=me, until=answer.pk)
        assert bell(me) == ""

    def test_of_another_s_notices_nothing_is_there(self, client, answer):
        client.force_login(make.member())
        assert client.get(Notice.objects.get().get_absolute_url()).status_code == 404

    def test_all_are_marked_up_to_the_one_that_was_shown(self, client, me, answer, run_tasks):
        first = Notice.objects.get()
        with run_tasks():
            make.reply(answer.thread, make.participant(answer.thread.group))
        client.force_login(me)
        client.post(reverse("notices_read"), {"until": first.pk})
        assert bell(me) == "1"
        client.post(reverse("notices_read"), {"until": "x"})
        assert bell(me) == "1"

    def test_is_filtered_by_kind_and_by_unread(self, client, me, answer):
        assert "answered you" not in inbox(client, me, kind="mention")
        assert "answered you" in inbox(client, me, kind="reply")
        assert "answered you" in inbox(client, me, unread="1")
        actions.open_notice(Notice.objects.get(), by=me)
        assert "Nothing here" in inbox(client, me, unread="1")
        assert "answered you" in inbox(client, me, kind="nonsense")
        Notice.objects.update(kind="post")
        assert "wrote in" in inbox(client, me, kind="watched")

    def test_older_ones_follow_page_by_page(self, client, me, answer):
        old = timezone.now() - datetime.timedelta(days=1)
        Notice.objects.bulk_create(
            Notice(recipient=me, kind="decision", event="admitted", created_at=old) for _ in range(45)
        )
        first = inbox(client, me)
        below = first.split("below=")[1].split('"')[0]
        second = inbox(client, me, below=below)
        assert (first.count("noticerow__kind"), second.count("noticerow__kind")) == (30, 16)
        assert inbox(client, me, below="987654321").count("noticerow__kind") == 30

    def test_an_event_without_words_of_its_own_is_shown_all_the_same(self, client, me):
        Notice.objects.create(recipient=me, kind="group", event="of_a_later_day")
        assert "no words for" in inbox(client, me)
        assert client.get(Notice.objects.get().get_absolute_url())["Location"] == reverse("notices")

    def test_one_row_costs_what_thirty_do(self, client, me, answer, django_assert_max_num_queries):
        def cost():
            inbox(client, me)
            with django_assert_max_num_queries(12) as queries:
                client.get(reverse("notices"))
            return len(queries)

        one = cost()
        Notice.objects.bulk_create(
            Notice(recipient=me, kind="post", post=make.reply(answer.thread, answer.author), actor=answer.author)
            for _ in range(29)
        )
        assert cost() == one


class TestWhatIsOutOfSight:
    """No notice tells of what its reader may not read (any more): not in a word, not in a count."""

    def gone(self, client, me):
        page = inbox(client, me)
        return CANARY not in page and "answered you" not in page and bell(me) == ""

    def test_hidden(self, client, me, answer):
        assert bell(me) == "1"
        moderation.hide(answer, by=make.lead(answer.thread.group), reason="Rude.")
        assert self.gone(client, me)
        assert client.get(Notice.objects.get(recipient=me).get_absolute_url()).status_code == 404

    def test_withdrawn(self, client, me, answer):
        discussion.withdraw_post(answer, by=answer.author)
        assert self.gone(client, me)

    def test_the_group_became_private_and_one_has_no_seat(self, client, me, answer, group):
        groups.leave_group(group, by=me)
        type(group).objects.filter(pk=group.pk).update(visibility="private")
        assert self.gone(client, me)

    def test_moved_to_a_private_group(self, client, me, answer):
        to = make.group(visibility="private")
        discussion.move_thread(answer.thread, by=make.staff(), to=to)
        assert self.gone(client, me)

    def test_a_private_group_that_one_was_removed_from(self, client, me, run_tasks):
        group = make.group(CANARY, visibility="private")
        seat = make.seat(me, group)
        with run_tasks():
            groups.remove_from_group(seat, by=make.lead(group), reason="Rude.")
        page = inbox(client, me)
        assert CANARY not in page and "Something of yours was restricted" in page

    def test_what_was_decided_on_a_post_is_told_without_its_words(self, client, answer, run_tasks):
        with run_tasks():
            moderation.hide(answer, by=make.lead(answer.thread.group), reason="Rude.")
        page = inbox(client, answer.author)
        assert "was restricted" in page and f"It is {CANARY}" not in page


class TestSettings:
    def test_what_is_chosen_is_kept_and_shown(self, client, me, group):
        client.force_login(me)
        url = reverse("notice_settings")
        said = {"wanted": ["mention"], "mailed": [], f"group_{group.pk}": "watching"}
        assert client.post(url, said).status_code == 302
        assert sorted(Choice.objects.get().unwanted) == ["group", "post", "reply", "text", "thread", "waiting"]
        page = client.get(url).content.decode()
        assert '<option value="watching" selected>' in page and page.count("checked") == 1

    def test_what_comes_by_mail_is_chosen_apart(self, client, me, group):
        client.force_login(me)
        url = reverse("notice_settings")
        assert client.get(url).content.decode().count('name="mailed"') == len(Choice.OPTIONAL)
        said = {"wanted": ["mention", "reply"], "mailed": ["reply", "thread"], f"group_{group.pk}": "normal"}
        assert client.post(url, said).status_code == 302
        assert Choice.objects.get().mailed == ["reply", "thread"]

    def test_a_level_that_there_is_not_comes_back(self, client, me, group):
        client.force_login(me)
        answer = client.post(reverse("notice_settings"), {"wanted": ["mention"], f"group_{group.pk}": "x"})
        assert answer.status_code == 422 and not Choice.objects.exists()

    def test_a_group_that_is_not_there_for_one_is_no_field(self, client, me, group):
        secret = make.group(CANARY, visibility="private")
        client.force_login(me)
        fields = {f"group_{group.pk}": "normal", f"group_{secret.pk}": "watching"}
        assert client.post(reverse("notice_settings"), fields).status_code == 302
        assert not me.group_followings.exists()
        assert CANARY not in client.get(reverse("notice_settings")).content.decode()


class TestFollowing:
    def test_lists_what_one_follows_with_what_is_new(self, client, me, answer):
        client.force_login(me)
        page = client.get(reverse("following")).content.decode()
        assert f"What of {CANARY}?" in page and "New" in page
        discussion.follow_thread(answer.thread, by=me, level="muted")
        assert CANARY not in client.get(reverse("following")).content.decode()
        assert CANARY in client.get(reverse("following"), {"level": "muted"}).content.decode()

    def test_one_row_costs_what_thirty_do(self, client, me, group, django_assert_max_num_queries):
        client.force_login(me)

        def cost():
            client.get(reverse("following"))
            with django_assert_max_num_queries(12) as queries:
                client.get(reverse("following"))
            return len(queries)

        make.thread(group, me)
        one = cost()
        for number in range(29):
            make.thread(group, me, body=f"Number {number}.")
        assert cost() == one


def test_a_visitor_has_no_bell():
    assert Masthead(AnonymousUser()).notices == ""


def test_read_ones_go_after_180_days_and_unread_ones_stay(me):
    old = timezone.now() - datetime.timedelta(days=181)
    made = [
        Notice(recipient=me, kind="group", event="now_concluded", created_at=at, read_at=read)
        for at, read in [(old, old), (old, None), (timezone.now(), timezone.now())]
    ]
    gone, unread, recent = Notice.objects.bulk_create(made)
    assert actions.clear_old() == 1
    assert set(Notice.objects.all()) == {unread, recent}


def test_nothing_is_left_of_somebody_who_is_erased(me, answer):
    actions.choose_notices(me, by=me, wanted=[], levels={answer.thread.group: "watching"})
    actions.erase_member(me, None)
    assert not Notice.objects.filter(recipient=me).exists()
    assert not (me.followings.exists() or me.group_followings.exists() or me.read_marks.exists())
    assert not Choice.objects.exists()

"""First posts at the desk: what a lead sees and decides, who is told, and that no channel shows a word before."""

import json
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from members import own_data
from tests import factories as make
from tests.workstreams.digests.telling import told
from workstreams.discussion import actions as discussion
from workstreams.discussion.models import Draft, HeldPost, Post
from workstreams.moderation import actions
from workstreams.moderation.models import Decision, LogEntry
from workstreams.notices.models import Notice

pytestmark = pytest.mark.django_db

CANARY = "Quetzalcoatlus"


@pytest.fixture
def group():
    return make.group("First group", first_posts_held=2)


@pytest.fixture
def lead(group):
    return make.lead(group, "Lea Lead")


@pytest.fixture
def thread(group, lead):
    return make.thread(group, lead, title="What is safe?")


@pytest.fixture
def newcomer(group):
    return make.participant(group, "Nia New")


@pytest.fixture
def held(thread, newcomer):
    return send(thread, newcomer)


def send(thread, by, body=f"At noonday I have seen a {CANARY}."):
    return discussion.post_reply(thread, by=by, parent=make.root(thread), body=body)


def desk(client, group):
    return client.get(reverse("desk_held", args=[group.slug]))


def decide(client, held, verdict, **fields):
    return client.post(reverse("held_decide", args=[held.pk]), {"verdict": verdict, **fields})


def signed_in(client, person):
    client.force_login(person)
    return client


class TestTheDesk:
    def test_shows_what_waits_with_its_place_and_author(self, client, group, lead, held):
        page = desk(signed_in(client, lead), group).content.decode()
        for words in ("Nia New", "What is safe?", CANARY, "0 posts of theirs are read here", "new to this group"):
            assert words in page

    def test_renders_the_text_as_it_will_stand_and_runs_nothing_in_it(self, client, group, lead, thread, newcomer):
        send(thread, newcomer, "**Bold** <script>alert(1)</script>")
        page = desk(signed_in(client, lead), group).content.decode()
        assert "<strong>Bold</strong>" in page and "<script>alert" not in page

    def test_is_the_leads_alone(self, client, group, held, newcomer):
        for someone, status in [(newcomer, 403), (make.member(), 403), (make.lead(make.group()), 403)]:
            assert desk(signed_in(client, someone), group).status_code == status

    def test_of_a_private_group_does_not_exist_for_others(self, client):
        hidden = make.group(visibility="private", first_posts_held=1)
        held = send(make.thread(hidden, make.lead(hidden)), make.participant(hidden))
        client = signed_in(client, make.lead(make.group()))
        assert desk(client, hidden).status_code == 404
        assert decide(client, held, "release").status_code == 404

    def test_costs_the_same_for_many(self, client, group, lead, thread):
        costs, client = [], signed_in(client, lead)
        desk(client, group)
        for so_many in (2, 18):
            for n in range(so_many):
                send(thread, make.participant(group), f"Text {n}.")
            with CaptureQueriesContext(connection) as queries:
                assert "Text 0." in desk(client, group).content.decode()
            costs.append(len(queries))
        assert costs[0] == costs[1]

    def test_says_what_happened_meanwhile(self, client, group, lead, thread, held):
        discussion.lock_thread(thread, by=lead)
        assert "was locked since" in desk(signed_in(client, lead), group).content.decode()

    def test_leaves_an_own_text_to_another_lead(self, client, group, held, newcomer):
        group.participations.filter(member=newcomer).update(role="lead")
        page = desk(signed_in(client, newcomer), group).content.decode()
        assert "You wrote this. Another lead decides." in page
        assert decide(client, held, "release").status_code == 403

    def test_says_that_nothing_waits(self, client, group, lead):
        assert "The first 2 posts of somebody new" in desk(signed_in(client, lead), group).content.decode()


class TestReleasing:
    def test_posts_the_text_and_keeps_that_in_the_log(self, client, lead, held, newcomer):
        assert decide(signed_in(client, lead), held, "release").status_code == 302
        post = Post.objects.get(author=newcomer)
        assert CANARY in post.body
        entry = LogEntry.objects.get(action="text_released")
        assert (entry.by, entry.member, entry.post_number) == (lead, newcomer, post.pk)

    def test_twice_posts_once_and_says_so(self, client, lead, held):
        client = signed_in(client, lead)
        decide(client, held, "release")
        again = decide(client, held, "release")
        assert again.status_code == 422
        assert "settled in the meantime: released" in again.content.decode()
        assert Post.objects.filter(author=held.author).count() == 1

    def test_what_can_stand_nowhere_goes_back(self, client, lead, group, held, newcomer):
        group.participations.filter(member=newcomer).update(left_at=held.held_at)
        client = signed_in(client, lead)
        assert "Give it back" in desk(client, group).content.decode()
        assert "may not write in this group any more" in decide(client, held, "release").content.decode()
        assert decide(client, held, "give_back").status_code == 302
        assert CANARY in Draft.objects.visible_to(newcomer).unposted().get().body
        assert LogEntry.objects.filter(action="text_given_back", member=newcomer).exists()


class TestDeclining:
    def test_sends_the_author_the_reason_and_posts_nothing(self, client, lead, held, newcomer, run_tasks, mailoutbox):
        with run_tasks():
            assert decide(signed_in(client, lead), held, "decline", reason="It sells something.").status_code == 302
        decision = Decision.objects.get()
        assert (decision.kind, decision.scope, decision.held, decision.subject) == ("decline", "held", held, newcomer)
        [letter] = [one for one in mailoutbox if one.to == [newcomer.email]]
        assert "It sells something." in letter.body and CANARY in letter.body
        assert not Post.objects.filter(author=newcomer).exists()
        held.refresh_from_db()
        assert held.outcome == "declined"

    def test_needs_a_reason_and_keeps_what_was_chosen(self, client, lead, held):
        response = decide(signed_in(client, lead), held, "decline", reason=" ")
        assert response.status_code == 422
        assert HeldPost.objects.waiting().get() == held

    def test_gives_back_what_was_typed_where_another_was_faster(self, client, lead, held, newcomer):
        discussion.take_back(held, by=newcomer)
        response = decide(signed_in(client, lead), held, "decline", reason="It sells something.")
        assert response.status_code == 422
        assert "It sells something." in response.content.decode()
        assert not Decision.objects.exists()

    def test_taken_back_posts_it_after_all(self, lead, group, held, newcomer):
        decision = actions.decline(held, by=lead, reason="It sells something.")
        with pytest.raises(PermissionDenied):
            actions.undo(decision, by=newcomer, reason="No.")
        actions.undo(decision, by=make.lead(group), reason="I read it again.")
        assert CANARY in Post.objects.get(author=newcomer).body

    def test_nobody_declines_their_own(self, held, newcomer):
        with pytest.raises(PermissionDenied):
            actions.decline(held, by=newcomer, reason="No.")
        assert not Decision.objects.exists()

    def test_without_a_reason_nothing_is_declined(self, held, lead):
        with pytest.raises(ValidationError):
            actions.decline(held, by=lead, reason="  ")
        assert HeldPost.objects.waiting().get() == held


class TestTellingLeads:
    def test_one_letter_for_all_that_waits(self, group, thread, lead, newcomer, run_tasks, mailoutbox):
        other = make.lead(group)
        for n in range(3):
            with run_tasks():
                send(thread, newcomer, f"I have seen {n} of {CANARY}.")
        assert sorted(one.to[0] for one in mailoutbox) == sorted([lead.email, other.email])
        assert "A text in First group waits" in mailoutbox[0].subject
        assert CANARY not in mailoutbox[0].body + str(mailoutbox[0].alternatives)

    def test_another_once_the_first_is_settled(self, thread, lead, newcomer, run_tasks, mailoutbox):
        with run_tasks():
            first = send(thread, newcomer)
        actions.release(first, by=lead)
        with run_tasks():
            send(thread, newcomer, "And this.")
        assert len([one for one in mailoutbox if one.to == [lead.email]]) == 2

    def test_none_where_it_was_taken_back_before_the_mail_went(self, thread, newcomer, run_tasks, mailoutbox):
        with run_tasks():
            discussion.take_back(send(thread, newcomer), by=newcomer)
        assert mailoutbox == []


class TestTheAuthor:
    def test_is_told_on_the_page_that_it_waits(self, client, thread, newcomer):
        url = reverse("thread_reply", args=[thread.group.slug, thread.pk])
        page = signed_in(client, newcomer).post(url, {"body": "Is it safe?"}, follow=True).content.decode()
        assert "waits for a lead of this group" in page
        assert "Is it safe?" in page and "Take it back" in page

    def test_is_led_there_by_htmx(self, client, thread, newcomer):
        url = reverse("thread_reply", args=[thread.group.slug, thread.pk])
        response = signed_in(client, newcomer).post(url, {"body": "Is it safe?"}, headers={"HX-Request": "true"})
        held = HeldPost.objects.get().pk
        # With a query, or a browser that shows this very address would only scroll.
        assert response["HX-Redirect"] == f"{thread.get_absolute_url()}?waiting={held}#waiting-{held}"

    def test_finds_a_new_thread_among_the_drafts(self, client, group, newcomer):
        sent = {"title": "What is new?", "body": "Is it safe?"}
        page = signed_in(client, newcomer).post(reverse("thread_new", args=[group.slug]), sent, follow=True)
        assert page.request["PATH_INFO"] == reverse("drafts")
        assert "What is new?" in page.content.decode() and "Waits for a lead" in page.content.decode()

    def test_is_told_before_they_write(self, client, thread, newcomer):
        page = signed_in(client, newcomer).get(thread.get_absolute_url()).content.decode()
        assert "a lead reads your first 2 posts here" in page
        page = client.get(reverse("thread_new", args=[thread.group.slug])).content.decode()
        assert "a lead reads your first 2 posts here" in page

    def test_takes_it_back_into_the_draft(self, client, held, newcomer):
        client = signed_in(client, newcomer)
        page = client.post(reverse("held_take_back", args=[held.pk]), follow=True).content.decode()
        assert CANARY in page and "back among your drafts" in page
        assert CANARY in client.get(held.thread.get_absolute_url()).content.decode()
        assert CANARY in Draft.objects.visible_to(newcomer).unposted().get().body

    def test_alone_takes_it_back(self, client, held, lead):
        assert signed_in(client, lead).post(reverse("held_take_back", args=[held.pk])).status_code == 403
        assert signed_in(client, make.member()).post(reverse("held_take_back", args=[held.pk])).status_code == 404

    def test_sees_no_name_of_a_group_that_is_not_theirs_any_more(self, client, group, held, newcomer):
        group.visibility = "private"
        group.save()
        group.participations.filter(member=newcomer).update(left_at=held.held_at)
        page = signed_in(client, newcomer).get(reverse("drafts")).content.decode()
        assert CANARY in page and "First group" not in page and "What is safe?" not in page


@pytest.fixture(params=["waiting", "declined", "taken_back"])
def unseen(request, held, lead, newcomer):
    """A text that was sent and that nobody but its author and the leads may read."""
    if request.param == "declined":
        actions.decline(held, by=lead, reason="It sells something.")
    if request.param == "taken_back":
        discussion.take_back(held, by=newcomer)
    return held


class TestNoChannelShowsIt:
    """Whatever became of it, as long as it is not released."""

    @pytest.fixture(params=["visitor", "member", "participant", "lead of another group"])
    def reader(self, request, client, group):
        person = {
            "visitor": lambda: None,
            "member": make.member,
            "participant": lambda: make.participant(group),
            "lead of another group": lambda: make.lead(make.group()),
        }[request.param]()
        if person:
            client.force_login(person)
        return client

    @pytest.mark.parametrize(
        "address",
        [
            lambda held: held.thread.get_absolute_url(),
            lambda held: reverse("thread_live", args=[held.group.slug, held.thread_id]) + "?after=0",
            lambda held: held.group.get_absolute_url(),
            lambda held: reverse("search") + "?q=noonday",
            lambda held: reverse("search_suggestions") + "?q=noonday",
            lambda held: reverse("home"),
            lambda held: reverse("group_balance", args=[held.group.slug]),
            lambda held: reverse("drafts"),
            lambda held: reverse("notices"),
            lambda held: reverse("desk_held", args=[held.group.slug]),
            lambda held: reverse("reference_options", args=[held.group.slug]) + "?q=noonday",
        ],
        ids=[
            "thread",
            "live",
            "group",
            "search",
            "suggestions",
            "home",
            "balance",
            "drafts",
            "notices",
            "desk",
            "names",
        ],
    )
    def test_page(self, reader, unseen, address):
        assert CANARY not in reader.get(address(unseen)).content.decode()

    def test_digest(self, group, unseen):
        now = timezone.now()
        for someone in (make.participant(group), group.participations.get(role="lead").member):
            assert CANARY not in repr(told(someone, now - timedelta(days=7), now + timedelta(minutes=1)))

    def test_notice_or_mention(self, group, unseen):
        assert not Notice.objects.exclude(recipient=unseen.author).filter(actor=unseen.author).exists()

    def test_download_of_anybody_else(self, group, unseen):
        for someone in (make.participant(group), group.participations.get(role="lead").member):
            told = [list(section.rows) for section in own_data.everything(someone)]
            assert CANARY not in json.dumps(told, default=str)

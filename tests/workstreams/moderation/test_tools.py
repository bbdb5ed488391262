"""What leads do with threads, branches and members: the pages, what is recorded, and what can be taken back."""

import re
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from members.models import RulesVersion
from tests import factories as make
from workstreams.discussion import actions as discussion
from workstreams.discussion.models import HeldPost, Silence, Thread
from workstreams.groups import actions as groups
from workstreams.groups.models import Participation
from workstreams.moderation import actions
from workstreams.moderation.models import Decision, LogEntry, Statement

pytestmark = pytest.mark.django_db

REASON = "Spoke to the person, not to the argument."
RULES = "2.1 Speak to the argument, not the person. It helps.\n\n2.2 Tell no secrets."


@pytest.fixture(autouse=True)
def rules():
    return RulesVersion.objects.create(version="9.1", body=RULES)


@pytest.fixture
def group():
    return make.group("Graded model access")


@pytest.fixture
def thread(group):
    return make.thread(group, title="Who may see full weights")


@pytest.fixture
def lead(group):
    return make.lead(group)


@pytest.fixture
def leading(client, lead):
    client.force_login(lead)
    return client


def words(response):
    return " ".join(re.sub(r"<[^>]*>", " ", response.content.decode()).split())


def tools(thread):
    return reverse("thread_tools", args=[thread.group.slug, thread.pk])


# Hiding a branch, or a thread.


def test_a_branch_is_hidden_in_one_act_and_each_author_gets_one_statement(thread, lead):
    one, two = make.participant(thread.group), make.participant(thread.group)
    top = make.reply(thread, by=one)
    below = [make.reply(thread, by=person, parent=top) for person in (two, two, lead)]
    beside = make.reply(thread, by=two)
    decision = actions.hide(top, by=lead, reason=REASON, rule="2.1", scope="branch")
    hidden = set(thread.posts.filter(hidden_key=decision.key).values_list("pk", flat=True))
    assert hidden == {top.pk, below[0].pk, below[1].pk}, "neither what stands beside nor the lead's own"
    assert beside.pk not in hidden
    told = {statement.recipient: statement.post_count for statement in decision.statements.all()}
    assert told == {one: 1, two: 2}
    assert decision.subject is None
    assert decision.rule == "2.1"


def test_what_was_hidden_together_comes_back_together_and_nothing_else_does(thread, lead):
    top = make.reply(thread)
    before, other = make.reply(thread, parent=top), make.reply(thread, parent=top)
    actions.hide(before, by=lead, reason="Spam.")
    decision = actions.hide(top, by=lead, reason=REASON, scope="branch")
    actions.undo(decision, by=lead, reason="I had misread it.")
    shown = set(thread.posts.not_hidden().values_list("pk", flat=True))
    assert {top.pk, other.pk} <= shown
    assert before.pk not in shown


def test_undoing_reaches_what_was_split_off_since(thread, lead):
    top = make.reply(thread)
    below = make.reply(thread, parent=top)
    decision = actions.hide(top, by=lead, reason=REASON, scope="branch")
    new = discussion.split_subtree(below, by=lead, title="A question of its own")
    actions.undo(decision, by=lead, reason="I had misread it.")
    assert not thread.posts.exclude(hidden_at=None).exists()
    assert not new.posts.exclude(hidden_at=None).exists()
    assert [sum(voice.posts for voice in one.voices.all()) for one in (thread, new)] == [2, 1]


def test_a_thread_is_hidden_with_its_title_and_comes_back_with_it(thread, lead):
    root = make.root(thread)
    reply = make.reply(thread)
    decision = actions.hide(root, by=lead, reason=REASON, scope="thread")
    thread.refresh_from_db()
    assert thread.title == "Thread hidden by a lead"
    assert not thread.posts.not_hidden().exists()
    assert set(decision.statements.values_list("recipient", flat=True)) == {root.author_id, reply.author_id}
    actions.undo(decision, by=make.staff(), reason="It was about another one.")
    thread.refresh_from_db()
    assert thread.title == "Who may see full weights"
    assert thread.posts.not_hidden().count() == 2


def test_the_page_asks_how_much_and_shows_what_was_typed_when_something_is_missing(leading, thread):
    top = make.reply(thread)
    make.reply(thread, parent=top)
    address = reverse("hide_post", args=[top.pk])
    page = leading.get(address)
    assert "And 1 answer to it." in words(page)
    assert "2.1 Speak to the argument, not the person." in page.content.decode()
    sent = leading.post(address, {"scope": "branch", "rule": "2.1", "reason": " "})
    assert sent.status_code == 422
    assert 'value="branch" checked' in sent.content.decode()
    assert leading.post(address, {"scope": "thread", "reason": REASON}).status_code == 422
    assert leading.post(address, {"scope": "branch", "rule": "2.1", "reason": REASON}).status_code == 302
    decision = Decision.objects.get()
    assert (decision.scope, decision.rule, decision.rules.version) == ("branch", "2.1", "9.1")
    marker = leading.get(thread.get_absolute_url()).content.decode()
    assert f'href="{reverse("rules")}#rule-2.1"' in marker


def test_a_post_without_answers_has_no_choice_to_make(leading, thread):
    post = make.reply(thread)
    address = reverse("hide_post", args=[post.pk])
    assert 'name="scope"' not in leading.get(address).content.decode()
    assert leading.post(address, {"reason": REASON}).status_code == 302
    assert Decision.objects.get().scope == "post"


# Another title.


def test_a_title_is_changed_with_reasons_and_the_old_one_is_in_the_log_alone(leading, thread, lead):
    sent = leading.post(tools(thread), {"act": "retitle", "title": "Who sees weights", "reason": REASON, "rule": ""})
    assert sent.status_code == 302
    thread.refresh_from_db()
    assert thread.title == "Who sees weights"
    decision = Decision.objects.get()
    assert (decision.kind, decision.before, decision.after) == (
        "retitle",
        "Who may see full weights",
        "Who sees weights",
    )
    assert Statement.objects.get().recipient == thread.author
    entry = LogEntry.objects.get(action="retitle")
    assert (entry.before, entry.by) == ("Who may see full weights", lead)


def test_an_earlier_version_does_not_keep_the_title_that_was_taken_away(thread, lead):
    root = make.root(thread)
    type(root).objects.filter(pk=root.pk).update(created_at=root.created_at - timedelta(hours=1))
    discussion.edit_post(root, by=thread.author, body="Other words.", title=thread.title)
    actions.retitle(thread, by=lead, title="Who sees weights", reason=REASON)
    assert [one.title for one in root.revisions.all()] == ["Who sees weights"]


def test_the_own_title_is_no_leads_to_change_here(leading, lead, group):
    own = make.thread(group, by=lead)
    page = leading.get(tools(own))
    assert "another lead decides" in words(page)
    assert leading.post(tools(own), {"act": "retitle", "title": "Another title", "reason": REASON}).status_code == 403


# Moving and merging.


def test_moving_before_other_readers_is_asked_once_more_and_says_who_they_are(leading, thread, lead):
    other = make.group("Compute and grid", visibility="private")
    make.seat(lead, other, "lead")
    make.participant(other)
    sent = leading.post(tools(thread), {"act": "move", "to": other.pk})
    assert sent.status_code == 422
    said = words(sent)
    assert "Now it is read by everybody, also without an account." in said
    assert "it is read by only the 2 people with a seat, and the secretariat." in said
    thread.refresh_from_db()
    assert thread.group != other
    assert leading.post(tools(thread), {"act": "move", "to": other.pk, "sure": "on"}).status_code == 302
    thread.refresh_from_db()
    assert thread.group == other


def test_moving_among_the_same_readers_is_not_asked_twice_and_old_addresses_lead_on(leading, thread, lead, client):
    other = make.group("Compute and grid")
    make.seat(lead, other, "lead")
    old, post = thread.get_absolute_url(), make.reply(thread)
    assert leading.post(tools(thread), {"act": "move", "to": other.pk}).status_code == 302
    thread.refresh_from_db()
    assert leading.get(old, follow=True).redirect_chain[-1][0].startswith(thread.get_absolute_url())
    assert leading.get(post.get_absolute_url(), follow=True).status_code == 200
    assert set(LogEntry.objects.filter(action="thread_moved").values_list("group", flat=True)) == {
        other.pk,
        LogEntry.objects.exclude(group=other).get(action="thread_moved").group_id,
    }


def test_only_groups_that_one_leads_and_that_take_posts_are_offered(leading, thread, lead):
    resting, foreign = make.group("Resting", state="dormant"), make.group("Foreign")
    make.seat(lead, resting, "lead")
    page = leading.get(tools(thread)).content.decode()
    assert "Foreign" not in page
    assert "Resting" not in page
    sent = leading.post(tools(thread), {"act": "move", "to": foreign.pk, "sure": "on"})
    assert sent.status_code == 422
    assert "You do not lead this group." in words(sent)


@pytest.mark.parametrize("said", ["number", "address", "address of a place in it"])
def test_threads_are_merged_by_number_or_address_and_the_old_address_leads_on(leading, thread, said):
    into = make.thread(thread.group, title="Where it belongs")
    reply, old = make.reply(thread), thread.get_absolute_url()
    address = f"https://portal.example{into.get_absolute_url()}"
    typed = {"number": str(into.pk), "address": address, "address of a place in it": f"{address}?from=7#post-7"}[said]
    assert leading.post(tools(thread), {"act": "merge", "into": typed}).status_code == 302
    assert not Thread.objects.filter(pk=thread.pk).exists()
    reply.refresh_from_db()
    assert reply.thread == into
    assert leading.get(old, follow=True).redirect_chain[-1][0].startswith(into.get_absolute_url())


@pytest.mark.parametrize("typed", ["", "0", "nonsense", "99999999999999999999", "/workstreams/x/threads/abc/"])
def test_what_is_no_thread_of_theirs_comes_back_as_it_was_typed(leading, thread, typed):
    sent = leading.post(tools(thread), {"act": "merge", "into": typed})
    assert sent.status_code == 422
    assert typed in sent.content.decode()


def test_a_thread_of_a_group_that_one_does_not_lead_is_not_told_from_none(leading, thread):
    foreign = make.thread(make.group(), title="Quite another matter")
    sent = leading.post(tools(thread), {"act": "merge", "into": str(foreign.pk)})
    assert sent.status_code == 422
    assert "Quite another matter" not in sent.content.decode()


def test_a_thread_is_not_merged_into_itself(leading, thread):
    sent = leading.post(tools(thread), {"act": "merge", "into": str(thread.pk)})
    assert sent.status_code == 422
    assert "Choose another thread" in words(sent)


# Splitting.


def test_a_branch_becomes_a_thread_with_what_waits_below_it(leading, thread):
    top = make.reply(thread)
    make.reply(thread, parent=top)
    writer = make.participant(thread.group)
    waits = HeldPost.objects.create(
        author=writer, group=thread.group, thread=thread, parent=top, body="A first word.", cause="newcomer"
    )
    address = reverse("split_post", args=[top.pk])
    assert "1 answer goes along." in words(leading.get(address))
    assert leading.post(address, {"title": "Shrt"}).status_code == 422
    assert leading.post(address, {"title": "A question of its own"}).status_code == 302
    new = Thread.objects.get(title="A question of its own")
    assert new.posts.count() == 2
    waits.refresh_from_db()
    assert waits.thread == new


def test_the_first_post_is_not_split_off(leading, thread):
    address = reverse("split_post", args=[make.root(thread).pk])
    assert "nothing to split it from" in words(leading.get(address))
    assert leading.post(address, {"title": "A question of its own"}).status_code == 422


# Slow mode.


def test_slow_mode_is_begun_and_ended_from_the_page_and_logged(leading, thread, lead):
    assert leading.post(tools(thread), {"act": "slow", "minutes": "15", "hours": "6"}).status_code == 302
    thread.refresh_from_db()
    assert thread.slow_seconds == 900
    assert "This thread is slow until" in words(leading.get(tools(thread)))
    assert leading.post(tools(thread), {"act": "unslow"}).status_code == 302
    log = LogEntry.objects.filter(thread_number=thread.pk).order_by("pk").values_list("action", "before", "after")
    assert list(log) == [("thread_slowed", "", "15 min"), ("thread_unslowed", "15 min", "")]


def test_other_numbers_come_back(leading, thread):
    assert leading.post(tools(thread), {"act": "slow", "minutes": "2", "hours": "6"}).status_code == 422


@pytest.mark.parametrize("who", ["participant", "observer", "lead of another group"])
def test_nobody_else_finds_these_pages(client, thread, who):
    person = {
        "participant": lambda: make.participant(thread.group),
        "observer": lambda: make.seat(make.member(), thread.group, "observer").member,
        "lead of another group": lambda: make.lead(make.group()),
    }[who]()
    client.force_login(person)
    post = make.reply(thread)
    for address in [
        tools(thread),
        reverse("split_post", args=[post.pk]),
        reverse("hide_post", args=[post.pk]),
        reverse("silence_member", args=[thread.group.slug, post.author_id]),
    ]:
        assert client.get(address).status_code == 403
        assert client.post(address, {"act": "unslow"}).status_code == 403


def test_the_menu_and_the_head_of_the_thread_lead_there(leading, thread):
    post = make.reply(thread)
    menu = leading.get(reverse("post_more", args=[post.pk])).content.decode()
    for name, args in [("hide_post", [post.pk]), ("split_post", [post.pk])]:
        assert f'href="{reverse(name, args=args)}"' in menu
    assert f'href="{reverse("silence_member", args=[thread.group.slug, post.author_id])}"' in menu
    assert f'href="{tools(thread)}"' in leading.get(thread.get_absolute_url()).content.decode()


def test_the_menu_offers_nobody_else_these_things_and_no_lead_a_silence_of_their_own(client, thread, lead):
    post = make.reply(thread, by=lead)
    client.force_login(lead)
    assert "silence" not in client.get(reverse("post_more", args=[post.pk])).content.decode()
    client.force_login(make.participant(thread.group))
    menu = client.get(reverse("post_more", args=[make.reply(thread).pk])).content.decode()
    assert "silence" not in menu
    assert "split" not in menu


# Silencing.


def test_a_silence_is_a_decision_with_a_statement_and_ends_by_being_taken_back(leading, group, lead):
    member = make.participant(group, "Viktor Halász")
    address = reverse("silence_member", args=[group.slug, member.pk])
    assert "Silence Viktor" in words(leading.get(address))
    sent = leading.post(address, {"hours": "24", "reason": ""})
    assert sent.status_code == 422
    assert leading.post(address, {"hours": "72", "reason": REASON, "rule": "2.1"}).status_code == 302
    decision = Decision.objects.get()
    silence = Silence.objects.get()
    assert (decision.kind, decision.scope, decision.silence, decision.until) == (
        "silence",
        "group",
        silence,
        silence.until,
    )
    assert decision.statements.get().recipient == member
    assert "Silenced until" in words(leading.get(address))
    ended = leading.post(reverse("silence_end", args=[silence.pk]), {"reason": "He has said sorry."})
    assert ended.status_code == 302
    silence.refresh_from_db()
    decision.refresh_from_db()
    assert silence.lifted_by == lead
    assert (decision.undone_by, decision.undone_reason) == (lead, "He has said sorry.")


def test_a_silence_that_is_over_is_not_ended_again(group, lead):
    member = make.participant(group)
    decision = actions.silence(member, group=group, by=lead, hours=24, reason=REASON)
    actions.silence(member, group=group, by=lead, hours=72, reason=REASON)
    decision.silence.refresh_from_db()
    with pytest.raises(ValidationError, match="over already"):
        actions.end_silence(decision.silence, by=lead, reason="Enough.")


def test_the_silenced_end_nothing_and_others_learn_nothing_of_it(client, group, lead):
    member = make.participant(group)
    decision = actions.silence(member, group=group, by=lead, hours=24, reason=REASON)
    address = reverse("silence_end", args=[decision.silence_id])
    for who, status in [(member, 403), (make.participant(group), 404), (make.lead(make.group()), 404)]:
        client.force_login(who)
        assert client.get(address).status_code == status
        assert client.post(address, {"reason": "No."}).status_code == status


def test_the_page_refuses_a_lead_and_says_why(leading, group):
    other = make.lead(group, "Ines Duarte")
    answer = leading.get(reverse("silence_member", args=[group.slug, other.pk]))
    assert answer.status_code == 403
    assert "Leads and the secretariat answer for the group" in words(answer)


# Removing.


def test_a_removal_is_a_decision_with_a_statement_and_a_reversal_gives_the_seat_back(group, lead):
    member = make.participant(group)
    seat = Participation.objects.get(member=member)
    groups.remove_from_group(seat, by=lead, reason=REASON, rule="2.1")
    decision = Decision.objects.get()
    assert (decision.kind, decision.seat, decision.subject, decision.rule) == ("remove", seat, member, "2.1")
    assert decision.statements.get().recipient == member
    actions.undo(decision, by=lead, reason="It was somebody else.")
    seat.refresh_from_db()
    assert (seat.left_at, seat.removed_by, seat.removed_reason) == (None, None, "")


def test_a_removal_with_a_rule_that_is_not_in_force_does_not_happen(group, lead):
    seat = Participation.objects.get(member=make.participant(group))
    with pytest.raises(ValidationError, match="rules in force"):
        groups.remove_from_group(seat, by=lead, reason=REASON, rule="9.9")
    seat.refresh_from_db()
    assert seat.left_at is None


def test_who_came_back_meanwhile_keeps_that_seat(group, lead):
    member = make.participant(group)
    seat = Participation.objects.get(member=member)
    groups.remove_from_group(seat, by=lead, reason=REASON)
    again = make.seat(member, group, "observer")
    assert groups.give_seat_back(seat, by=lead) == again
    assert Participation.objects.current().get(member=member) == again


def test_a_seat_that_was_given_up_is_not_given_back_and_nobody_gives_back_their_own(group, lead):
    member, other = make.participant(group), make.lead(group)
    groups.leave_group(group, by=member)
    with pytest.raises(ValidationError, match="Nobody took"):
        groups.give_seat_back(Participation.objects.get(member=member), by=lead)
    seat = Participation.objects.get(member=other)
    groups.remove_from_group(seat, by=lead, reason=REASON)
    with pytest.raises(PermissionDenied):
        groups.give_seat_back(seat, by=other)

"""The pages of statements and appeals: who reads what, and what is typed is kept."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from members import actions as members
from members.models import RulesVersion
from tests import factories
from workstreams.discussion import actions as discussion
from workstreams.groups import actions as groups
from workstreams.moderation import actions
from workstreams.moderation.models import Appeal, Statement

pytestmark = pytest.mark.django_db

WORDS = "People who never shipped a zanzibar-model should be quiet."
REASON = "It spoke of the people, not of the proposal."
WHY = "I spoke of the model, and named nobody."


@pytest.fixture
def group():
    return factories.group("Graded model access")


@pytest.fixture
def lead(group):
    return factories.lead(group, "Tomasz Wieczorek")


@pytest.fixture
def second(group):
    return factories.lead(group, "Amara Diallo")


@pytest.fixture
def author(group):
    return factories.participant(group, "Viktor Halász")


@pytest.fixture
def post(group, author):
    return factories.reply(factories.thread(group, title="Who may see full weights"), by=author, body=WORDS)


@pytest.fixture
def statement(post, lead):
    actions.hide(post, by=lead, reason=REASON)
    return Statement.objects.get()


@pytest.fixture
def appeal(statement, author):
    return actions.appeal(statement, by=author, text=WHY)


@pytest.fixture
def ask(client):
    def asking(person, name, *args, method="get", data=None):
        # Anew: whoever is suspended is signed out everywhere, and signs in again.
        client.force_login(type(person).objects.get(pk=person.pk))
        return getattr(client, method)(reverse(name, args=args), data)

    return asking


def shown(response):
    return " ".join(response.content.decode().split())


def make_private(group):
    type(group).objects.filter(pk=group.pk).update(visibility="private")


class TestAStatement:
    def test_is_read_by_whom_it_is_for(self, ask, post, author, lead):
        body = "2.1 Speak to the argument, not to the person. Ask first."
        RulesVersion.objects.create(version="2.0", body=body, in_force_from=timezone.now())
        flag = actions.flag_post(post, by=factories.member("Priya Raghunathan"), reason="conduct", note="It dismisses.")
        actions.uphold(flag.case, by=lead, reason=REASON, rule="2.1")
        page = shown(ask(author, "statement", Statement.objects.get().key))
        for words in (
            "A post of yours was hidden in Graded model access",
            "Who may see full weights",
            REASON,
            "Rule 2.1 of the participation rules, version 2.0",
            "Speak to the argument, not to the person. Ask first.",
            'href="/members/rules/#rule-2.1"',
            "This post alone.",
            "Without an end date.",
            "Decided by a lead of this group on",
            "No automatic means were used.",
            "It was flagged by 1 member: Conduct (1).",
            "Replies to it stay.",
            "You can appeal until",
            WORDS,
        ):
            assert words in page, words
        for words in (lead.name, "Priya", "It dismisses."):
            assert words not in page

    def test_says_no_longer_where_the_rule_stands_once_another_version_holds(self, ask, post, author, lead):
        for version, body in (("2.0", "2.1 Speak to the argument."), ("3.0", "2.1 Bring cake.")):
            RulesVersion.objects.create(version=version, body=body, in_force_from=timezone.now())
            if version == "2.0":
                actions.hide(post, by=lead, reason=REASON, rule="2.1")
        page = shown(ask(author, "statement", Statement.objects.get().key))
        assert "version 2.0" in page and "Speak to the argument." in page
        assert "#rule-2.1" not in page and "cake" not in page

    def test_is_read_by_those_who_decide_there_and_does_not_exist_for_others(self, ask, statement, lead, second):
        for person in (lead, second, factories.staff()):
            page = shown(ask(person, "statement", statement.key))
            assert "This is what <bdi>Viktor Halász</bdi> was told" in page and "Nobody has appealed." in page
        for person in (factories.member(), factories.participant(statement.decision.group)):
            assert ask(person, "statement", statement.key).status_code == 404
        assert ask(factories.lead(factories.group()), "statement", statement.key).status_code == 404

    def test_stays_open_to_who_is_suspended_without_the_hidden_words(self, ask, statement, author):
        members.suspend(author.membership, by=factories.staff(), reason="While it is looked into.")
        page = shown(ask(author, "statement", statement.key))
        assert REASON in page and "Appeal this decision" in page and "zanzibar" not in page

    def test_stays_open_to_who_sees_the_group_no_more_and_tells_nothing_of_it(self, ask, group, statement, author):
        make_private(group)
        groups.leave_group(group, by=author)
        for name, args in (("statement", [statement.key]), ("appeal", [statement.key]), ("my_statements", [])):
            page = shown(ask(author, name, *args))
            assert REASON in page and "a group that is closed to you now" in page, name
            for words in (
                "zanzibar",
                "Graded model access",
                "Who may see full weights",
                f"/posts/{statement.decision.post_id}/",
            ):
                assert words not in page, name

    def test_shows_a_lead_no_words_of_a_group_that_they_do_not_see(self, ask, group, post, statement, lead, second):
        private = factories.group(visibility="private")
        factories.seat(lead, private, "lead")
        discussion.move_thread(post.thread, by=lead, to=private)
        page = shown(ask(second, "statement", statement.key))
        assert "zanzibar" not in page and "Who may see full weights" not in page

    def test_says_that_it_was_taken_back_and_why(self, ask, statement, author, lead):
        actions.undo(statement.decision, by=lead, reason="I took it for another post.")
        page = shown(ask(author, "statement", statement.key))
        assert "Taken back on" in page and "I took it for another post." in page
        assert "There is nothing to appeal." in page and lead.name not in page

    def test_says_what_became_of_the_appeal(self, ask, appeal, author, lead, second):
        page = shown(ask(author, "statement", appeal.statement.key))
        assert WHY in page and "looks at it again. Until then it holds." in page
        actions.decide_appeal(appeal, by=second, outcome="confirmed", reason="It named two people.")
        page = shown(ask(author, "statement", appeal.statement.key))
        assert "somebody who had no part in it, a lead of this group, on" in page and "It named two people." in page
        assert second.name not in page

    def test_says_that_an_appeal_reversed_it_and_why_once(self, ask, appeal, author, second):
        actions.decide_appeal(appeal, by=second, outcome="reversed", reason="It was about the proposal.")
        page = shown(ask(author, "statement", appeal.statement.key))
        assert "and reversed on" in page and "everybody who could read it reads it again" in page
        assert page.count("It was about the proposal.") == 1
        assert "Reversed after appeal" in shown(ask(author, "my_statements"))

    def test_of_a_rule_says_that_a_lead_decided_in_its_place(self, ask, post, author, lead):
        for _n in range(3):
            flag = actions.flag_post(post, by=factories.member(organisation=factories.organisation()), reason="spam")
        by_rule = Statement.objects.get()
        actions.uphold(flag.case, by=lead, reason="It advertises.")
        page = shown(ask(author, "statement", by_rule.key))
        assert "That decision has a statement of its own." in page and "reads it again" not in page

    def test_shows_what_people_wrote_as_they_wrote_it(self, ask, post, author, lead):
        actions.hide(post, by=lead, reason="Uses <script>alert(1)</script>.")
        page = shown(ask(author, "statement", Statement.objects.get().key))
        assert "<script>alert" not in page and "&lt;script&gt;alert" in page


class TestTheMarker:
    def test_leads_its_author_to_the_statement_and_nobody_else(self, ask, client, post, statement, author, lead):
        link = reverse("statement_of", args=[statement.decision.key])
        assert link in shown(ask(author, "thread", post.thread.group.slug, post.thread_id))
        response = client.get(link)
        assert response.status_code == 302 and response.url == statement.get_absolute_url()
        for person in (lead, factories.member()):
            assert link not in shown(ask(person, "thread", post.thread.group.slug, post.thread_id))
            assert ask(person, "statement_of", statement.decision.key).status_code == 404

    def test_leads_a_suspended_author_there_too(self, ask, post, statement, author):
        members.suspend(author.membership, by=factories.staff(), reason="While it is looked into.")
        page = shown(ask(author, "thread", post.thread.group.slug, post.thread_id))
        assert reverse("statement_of", args=[statement.decision.key]) in page and "zanzibar" not in page


class TestTheList:
    def test_has_ones_own_alone_with_where_each_stands(self, ask, group, post, author, lead, second):
        silence = actions.silence(author, group=group, by=lead, hours=24, reason="First.")
        type(silence.silence).objects.update(since=timezone.now() - datetime.timedelta(days=3), until=timezone.now())
        type(silence).objects.filter(pk=silence.pk).update(until=timezone.now())
        taken_back = actions.retitle(factories.thread(group, by=author), by=lead, title="Another", reason="Second.")
        actions.undo(taken_back, by=lead, reason="A mistake.")
        actions.hide(post, by=lead, reason="Third.")
        other = factories.reply(post.thread)
        actions.hide(other, by=lead, reason="Of somebody else.")
        page = shown(ask(author, "my_statements"))
        for words in ("First.", "Over", "Second.", "Taken back", "Third.", "In force"):
            assert words in page, words
        assert "Of somebody else." not in page
        actions.appeal(Statement.objects.get(decision__reason="Third."), by=author, text=WHY)
        assert "Appealed" in shown(ask(author, "my_statements"))
        assert "Nothing was decided about you" in shown(ask(factories.member(), "my_statements"))

    def test_costs_the_same_for_one_and_for_many(self, ask, group, author, lead):
        def cost():
            with CaptureQueriesContext(
                connection,
            ) as queries:
                assert ask(author, "my_statements").status_code == 200
            return len(queries)

        thread = factories.thread(group, by=author)
        actions.hide(factories.reply(thread, by=author), by=lead, reason=REASON)
        cost()
        once = cost()
        for _n in range(8):
            actions.hide(factories.reply(thread, by=author), by=lead, reason=REASON)
        actions.silence(author, group=group, by=lead, hours=24, reason=REASON)
        assert cost() == once


class TestTheFormOfAnAppeal:
    def test_sends_it(self, ask, statement, author):
        response = ask(author, "appeal", statement.key, method="post", data={"text": WHY})
        assert response.status_code == 302 and Appeal.objects.get().text == WHY

    def test_keeps_what_was_typed(self, ask, statement, author):
        actions.appeal(statement, by=author, text=WHY)
        response = ask(author, "appeal", statement.key, method="post", data={"text": "Once more, with okapi."})
        assert response.status_code == 422
        assert "Once more, with okapi." in shown(response) and "You have appealed already." in shown(response)

    def test_says_what_is_missing(self, ask, statement, author):
        response = ask(author, "appeal", statement.key, method="post", data={"text": " "})
        assert response.status_code == 422 and "Write why it is wrong." in shown(response)
        assert shown(response).count("One thing to put right") == 1

    def test_is_not_there_once_it_is_too_late(self, ask, statement, author):
        Statement.objects.update(created_at=timezone.now() - datetime.timedelta(days=184))
        assert "are over" in shown(ask(author, "appeal", statement.key))
        response = ask(author, "appeal", statement.key, method="post", data={"text": WHY})
        assert response.status_code == 422 and WHY in shown(response)

    def test_is_nobody_elses(self, ask, statement, lead):
        assert ask(lead, "appeal", statement.key).status_code == 403
        assert ask(lead, "appeal", statement.key, method="post", data={"text": WHY}).status_code == 403
        assert ask(factories.member(), "appeal", statement.key).status_code == 404


class TestTheDeskOfAppeals:
    def test_says_who_may_not_decide_and_why(self, ask, group, appeal, lead, second):
        page = shown(ask(lead, "desk_appeals", group.slug))
        assert "You decided this first. Somebody else looks at it again." in page
        assert "Decide and send reasons" not in page
        page = shown(ask(second, "desk_appeals", group.slug))
        for words in (
            WHY,
            REASON,
            WORDS,
            "Viktor Halász",
            "Decide and send reasons",
            "It stands",
            "They were told: A post",
        ):
            assert words in page, words

    def test_is_the_groups_own_and_the_secretariats(self, ask, group, appeal):
        assert ask(factories.participant(group), "desk_appeals", group.slug).status_code == 403
        assert ask(factories.lead(factories.group()), "desk_alliance_appeals").status_code == 403
        assert WHY in shown(ask(factories.staff(), "desk_alliance_appeals"))

    def test_decides(self, ask, group, appeal, second):
        data = {"outcome": "reversed", "reason": "It was about the proposal."}
        response = ask(second, "appeal_decide", appeal.pk, method="post", data=data)
        assert response.status_code == 302 and response.url == reverse("desk_appeals", args=[group.slug])
        appeal.refresh_from_db()
        assert appeal.outcome == "reversed"
        page = shown(ask(second, "desk_appeals", group.slug))
        assert "No appeal waits" in page and "It was about the proposal." in page

    def test_leads_the_secretariat_back_to_its_own(self, ask, appeal):
        data = {"outcome": "confirmed", "reason": "It named two people.", "desk": "alliance"}
        response = ask(factories.staff(), "appeal_decide", appeal.pk, method="post", data=data)
        assert response.url == reverse("desk_alliance_appeals")

    def test_keeps_what_was_typed_when_something_is_missing(self, ask, appeal, second):
        response = ask(second, "appeal_decide", appeal.pk, method="post", data={"reason": "With okapi."})
        assert response.status_code == 422
        assert "With okapi." in shown(response) and "Choose whether the decision stands." in shown(response)

    def test_gives_the_text_back_when_somebody_else_was_faster(self, ask, appeal, second):
        actions.decide_appeal(appeal, by=factories.staff(), outcome="confirmed", reason="It named two people.")
        data = {"outcome": "reversed", "reason": "With okapi."}
        response = ask(second, "appeal_decide", appeal.pk, method="post", data=data)
        assert response.status_code == 422
        assert "With okapi." in shown(response) and "decided in the meantime" in shown(response)

    def test_refuses_whoever_decided_first(self, ask, appeal, lead):
        data = {"outcome": "reversed", "reason": "So."}
        assert ask(lead, "appeal_decide", appeal.pk, method="post", data=data).status_code == 403

    def test_reads_an_appeal_that_came_with_its_thread(self, ask, appeal, lead):
        to = factories.group()
        factories.seat(lead, to, "lead")
        there = factories.lead(to)
        discussion.move_thread(appeal.statement.decision.post.thread, by=lead, to=to)
        page = shown(ask(there, "desk_appeals", to.slug))
        assert WHY in page and "Decide and send reasons" in page
        assert ask(there, "statement", appeal.statement.key).status_code == 200

    def test_costs_the_same_for_one_and_for_many(self, ask, group, appeal, lead, second):
        def cost():
            with CaptureQueriesContext(connection) as queries:
                assert ask(second, "desk_appeals", group.slug).status_code == 200
            return len(queries)

        cost()
        once = cost()
        thread = factories.thread(group)
        for _n in range(6):
            reply = factories.reply(thread)
            actions.flag_post(reply, by=factories.member(), reason="spam")
            case = reply.cases.get()
            statement = actions.uphold(case, by=lead, reason=REASON).statements.get()
            actions.appeal(statement, by=statement.recipient, text=WHY)
        assert cost() <= once + 1  # the flags of their cases, which the first had none of

    def test_keeps_an_appeal_to_the_secretariat_from_the_leads(self, ask, post, author, lead):
        flag = actions.flag_post(post, by=factories.member(), reason="conduct")
        actions.escalate(flag.case, by=lead, note="A friend of mine.")
        actions.uphold(flag.case, by=factories.staff("First"), reason=REASON)
        statement = Statement.objects.get()
        actions.appeal(statement, by=author, text=WHY)
        page = shown(ask(lead, "statement", statement.key))
        assert WHY not in page and "There is an appeal, and the secretariat decides it." in page
        for person in (author, factories.staff("Second")):
            assert WHY in shown(ask(person, "statement", statement.key))

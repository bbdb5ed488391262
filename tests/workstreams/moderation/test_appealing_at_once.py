"""Appeals, and two who act at the same moment on two connections."""

import pytest
from django.core.exceptions import ValidationError

from tests import factories
from tests.workstreams.discussion.test_concurrency import at_once
from workstreams.discussion.models import Post
from workstreams.moderation import actions
from workstreams.moderation.models import Appeal, Decision, Letter, LogEntry, Statement

pytestmark = pytest.mark.django_db(transaction=True)

WHY = "I named nobody."


@pytest.fixture
def group():
    return factories.group()


@pytest.fixture
def leads(group):
    return [factories.lead(group) for _n in range(4)]


@pytest.fixture
def statement(group, leads):
    actions.hide(factories.reply(factories.thread(group)), by=leads[0], reason="Names a source.")
    return Statement.objects.get()


def codes(outcomes):
    return sorted(one.code for one in outcomes if isinstance(one, ValidationError))


@pytest.mark.parametrize("attempt", range(4))
def test_an_appeal_and_an_undo_at_once_have_one_outcome(statement, leads, attempt):
    outcomes = at_once(
        lambda: actions.appeal(statement, by=statement.recipient, text=WHY),
        lambda: actions.undo(statement.decision, by=leads[0], reason="A mistake."),
    )
    appealed, undone = isinstance(outcomes[0], Appeal), isinstance(outcomes[1], Decision)
    assert appealed != undone, outcomes
    assert codes(outcomes) == (["appealed"] if appealed else ["undone"])
    post = Post.objects.get(pk=statement.decision.post_id)
    assert bool(post.hidden_at) == appealed
    assert Appeal.objects.count() == appealed
    assert Letter.objects.filter(kind="ended").count() == undone


def test_a_form_sent_twice_at_once_appeals_once(statement):
    outcomes = at_once(*[lambda: actions.appeal(statement, by=statement.recipient, text=WHY)] * 4)
    assert codes(outcomes) == ["appealed"] * 3, outcomes
    assert Appeal.objects.count() == 1
    assert Letter.objects.filter(kind="appeal_received").count() == 1


@pytest.mark.parametrize("attempt", range(3))
def test_two_who_decide_at_once_are_one(statement, leads, attempt):
    appeal = actions.appeal(statement, by=statement.recipient, text=WHY)

    def deciding(by, outcome):
        return lambda: actions.decide_appeal(appeal, by=by, outcome=outcome, reason=f"So says {by.pk}.")

    outcomes = at_once(deciding(leads[1], "reversed"), deciding(leads[2], "confirmed"), deciding(leads[3], "reversed"))
    assert codes(outcomes) == ["decided"] * 2, outcomes
    (won,) = [one for one in outcomes if isinstance(one, Appeal)]
    appeal.refresh_from_db()
    assert (appeal.outcome, appeal.decided_by_id, appeal.reason) == (won.outcome, won.decided_by_id, won.reason)
    post = Post.objects.get(pk=statement.decision.post_id)
    assert (post.hidden_at is None) == (won.outcome == "reversed")
    assert Letter.objects.filter(kind="appeal_decided").count() == 1
    assert LogEntry.objects.filter(action__startswith="appeal_").count() == 1


def test_two_appeals_against_one_decision_decided_at_once_both_end(group, leads):
    post = factories.reply(factories.thread(group))
    answer = factories.reply(post.thread, parent=post)
    decision = actions.hide(post, by=leads[0], reason="Names a source.", scope="branch")
    appeals = [
        actions.appeal(decision.statements.get(recipient=one.author), by=one.author, text=WHY) for one in (post, answer)
    ]
    outcomes = at_once(
        *[
            lambda appeal=appeal, by=by: actions.decide_appeal(appeal, by=by, outcome="reversed", reason="So.")
            for appeal, by in zip(appeals, leads[1:3], strict=True)
        ]
    )
    assert codes(outcomes) == ["decided"], outcomes
    assert set(Appeal.objects.values_list("outcome", flat=True)) == {"reversed"}
    assert not Post.objects.exclude(hidden_at=None).exists()


def test_a_lead_and_an_appeal_against_the_rule_on_spam_at_once_end_both(group, leads):
    post = factories.reply(factories.thread(group))
    for _n in range(3):
        flag = actions.flag_post(post, by=factories.member(organisation=factories.organisation()), reason="spam")
    statement = Statement.objects.get()
    outcomes = at_once(
        lambda: actions.appeal(statement, by=post.author, text=WHY),
        lambda: actions.uphold(flag.case, by=leads[0], reason="It advertises."),
    )
    assert isinstance(outcomes[1], Decision), outcomes
    assert not Appeal.objects.open().exists()
    post.refresh_from_db()
    assert post.hidden_key == outcomes[1].key

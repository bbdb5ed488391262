"""The one thing that is hidden before a lead decides: spam that members of three organisations have flagged."""

import pytest
from django.core.exceptions import PermissionDenied

from tests import factories
from workstreams.discussion.models import Post
from workstreams.moderation import actions
from workstreams.moderation.models import Appeal, Case, Decision, Letter, Statement

pytestmark = pytest.mark.django_db


@pytest.fixture
def group():
    return factories.group()


@pytest.fixture
def lead(group):
    return factories.lead(group)


@pytest.fixture
def post(group):
    return factories.reply(factories.thread(group), body="Buy now.")


def flag(post, reason="spam", organisation=None):
    organisation = organisation or factories.organisation()
    return actions.flag_post(post, by=factories.member(organisation=organisation), reason=reason)


def is_hidden(post):
    return Post.objects.get(pk=post.pk).hidden_at is not None


def test_three_organisations_hide_spam_until_a_lead_decides(post):
    flag(post), flag(post)
    assert not is_hidden(post)
    flag(post)
    assert is_hidden(post) and Post.objects.get(pk=post.pk).hidden_by is None
    decision = Decision.objects.get()
    assert (decision.decided_by, decision.kind, decision.undone_at) == (None, "hide", None)
    assert Statement.objects.get().recipient == post.author
    assert Case.objects.get().closed_at is None


def test_many_flags_for_another_reason_hide_nothing(post):
    for _ in range(5):
        flag(post, reason="conduct")
    flag(post), flag(post)
    assert not is_hidden(post)


def test_many_members_of_one_organisation_are_one_voice(post):
    organisation = factories.organisation()
    for _ in range(4):
        flag(post, organisation=organisation)
    assert not is_hidden(post)


def test_who_speaks_for_themselves_speaks_for_no_organisation(post):
    for _ in range(4):
        actions.flag_post(post, by=factories.member(), reason="spam")
    assert not is_hidden(post)


def test_a_lead_who_leaves_it_gives_the_words_back(post, lead):
    case = [flag(post) for _ in range(3)][0].case
    actions.dismiss(case, by=lead, reason="An invitation to a hearing.")
    assert not is_hidden(post)
    rule = Decision.objects.get(decided_by=None)
    assert rule.undone_by == lead


def test_a_lead_who_agrees_decides_in_the_place_of_the_rule(post, lead):
    case = [flag(post) for _ in range(3)][0].case
    decision = actions.uphold(case, by=lead, reason="An advertisement.")
    found = Post.objects.get(pk=post.pk)
    assert (found.hidden_by, found.hidden_reason, found.hidden_key) == (lead, "An advertisement.", decision.key)
    assert Decision.objects.in_force().get() == decision


@pytest.mark.parametrize("before", ["rule", "lead"])
def test_what_a_lead_left_once_is_never_hidden_by_the_rule_again(post, lead, before):
    case = [flag(post) for _ in range(3 if before == "rule" else 1)][0].case
    actions.dismiss(case, by=lead)
    for _ in range(4):
        flag(post)
    assert not is_hidden(post)


def test_an_appeal_goes_to_the_secretariat_with_the_case(post, lead):
    flag(post), flag(post), flag(post)
    case, statement = Case.objects.get(), Statement.objects.get()
    appeal = actions.appeal(statement, by=post.author, text="It is our own work.")
    actions.escalate(case, by=lead, note="A friend of mine.")
    for person in (lead, factories.lead(case.group)):
        with pytest.raises(PermissionDenied):
            actions.decide_appeal(appeal, by=person, outcome="reversed", reason="It is no spam.")
        assert not Appeal.objects.visible_to(person).exists()
    assert is_hidden(post)
    assert Letter.objects.filter(kind="appeal_opened", recipient=None, appeal=appeal).exists()
    actions.decide_appeal(appeal, by=factories.staff(), outcome="reversed", reason="It is no spam.")
    assert not is_hidden(post)

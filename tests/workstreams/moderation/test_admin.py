"""What the secretariat reads in the administration: all of it, and nothing to change."""

import pytest
from django.urls import reverse

from tests import factories
from workstreams.moderation import actions
from workstreams.moderation.models import Appeal, Case, Decision, Flag, Letter, LogEntry

pytestmark = pytest.mark.django_db

LISTS = ["case", "flag", "decision", "appeal", "letter", "logentry"]


@pytest.fixture
def secretariat(client):
    client.force_login(factories.staff())
    return client


@pytest.fixture
def flags():
    """One open and one closed flag, in two groups; the decision on the second was appealed."""
    made = []
    for name, reason in [("Graded model access", "conduct"), ("Red-teaming terms", "spam")]:
        group = factories.group(name)
        post = factories.reply(factories.thread(group, title=f"Thread of {name}"))
        made.append(actions.flag_post(post, by=factories.member(), reason=reason, note=f"About {name}"))
    case = made[1].case
    decision = actions.uphold(case, by=factories.lead(case.group, "Amara Diallo"), reason="Advertises.")
    statement = decision.statements.get()
    actions.appeal(statement, by=statement.recipient, text="It told of an event.")
    return made


def listed(client, model, **query):
    return list(client.get(reverse(f"admin:moderation_{model}_changelist"), query).context["cl"].result_list)


def test_lists_open_on_what_waits(secretariat, flags):
    assert listed(secretariat, "flag") == [flags[0]]
    assert listed(secretariat, "flag", state="closed") == [flags[1]]
    assert len(listed(secretariat, "flag", state="all")) == 2
    assert listed(secretariat, "case") == [flags[0].case]
    assert listed(secretariat, "case", state="closed") == [flags[1].case]
    assert listed(secretariat, "appeal") == [Appeal.objects.get()]
    assert listed(secretariat, "appeal", state="closed") == []


@pytest.mark.parametrize(
    "query", [{"q": "Red-teaming", "state": "all"}, {"reason__exact": "spam", "state": "all"}, {"state": "closed"}]
)
def test_flags_are_found_by_words_reason_and_state(secretariat, flags, query):
    assert listed(secretariat, "flag", **query) == [flags[1]]


def test_flags_are_found_by_group(secretariat, flags):
    assert listed(secretariat, "flag", case__group__id__exact=flags[0].case.group_id) == [flags[0]]


def test_decisions_are_found_by_decider_reason_kind_and_whether_they_hold(secretariat, flags):
    decided = Decision.objects.get()
    for query in [{"q": "Advertises"}, {"kind__exact": "hide"}, {"decided_by__id__exact": decided.decided_by_id}]:
        assert listed(secretariat, "decision", **query) == [decided], query
    assert listed(secretariat, "decision", kind__exact="dismiss") == []
    assert listed(secretariat, "decision", force="yes") == [decided]
    assert listed(secretariat, "decision", force="no") == []


@pytest.mark.parametrize("model", [Case, Flag, Decision, Appeal, Letter, LogEntry])
def test_the_secretariat_reads_and_changes_nothing_here(secretariat, flags, model):
    name, row = model._meta.model_name, model.objects.order_by("pk").last()
    address = reverse(f"admin:moderation_{name}_change", args=[row.pk])
    assert secretariat.get(address).status_code == 200
    assert secretariat.post(address, {"reason": "off_topic"}).status_code == 403
    assert secretariat.get(reverse(f"admin:moderation_{name}_add")).status_code == 403
    assert secretariat.post(reverse(f"admin:moderation_{name}_delete", args=[row.pk])).status_code == 403


@pytest.mark.parametrize("model", LISTS)
def test_a_list_costs_the_same_for_two_and_for_twenty(secretariat, flags, model, django_assert_max_num_queries):
    def cost():
        with django_assert_max_num_queries(25) as queries:
            assert secretariat.get(reverse(f"admin:moderation_{model}_changelist"), {}).status_code == 200
        return len(queries)

    first = cost()
    group = flags[0].case.group
    lead, thread = factories.lead(group), flags[0].case.post.thread
    for _ in range(6):
        actions.flag_post(factories.reply(thread), by=factories.member(), reason="spam")
        decision = actions.hide(factories.reply(thread), by=lead, reason="Rude.")
        statement = decision.statements.get()
        actions.appeal(statement, by=statement.recipient, text="It was not.")
    assert cost() == first

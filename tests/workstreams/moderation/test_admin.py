import pytest
from django.urls import reverse

from tests import factories
from workstreams.moderation import actions

pytestmark = pytest.mark.django_db


@pytest.fixture
def secretariat(client):
    client.force_login(factories.staff())
    return client


@pytest.fixture
def flags():
    """One open and one closed flag, in two groups."""
    made = []
    for name, reason in [("Graded model access", "conduct"), ("Red-teaming terms", "spam")]:
        group = factories.group(name)
        post = factories.reply(factories.thread(group, title=f"Thread of {name}"))
        made.append(actions.flag_post(post, by=factories.member(), reason=reason, note=f"About {name}"))
    actions.uphold(made[1].post, by=factories.lead(made[1].post.thread.group, "Amara Diallo"), reason="Advertises.")
    return made


def rows(response):
    return list(response.context["cl"].result_list)


def test_the_list_of_flags_opens_on_what_waits(secretariat, flags):
    address = reverse("admin:moderation_flag_changelist")
    assert rows(secretariat.get(address)) == [flags[0]]
    assert rows(secretariat.get(address, {"state": "closed"})) == [flags[1]]
    assert len(rows(secretariat.get(address, {"state": "all"}))) == 2


@pytest.mark.parametrize(
    "query", [{"q": "Red-teaming", "state": "all"}, {"reason__exact": "spam", "state": "all"}, {"state": "closed"}]
)
def test_flags_are_found_by_words_reason_and_state(secretariat, flags, query):
    assert rows(secretariat.get(reverse("admin:moderation_flag_changelist"), query)) == [flags[1]]


def test_flags_are_found_by_group(secretariat, flags):
    query = {"post__thread__group__id__exact": flags[0].post.thread.group_id}
    assert rows(secretariat.get(reverse("admin:moderation_flag_changelist"), query)) == [flags[0]]


def test_decisions_are_found_by_decider_reason_and_kind(secretariat, flags):
    address = reverse("admin:moderation_decision_changelist")
    flags[1].refresh_from_db()
    decided = flags[1].decision
    found = [{"q": "Advertises"}, {"kind__exact": "hide"}, {"decided_by__id__exact": decided.decided_by_id}]
    for query in found:
        assert rows(secretariat.get(address, query)) == [decided], query
    assert rows(secretariat.get(address, {"kind__exact": "dismiss"})) == []


@pytest.mark.parametrize("model", ["flag", "decision"])
def test_the_secretariat_reads_and_changes_nothing_here(secretariat, flags, model):
    flags[1].refresh_from_db()
    row = flags[1] if model == "flag" else flags[1].decision
    address = reverse(f"admin:moderation_{model}_change", args=[row.pk])
    assert secretariat.get(address).status_code == 200
    assert secretariat.post(address, {"reason": "off_topic"}).status_code == 403
    assert secretariat.get(reverse(f"admin:moderation_{model}_add")).status_code == 403
    assert secretariat.post(reverse(f"admin:moderation_{model}_delete", args=[row.pk])).status_code == 403


@pytest.mark.parametrize("model", ["flag", "decision"])
def test_a_list_costs_the_same_for_two_and_for_twenty(secretariat, flags, model, django_assert_max_num_queries):
    def cost():
        with django_assert_max_num_queries(25) as queries:
            assert secretariat.get(reverse(f"admin:moderation_{model}_changelist"), {}).status_code == 200
        return len(queries)

    first = cost()
    thread = flags[0].post.thread
    lead = factories.lead(thread.group)
    for _ in range(9):
        actions.flag_post(factories.reply(thread), by=factories.member(), reason="spam")
        actions.hide(factories.reply(thread), by=lead, reason="Rude.")
    assert cost() == first

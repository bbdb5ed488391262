"""Taking a case, giving it back, and passing it on."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from members.models import Profile
from tests import factories
from workstreams.moderation import actions
from workstreams.moderation.models import Case, Letter, LogEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def group():
    return factories.group()


@pytest.fixture
def lead(group):
    return factories.lead(group, "Tomasz Wieczorek")


@pytest.fixture
def other(group):
    return factories.lead(group, "Amara Diallo")


@pytest.fixture
def case(group):
    post = factories.reply(factories.thread(group))
    return actions.flag_post(post, by=factories.member(), reason="conduct").case


def holder(case):
    return Case.objects.get(pk=case.pk).claimed_by


def test_a_case_is_taken_and_given_back(case, lead):
    assert actions.claim(case, by=lead).claimed_by == lead
    actions.give_back(case, by=lead)
    assert holder(case) is None


def test_taking_ones_own_changes_nothing(case, lead):
    first = actions.claim(case, by=lead).claimed_at
    assert actions.claim(case, by=lead).claimed_at == first


def test_what_somebody_has_is_not_taken_by_mistake(case, lead, other):
    actions.claim(case, by=lead)
    with pytest.raises(ValidationError, match="Tomasz Wieczorek has taken this case") as error:
        actions.claim(case, by=other)
    assert error.value.code == "claimed" and holder(case) == lead


def test_what_somebody_has_is_taken_over_knowingly(case, lead, other):
    actions.claim(case, by=lead)
    actions.claim(case, by=other, instead_of=lead)
    assert holder(case) == other


def test_taking_over_what_a_third_has_by_now_is_refused(case, lead, other):
    actions.claim(case, by=other)
    third = factories.lead(case.group)
    with pytest.raises(ValidationError) as error:
        actions.claim(case, by=third, instead_of=lead)
    assert error.value.code == "claimed" and holder(case) == other


def test_giving_back_what_is_anothers_leaves_it_to_them(case, lead, other):
    actions.claim(case, by=lead)
    actions.give_back(case, by=other)
    assert holder(case) == lead


@pytest.mark.parametrize("decide", ["uphold", "dismiss", "escalate"])
def test_nobody_decides_what_somebody_else_has_taken(case, lead, other, decide):
    actions.claim(case, by=lead)
    words = {"note": "Not mine."} if decide == "escalate" else {"reason": "Rude."}
    with pytest.raises(ValidationError) as error:
        getattr(actions, decide)(case, by=other, **words)
    assert error.value.code == "claimed"
    assert Case.objects.get().closed_at is None and Case.objects.get().escalated_at is None


def test_nor_hides_the_post_of_their_own_accord(case, lead, other):
    actions.claim(case, by=lead)
    with pytest.raises(ValidationError) as error:
        actions.hide(case.post, by=other, reason="Rude.")
    assert error.value.code == "claimed"


@pytest.mark.parametrize("verb", ["claim", "give_back"])
def test_who_may_not_decide_takes_nothing(case, verb):
    author_lead = case.author
    factories.group()
    for person in [factories.member(), author_lead, factories.lead(factories.group())]:
        with pytest.raises(PermissionDenied):
            getattr(actions, verb)(case, by=person)


# Passing on


def test_what_is_passed_on_is_the_secretariats_alone(case, lead, other):
    actions.claim(case, by=lead)
    case = actions.escalate(case, by=lead, note=" It is about my own organisation. ")
    assert (case.escalated_by, case.escalation_note) == (lead, "It is about my own organisation.")
    assert holder(case) is None
    for verb, words in [("claim", {}), ("uphold", {"reason": "Rude."}), ("dismiss", {})]:
        with pytest.raises(PermissionDenied):
            getattr(actions, verb)(case, by=other, **words)
    with pytest.raises(PermissionDenied):
        actions.hide(case.post, by=other, reason="Rude.")
    assert actions.dismiss(case, by=factories.staff()).pk


def test_the_secretariat_is_written_to_and_the_log_says_why(case, lead):
    actions.escalate(case, by=lead, note="Not mine.")
    assert Letter.objects.get(kind=Letter.Kind.CASE_PASSED_ON).recipient is None
    entry = LogEntry.objects.get(action="escalate")
    assert (entry.by, entry.reason, entry.post_number) == (lead, "Not mine.", case.post_id)


def test_passing_on_needs_a_reason_and_happens_once(case, lead):
    with pytest.raises(ValidationError):
        actions.escalate(case, by=lead, note=" ")
    actions.escalate(case, by=lead, note="Not mine.")
    with pytest.raises(ValidationError, match="has this case already"):
        actions.escalate(case, by=factories.staff(), note="Nor mine.")


def test_a_profile_is_the_secretariats_from_the_first(lead):
    member = factories.member()
    Profile.objects.create(member=member, about="I sell things.")
    case = actions.flag_profile(member, by=factories.member(), reason="spam").case
    with pytest.raises(PermissionDenied):
        actions.claim(case, by=lead)
    assert actions.claim(case, by=factories.staff()).claimed_by

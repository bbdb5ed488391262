"""Two people at once at one document, each with a transaction of their own, as two pages would have it."""

import pytest

from tests import factories as make
from tests.workstreams.groups.test_concurrency import at_once, kinds
from workstreams.recommendations import actions

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def document():
    group = make.group()
    return actions.begin(group, by=make.lead(group), title="Graded access", body="There are tiers.")


def test_of_two_who_save_at_once_one_is_told_that_there_is_a_newer_text(document):
    lead = document.created_by
    save = [
        lambda words=words: actions.revise(document, by=lead, body=f"There are tiers.\n\n{words}", note="More.", base=1)
        for words in ("One.", "Other.")
    ]
    outcomes = at_once(*save)
    assert kinds(outcomes) == ["Revision", "ValidationError"]
    assert next(one for one in outcomes if hasattr(one, "code")).code == "overtaken"
    assert document.revisions.count() == 2 and document.clauses.count() == 2


def test_of_two_who_take_a_step_at_once_one_does(document):
    lead = document.created_by
    outcomes = at_once(*[lambda: actions.take_step(document, "adoption_call", by=lead)] * 2)
    assert kinds(outcomes) == ["Recommendation", "ValidationError"]
    assert document.events.filter(after="adoption_call").count() == 1

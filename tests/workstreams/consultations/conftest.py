"""A document in its last call, and the consultation on it."""

import pytest

from tests import factories as make
from workstreams.consultations import actions
from workstreams.recommendations import actions as recommendations
from workstreams.recommendations.models import Recommendation

TEXT = "Developers publish the tiers of access before release.\n\nAudits are granted within thirty days."


@pytest.fixture
def group():
    return make.group("Graded access")


@pytest.fixture
def lead(group):
    return make.lead(group, "Leilani Kahale")


@pytest.fixture
def document(group, lead):
    made = recommendations.begin(group, by=lead, title="Graded access to frontier models", body=TEXT)
    Recommendation.objects.filter(pk=made.pk).update(step="last_call")
    made.refresh_from_db()
    return made


@pytest.fixture
def consultation(document, lead):
    return actions.open_consultation(document, by=lead, audience="members")


@pytest.fixture
def public_consultation(document, lead):
    return actions.open_consultation(document, by=lead, audience="public")


@pytest.fixture
def revision(consultation):
    return consultation.revision

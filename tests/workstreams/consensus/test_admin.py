"""What the secretariat reads of calls in its lists."""

import pytest
from django.contrib import admin
from django.urls import reverse

from tests import factories as make
from workstreams.consensus import actions
from workstreams.consensus.models import Call, Objection, Outcome, Position
from workstreams.recommendations import actions as recommendations
from workstreams.recommendations.models import Recommendation

pytestmark = pytest.mark.django_db


def test_calls_and_outcomes_are_listed_and_read(client):
    group = make.group()
    lead = make.lead(group)
    document = recommendations.begin(group, by=lead, title="Graded access", body="Publish the tiers.")
    Recommendation.objects.filter(pk=document.pk).update(step="answering")
    call = actions.open_call(document, by=lead, question="Do you agree?", parties="group", results="closed")
    outcome = actions.state_outcome(call, by=lead, result="returned", statement="Too few spoke.")
    client.force_login(make.staff(is_superuser=True))
    for name, row in (("call", call), ("outcome", outcome)):
        assert "Do you agree?" in client.get(reverse(f"admin:consensus_{name}_changelist")).content.decode()
        assert client.get(reverse(f"admin:consensus_{name}_change", args=[row.pk])).status_code == 200


def test_what_a_call_may_hide_has_no_list_there():
    assert not {Position, Objection} & set(admin.site._registry)
    assert {Call, Outcome} <= set(admin.site._registry)

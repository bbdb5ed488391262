"""The secretariat's lists of documents: what waits first, and nothing to change."""

import pytest
from django.urls import reverse

from tests import factories as make
from workstreams.recommendations import actions
from workstreams.recommendations.models import Event, Recommendation, Revision

pytestmark = pytest.mark.django_db


@pytest.fixture
def document():
    group = make.group()
    return actions.begin(group, by=make.lead(group), title="Graded access", body="There are tiers.")


@pytest.mark.parametrize("model", [Recommendation, Revision, Event])
def test_the_secretariat_reads_and_changes_nothing(client, document, model):
    client.force_login(make.staff())
    name = f"admin:recommendations_{model._meta.model_name}"
    assert "Graded access" in client.get(reverse(f"{name}_changelist")).content.decode()
    one = reverse(f"{name}_change", args=[model.objects.first().pk])
    assert client.get(one).status_code == 200
    assert client.post(one, {"title": "Another"}).status_code == 403
    assert client.get(reverse(f"{name}_add")).status_code == 403


def test_the_list_opens_on_what_is_under_way(client, document):
    Recommendation.objects.filter(pk=document.pk).update(step="withdrawn")
    client.force_login(make.staff())
    url = reverse("admin:recommendations_recommendation_changelist")
    assert "Graded access" not in client.get(url).content.decode()
    for kind in ("ended", "all"):
        assert "Graded access" in client.get(url, {"kind": kind}).content.decode()

"""The secretariat sees digests and their states, and can change none."""

import pytest
from django.urls import reverse

from tests import factories
from workstreams.digests.models import Digest

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(client):
    client.force_login(factories.staff())

    def get(name, **query):
        response = client.get(reverse(f"admin:digests_{name}_changelist"), query)
        assert response.status_code == 200
        return response.content.decode()

    return get


@pytest.fixture
def skipped(send, reader):
    return send()[0]


def test_digests_are_counted_by_state_and_found_by_member_and_reason(page, skipped, reader):
    assert "Leilani Kahale" in page("digest")
    assert "Skipped (1)" in page("digest")
    assert "Sent (0)" in page("digest")
    assert "Leilani Kahale" in page("digest", state__exact="skipped", q=reader.email)
    assert "Leilani Kahale" in page("digest", q="Nothing new")
    assert "Leilani Kahale" not in page("digest", state__exact="failed")


def test_subscriptions_are_said_in_words_and_filtered(page, reader):
    assert "Weekly, Monday 08:00 UTC" in page("subscription", q="Leilani")
    assert "Leilani" not in page("subscription", frequency__exact="never")


def test_nobody_changes_them_there(client, page, skipped):
    for row in (skipped, skipped.subscription):
        name = f"admin:digests_{row._meta.model_name}"
        response = client.get(reverse(f"{name}_change", args=[row.pk]))
        assert response.status_code == 200
        assert 'name="_save"' not in response.content.decode()
        assert client.post(reverse(f"{name}_change", args=[row.pk]), {}).status_code == 403
        assert client.get(reverse(f"{name}_add")).status_code == 403
        assert client.post(reverse(f"{name}_delete", args=[row.pk]), {"post": "yes"}).status_code == 403
    assert Digest.objects.count() == 1


@pytest.mark.parametrize("name", ["digest", "subscription"])
def test_a_list_costs_the_same_for_one_row_and_for_many(page, subscribed, send, name, django_assert_max_num_queries):
    def cost():
        with django_assert_max_num_queries(30) as queries:
            page(name)
        return len(queries)

    subscribed(factories.member())
    send()
    one = cost()
    for _member in range(5):
        subscribed(factories.member())
    send()
    assert cost() == one

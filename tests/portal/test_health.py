"""What a watcher of the site is told."""

import pytest

from portal import health


def test_a_process_that_answers_is_up_without_asking_database_or_cache(client, settings):
    settings.CACHES = {"default": {**settings.CACHES["default"], "LOCATION": "unix:///nowhere.sock"}}
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"status": "up"})
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.django_db
def test_a_site_whose_database_and_cache_answer_is_ready(client):
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()) == (200, {"status": "ready"})


@pytest.mark.django_db
def test_a_silent_cache_is_named(client, settings):
    settings.CACHES = {"default": {**settings.CACHES["default"], "LOCATION": "unix:///nowhere.sock"}}
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()) == (503, {"status": "not ready", "silent": ["cache"]})


@pytest.mark.django_db
def test_a_silent_database_is_named_and_its_address_is_not_told(client, monkeypatch):
    monkeypatch.setattr(health.connection, "get_connection_params", lambda: {"host": "/nowhere", "dbname": "portal"})
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()) == (503, {"status": "not ready", "silent": ["database"]})

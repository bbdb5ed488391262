"""Searches that members keep."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from tests import factories as make
from workstreams.search import actions
from workstreams.search.fresh import fresh
from workstreams.search.models import SavedSearch
from workstreams.search.own_data import sections

pytestmark = pytest.mark.django_db


@pytest.fixture
def member():
    return make.member()


def test_a_search_is_saved_from_its_page_and_opens_as_it_was(client, member):
    group = make.group()
    make.thread(group, title="Escrow for models")
    client.force_login(member)
    page = client.get(reverse("search"), {"q": "escrow", "group": group.slug, "page": 1, "narrow": 1})
    keep = page.context["keep"]
    response = client.post(reverse("saved_searches"), keep)
    assert response.url == f"{reverse('search')}?q=escrow&group={group.slug}"
    assert "The search is saved" in client.get(response.url).content.decode()
    client.post(reverse("saved_searches"), keep)
    assert list(SavedSearch.objects.values_list("member", "name", "query")) == [
        (member.pk, "escrow", f"q=escrow&group={group.slug}")
    ]
    assert f"?q=escrow&amp;group={group.slug}" in client.get(reverse("saved_searches")).content.decode()


@pytest.mark.parametrize("query", ["", "q=", "q=%00", "q=x&since=never", "q=x&group=never-was", "x" * 5000, "&=&;"])
def test_what_is_no_search_is_not_saved(client, member, query):
    client.force_login(member)
    assert client.post(reverse("saved_searches"), {"query": query, "name": "x"}).status_code == 422
    assert not SavedSearch.objects.exists()


def test_a_day_is_kept_as_a_digest_reads_it(client, member):
    client.force_login(member)
    client.post(reverse("saved_searches"), {"query": "q=escrow&since=2026-1-5", "name": "Since January"})
    saved = SavedSearch.objects.get()
    assert saved.query == "q=escrow&since=2026-01-05"
    actions.change_saved_search(saved, by=member, name="Since January", in_digest=True)
    assert fresh(member, timezone.now() - timedelta(days=7), timezone.now()) == []
    refused = client.post(reverse("saved_searches"), {"query": "q=escrow&since=10/25/2026", "name": "Another form"})
    assert refused.status_code == 422


def test_a_saved_search_is_called_otherwise_and_deleted(client, member):
    saved = actions.save_search(member, by=member, query="q=escrow", name="escrow")
    client.force_login(member)
    address = reverse("saved_search", args=[saved.pk])
    assert client.post(address, {"name": " "}).status_code == 422
    client.post(address, {"name": "Weights in escrow", "in_digest": "on"})
    saved.refresh_from_db()
    assert (saved.name, saved.in_digest) == ("Weights in escrow", True)
    client.post(reverse("saved_search_delete", args=[saved.pk]))
    assert not SavedSearch.objects.exists()


def test_another_members_search_is_not_there(client, member):
    saved = actions.save_search(member, by=member, query="q=escrow", name="escrow")
    other = make.member()
    client.force_login(other)
    assert client.get(reverse("saved_search", args=[saved.pk])).status_code == 404
    assert client.post(reverse("saved_search_delete", args=[saved.pk])).status_code == 404
    for act in [
        lambda: actions.save_search(member, by=other, query="q=x", name="x"),
        lambda: actions.change_saved_search(saved, by=other, name="x", in_digest=True),
        lambda: actions.delete_saved_search(saved, by=other),
    ]:
        with pytest.raises(PermissionDenied):
            act()
    assert SavedSearch.objects.get().name == "escrow"


def test_an_empty_search_and_too_many_are_refused(member, monkeypatch):
    with pytest.raises(ValidationError):
        actions.save_search(member, by=member, query="", name="x")
    monkeypatch.setattr(actions, "MOST", 1)
    monkeypatch.setattr(actions, "MOST_IN_DIGEST", 0)
    saved = actions.save_search(member, by=member, query="q=a", name="a")
    with pytest.raises(ValidationError):
        actions.save_search(member, by=member, query="q=b", name="b")
    with pytest.raises(ValidationError):
        actions.change_saved_search(saved, by=member, name="a", in_digest=True)


def test_erasure_and_download_know_of_them(member):
    actions.save_search(member, by=member, query="q=escrow", name="escrow")
    (section,) = sections(member)
    assert [row["query"] for row in section.rows] == ["q=escrow"]
    actions.erase_member(member, None)
    assert not SavedSearch.objects.exists()


def test_a_name_keeps_what_a_database_takes(client, member):
    client.force_login(member)
    answer = client.post(reverse("saved_searches"), {"query": "q=data", "name": "Da\x00ta"})
    assert answer.status_code == 302
    assert SavedSearch.objects.get().name == "Data"

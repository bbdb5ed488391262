"""Publications in the secretariat's lists, and how it says that they are numbered."""

import pytest
from django.urls import reverse

from tests import factories as make
from workstreams.publications import actions
from workstreams.publications.forms import SchemeForm
from workstreams.publications.models import Scheme

pytestmark = pytest.mark.django_db

ADD, LIST = reverse("admin:publications_scheme_add"), reverse("admin:publications_publication_changelist")
#: States that the list is asked for; it opens on the first.
STATES = ("", "ended", "all")


@pytest.fixture
def secretariat(client):
    client.force_login(make.staff())
    return client


def test_the_secretariat_says_how_they_are_numbered(secretariat, text, chair):
    given = {"pattern": "REC-{year}", "licence": "CC0 1.0", "licence_url": ""}
    refused = secretariat.post(ADD, given)
    assert "Write {n} or {n:03} somewhere" in refused.content.decode()
    secretariat.post(ADD, given | {"pattern": "REC-{n}.{year}"})
    published = actions.publish(text, by=chair)
    assert published.number.startswith("REC-1.")
    # There is one scheme; said anew it holds for what is published from then on.
    assert secretariat.get(ADD).status_code == 403
    secretariat.post(reverse("admin:publications_scheme_change", args=[1]), given | {"pattern": "TEXT-{n:03}"})
    assert Scheme.objects.get().pattern == "TEXT-{n:03}"
    published.refresh_from_db()
    assert published.number.startswith("REC-1.")


def test_publications_are_listed_by_whether_they_are_in_force_and_read(secretariat, text, chair):
    published = actions.publish(text, by=chair)
    change = reverse("admin:publications_publication_change", args=[published.pk])
    page = secretariat.get(change).content.decode()
    assert published.get_absolute_url() in page
    assert 'name="_save"' not in page
    assert secretariat.post(change, {"title": "Another"}).status_code == 403
    assert listed(secretariat, published) == {"": True, "ended": False, "all": True}
    actions.withdraw(published, by=chair, why="It was overtaken.")
    assert listed(secretariat, published) == {"": False, "ended": True, "all": True}
    assert "It was overtaken." in secretariat.get(change).content.decode()


def listed(client, publication):
    """Whether the list shows it, by the state that is asked for."""
    row = f"/{publication.pk}/change/"
    return {state: row in client.get(LIST, {"state": state} if state else {}).content.decode() for state in STATES}


@pytest.mark.parametrize("pattern", ["AGA-{year}", "AGA {n}", "A/{n}", "{n.__class__}"])
def test_a_pattern_that_tells_none_apart_is_refused(pattern):
    form = SchemeForm({"pattern": pattern, "licence": "CC0", "licence_url": ""}, instance=Scheme(pk=1))
    assert "pattern" in form.errors

"""Reading documents: the page, its revisions, what changed, one clause, what happened; and who finds them."""

import re

import pytest

from tests import factories as make
from workstreams.recommendations import actions

pytestmark = pytest.mark.django_db

TEXT = "# Access\n\nDevelopers publish the *tiers* of access before release.\n\nAudits are granted within thirty days."


def words(response):
    """The text of a page, without tags and runs of spaces."""
    return " ".join(re.sub(r"<[^>]*>", " ", response.content.decode()).split())


@pytest.fixture
def group():
    return make.group("Graded access")


@pytest.fixture
def lead(group):
    return make.lead(group, "Leilani Kahale")


@pytest.fixture
def document(group, lead):
    return actions.begin(group, by=lead, title="Graded access to frontier models", body=TEXT)


def test_the_page_shows_the_text_in_clauses_and_where_it_stands(client, document):
    page = client.get(document.get_absolute_url())
    said = words(page)
    assert page.status_code == 200
    assert "Graded access to frontier models" in said and "Revision 1 of" in said and "Leilani Kahale" in said
    assert "<em>tiers</em>" in page.content.decode()
    assert "Step 1 of 9: Idea." in said and "Next: Call for adoption." in said

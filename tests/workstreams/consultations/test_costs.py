"""A consultation with 5,000 comments costs what a small one costs."""

import pytest
from django.urls import reverse
from django.utils import timezone

from tests import factories as make
from workstreams.consultations.models import Comment, Disposition

pytestmark = pytest.mark.django_db

MOST = 15
MANY = 5_000


def fill(revision, count, *, by):
    """Comments of members on both clauses and on the whole, every third of them answered, every tenth an amendment."""
    clauses = [*revision.texts.values_list("clause", flat=True), None]
    sectors, now = make.sectors(), timezone.now()
    made = Comment.objects.bulk_create(
        Comment(
            revision=revision,
            clause_id=clauses[number % 3],
            consultation=revision.consultations.get(),
            author=by[number % len(by)],
            sector=sectors[number % 5],
            body=f"Comment {number}.",
            body_html=f"<p>Comment {number}.</p>",
            proposed="Audits are granted within ninety days." if number % 10 == 0 and clauses[number % 3] else "",
            confirmed_at=now,
        )
        for number in range(count)
    )
    Disposition.objects.bulk_create(Disposition(comment=one, outcome="accepted", decided_by=by[0]) for one in made[::3])


@pytest.fixture
def pages(revision):
    document = revision.recommendation
    text = [document.place, document.pk]
    clause = revision.texts.get(number="2").clause_id
    return {
        "table": reverse("dispositions", args=text),
        "open": f"{reverse('dispositions', args=text)}?state=open",
        "clause": reverse("clause_comments", args=[*text, 1, clause]),
        "document": document.get_absolute_url(),
    }


def asked_for(client, url, asked):
    """How many queries a page takes that was drawn before."""
    client.get(url)
    with asked(MOST) as queries:
        assert client.get(url).status_code == 200
    return len(queries)


@pytest.mark.timeout(240)
def test_pages_of_5000_comments_ask_what_those_of_180_ask(client, revision, lead, pages, django_assert_max_num_queries):
    people = [lead, *(make.member() for _each in range(9))]
    client.force_login(lead)
    # A full page in each: what is drawn is the same, what stands behind it is not.
    fill(revision, 180, by=people)
    small = {name: asked_for(client, url, django_assert_max_num_queries) for name, url in pages.items()}
    fill(revision, MANY - 180, by=people)
    assert {name: asked_for(client, url, django_assert_max_num_queries) for name, url in pages.items()} == small

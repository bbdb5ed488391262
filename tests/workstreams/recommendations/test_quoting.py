"""Taking what was said into a text: passages are chosen, clauses say where they came from."""

import re

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from tests import factories as make
from workstreams.moderation import actions as moderation
from workstreams.recommendations import actions
from workstreams.recommendations.models import Quote, Recommendation

pytestmark = pytest.mark.django_db

SAID = "I like the *tiers*.\n\nAudits come early, see [the study][1].\n\n- one\n- two\n\n[1]: https://example.org/study"


def words(response):
    return " ".join(re.sub(r"<[^>]*>", " ", response.content.decode()).split())


@pytest.fixture
def group():
    return make.group("Graded access")


@pytest.fixture
def lead(group):
    return make.lead(group)


@pytest.fixture
def post(group):
    return make.root(make.thread(group, title="When do audits come?", body=SAID))


@pytest.fixture
def document(group, lead):
    return actions.begin(group, by=lead, title="Graded access", body="# Access\n\nThere are tiers.")


def clause_of(document, number):
    return document.revisions.newest_first().first().texts.get(number=number).clause


def test_a_text_begins_with_passages_of_a_post_each_with_its_source(group, post):
    speaker = make.participant(group)
    document = actions.begin_with(post, by=speaker, title="When audits come", passages=[1, 2])
    texts = list(document.revisions.get().texts.in_order())
    assert [text.source for text in texts] == ["Audits come early, see [the study][1].", "- one\n- two"]
    assert 'href="https://example.org/study"' in texts[0].html
    assert {quote.clause_id: quote.words for quote in Quote.objects.all()} == {
        texts[0].clause_id: "Audits come early, see the study.",
        texts[1].clause_id: "one two",
    }


def test_passages_are_taken_up_at_the_end_and_what_stands_there_stays(document, post, lead):
    before = clause_of(document, "1.1")
    revision = actions.take_up(document, post, by=lead, passages=[0], base=1)
    assert (revision.number, revision.note) == (2, f"Took up what {post.author.name} said.")
    assert clause_of(document, "1.1") == before
    assert Quote.objects.get().clause == clause_of(document, "1.2")
    with pytest.raises(ValidationError) as refused:
        actions.take_up(document, post, by=lead, passages=[1], base=1)
    assert refused.value.code == "overtaken"


def test_a_clause_that_said_the_same_before_has_no_source_from_it(group, post, lead):
    document = actions.begin(group, by=lead, title="Graded access", body="I like the *tiers*.")
    actions.take_up(document, post, by=lead, passages=[0], base=1)
    assert Quote.objects.get().clause == clause_of(document, "2")


def test_passages_become_the_source_of_a_clause_that_stands_there(document, post, lead):
    actions.note_sources(clause_of(document, "1.1"), post, by=lead, passages=[0, 1])
    assert sorted(Quote.objects.values_list("words", flat=True)) == [
        "Audits come early, see the study.",
        "I like the tiers.",
    ]
    assert document.revisions.count() == 1


@pytest.mark.parametrize("passages", [[], [7], [-1]])
def test_passages_that_are_not_there_are_refused(document, post, lead, passages):
    with pytest.raises(ValidationError):
        actions.take_up(document, post, by=lead, passages=passages, base=1)
    assert document.revisions.count() == 1


def test_words_that_one_may_not_read_are_not_quoted(document, post, lead, group):
    reply = make.reply(post.thread, body="Rude words.")
    moderation.hide(reply, by=lead, reason="Rude.")
    with pytest.raises(ValidationError, match="not open to you"):
        actions.begin_with(reply, by=make.participant(group), title="Rude words", passages=[0])


def test_the_page_offers_the_passages_and_the_texts_that_one_writes(client, document, post, lead):
    client.force_login(lead)
    url = reverse("quote_into", args=[post.pk])
    assert url in client.get(reverse("post_more", args=[post.pk])).content.decode()
    page = words(client.get(url))
    assert "I like the tiers." in page and "one two" in page
    assert "As a source of clause 1.1: There are tiers." in page and "Begin a new text with them" in page
    answer = client.post(url, {"passages": ["1"], "place": f"{document.pk}-1-end"})
    assert (answer.status_code, answer.url) == (302, document.get_absolute_url())
    clause = clause_of(document, "1.1")
    assert client.post(url, {"passages": ["0"], "place": f"{document.pk}-2-{clause.pk}"}).status_code == 302
    assert Quote.objects.filter(clause=clause).count() == 1
    new = {"passages": ["0", "2"], "place": "new", "title": "When audits come"}
    assert client.post(url, new).url == Recommendation.objects.get(title="When audits come").get_absolute_url()


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({}, "Choose at least one passage."),
        ({"passages": ["9"], "place": "new", "title": "A title"}, "Choose again."),
        ({"passages": ["0"], "place": "new"}, "Give the new text a title."),
        ({"passages": ["0"], "place": "1-1-1"}, "does not stand in that text any more"),
    ],
)
def test_what_will_not_do_is_said(client, post, lead, sent, said):
    client.force_login(lead)
    answer = client.post(reverse("quote_into", args=[post.pk]), sent)
    assert answer.status_code == 422 and said in words(answer)


def test_outsiders_quote_nothing_and_a_private_post_is_not_there(client, post, group):
    url = reverse("quote_into", args=[post.pk])
    client.force_login(make.member())
    assert client.get(url).status_code == 403
    assert url not in client.get(reverse("post_more", args=[post.pk])).content.decode()
    group.visibility = "private"
    group.save()
    assert client.get(url).status_code == 404 and client.post(url, {}).status_code == 404

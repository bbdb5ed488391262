"""Reading documents: the page, its revisions, what changed, one clause, what happened; and who finds them."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from tests import factories as make
from workstreams.groups import actions as groups
from workstreams.moderation import actions as moderation
from workstreams.recommendations import actions
from workstreams.recommendations.models import Recommendation, Revision

pytestmark = pytest.mark.django_db

TEXT = "# Access\n\nDevelopers publish the *tiers* of access before release.\n\nAudits are granted within thirty days."


def words(response):
    """The text of a page, without tags and runs of spaces."""
    return " ".join(re.sub(r"<[^>]*>", " ", response.content.decode()).split())


def address(name, document, *more):
    return reverse(name, args=[document.place, document.pk, *more])


@pytest.fixture
def group():
    return make.group("Graded access")


@pytest.fixture
def lead(group):
    return make.lead(group, "Leilani Kahale")


@pytest.fixture
def document(group, lead):
    return actions.begin(group, by=lead, title="Graded access to frontier models", body=TEXT)


def revise(document, by, body, note="Clearer.", base=1):
    return actions.revise(document, by=by, body=body, note=note, base=base)


def test_the_page_shows_the_text_in_clauses_and_where_it_stands(client, document):
    page = client.get(document.get_absolute_url())
    said = words(page)
    assert page.status_code == 200
    assert "Graded access to frontier models" in said and "Revision 1 of" in said and "Leilani Kahale" in said
    assert "<em>tiers</em>" in page.content.decode()
    assert "Step 1 of 9: Idea." in said and "Next: Call for adoption." in said
    assert "The editors and leads of the group take this step." in said


def test_headings_have_no_gap_on_the_page_whatever_levels_were_typed(client, group, lead):
    body = "# Begin\n\nWords.\n\n#### Deep\n\nMore words.\n\n###### Deeper\n\nThe last."
    document = actions.begin(group, by=lead, title="Levels of headings", body=body)
    page = client.get(document.get_absolute_url()).content.decode()
    assert re.findall(r'<(h\d) class="text"', page) == ["h3", "h4", "h5"]


def test_an_earlier_revision_says_that_it_is_one(client, document, lead):
    revise(document, lead, TEXT.replace("thirty", "ninety"))
    old = words(client.get(address("recommendation_revision", document, 1)))
    assert "This is r1, an earlier text. The newest is r2." in old and "thirty" in old
    new = words(client.get(document.get_absolute_url()))
    assert "ninety" in new and "What changed since r1" in new and "earlier text" not in new
    assert client.get(address("recommendation_revision", document, 3)).status_code == 404


def test_what_changed_is_shown_clause_by_clause_and_word_by_word(client, document, lead):
    revise(document, lead, TEXT.replace("thirty", "ninety").replace("Audits", "A wholly new thing.\n\nAudits"))
    page = client.get(address("recommendation_changes", document, 1, 2))
    said = words(page)
    assert "1 clause rewritten" in said and "1 new" in said
    assert "was 1.2" in said and "thirty" in said and "ninety" in said
    assert "Developers publish" not in said, "what stayed is not shown"
    assert "&lt;" not in page.content.decode().partition("<main")[2].partition("</main")[0]


def test_revisions_the_wrong_way_round_are_turned(client, document, lead):
    revise(document, lead, TEXT + "\n\nMore.")
    page = client.get(address("recommendation_changes", document, 2, 1))
    assert page.status_code == 302 and page.url == address("recommendation_changes", document, 1, 2)
    chosen = client.get(address("recommendation_history", document), {"from": "2", "to": "1"})
    assert chosen.url == page.url
    assert client.get(address("recommendation_history", document), {"from": "x", "to": "1"}).status_code == 200
    assert client.get(address("recommendation_changes", document, 1, 9)).status_code == 404


def test_a_clause_tells_its_wordings_and_its_sources(client, document, group, lead):
    said = make.thread(group, body="Audits should come *early*.", title="When do audits come?")
    clause = document.revisions.get().texts.get(number="1.2").clause
    actions.quote_post(clause, make.root(said), by=lead, said="Audits should come early.")
    revise(document, lead, TEXT.replace("thirty", "ninety"), note="Ninety days.")
    revise(document, lead, TEXT.replace("thirty", "ninety") + "\n\nMore.", note="More.", base=2)
    assert "From 1 post" in words(client.get(document.get_absolute_url()))
    page = words(client.get(address("recommendation_clause", document, clause.pk)))
    assert "r2–3" in page and "Ninety days." in page
    assert "Audits should come early." in page and "When do audits come?" in page


def test_a_source_that_was_hidden_is_told_to_nobody_else(client, document, group, lead):
    thread = make.thread(group, body="Audits should come early.")
    reply = make.reply(thread, body="Rude words about audits.")
    clause = document.revisions.get().texts.get(number="1.2").clause
    actions.quote_post(clause, reply, by=lead)
    moderation.hide(reply, by=lead, reason="Rude.")
    assert "From 1 post" not in words(client.get(document.get_absolute_url()))
    assert "Rude words" not in words(client.get(address("recommendation_clause", document, clause.pk)))


def test_the_history_says_who_did_what_and_why(client, document, lead):
    actions.take_step(document, "adoption_call", by=lead)
    actions.take_step(document, "parked", by=lead, why="The law is awaited.")
    page = words(client.get(address("recommendation_history", document)))
    assert "Call for adoption" in page and "Parked" in page and "The law is awaited." in page
    assert "r1 was saved" in page and "Leilani Kahale" in page
    assert "It rests, at the step “Call for adoption”" in words(client.get(document.get_absolute_url()))


PRIVATE = ["recommendation", "recommendation_history"]


def test_a_text_of_a_private_group_does_not_exist_for_outsiders(client, lead, group, document):
    group.visibility = "private"
    group.save()
    clause = document.clauses.first().pk
    addresses = [
        *(address(name, document) for name in PRIVATE),
        address("recommendation_revision", document, 1),
        address("recommendation_changes", document, 1, 1),
        address("recommendation_clause", document, clause),
        reverse("recommendations", args=[group.slug]),
    ]
    closed = [
        *(address(f"recommendation_{name}", document) for name in ("edit", "title", "deadline", "review")),
        address("recommendation_step", document, "adoption_call"),
        reverse("recommendation_new", args=[group.slug]),
    ]
    for one in addresses:
        assert client.get(one).status_code == 404, one
    client.force_login(make.member())
    for one in [*addresses, *closed]:
        assert client.get(one).status_code == 404, one
    for name in ("texts", "groups"):
        assert document.title not in words(client.get(reverse(name)))
    assert document.title not in words(client.get(group.area.get_absolute_url()))
    client.force_login(lead)
    for one in addresses:
        assert client.get(one).status_code == 200, one


def test_an_opened_revision_of_a_private_group_is_read_alone(client, lead, group, document):
    actions.take_step(document, "parked", by=lead, why="A secret reason.")
    revise_parked(document)
    group.visibility = "private"
    group.save()
    Revision.objects.filter(recommendation=document, number=1).update(audience="public")
    document = Recommendation.objects.select_related("group").get(pk=document.pk)
    page = words(client.get(document.get_absolute_url()))
    assert "thirty days" in page and "ninety" not in page
    assert "Graded access" in page and reverse("group", args=[group.slug]) not in links(client, document)
    assert client.get(address("recommendation_revision", document, 2)).status_code == 404
    history = words(client.get(address("recommendation_history", document)))
    assert "A secret reason" not in history and "r2" not in history
    assert document.title in words(client.get(reverse("texts"), {"kind": "ended"}))


def links(client, document):
    return re.findall(r'href="([^"]*)"', client.get(document.get_absolute_url()).content.decode())


def revise_parked(document):
    first = document.revisions.get()
    Revision.objects.create(
        recommendation=document, number=2, body=first.body.replace("thirty", "ninety"), written_by=first.written_by
    )


def test_the_lists_show_what_is_under_way_and_what_is_published(client, document, group, lead):
    other = actions.begin(group, by=lead, title="Terms of red teaming", body=TEXT)
    Recommendation.objects.filter(pk=other.pk).update(step="published", review_on="2031-05-01")
    listed = words(client.get(reverse("recommendations", args=[group.slug])))
    assert listed.index(document.title) < listed.index(other.title) and "review by 1 May 2031" in listed
    assert other.title not in words(client.get(reverse("texts")))
    assert other.title in words(client.get(reverse("texts"), {"kind": "published"}))
    assert client.get(reverse("texts"), {"kind": "all"}).status_code == 404
    area = words(client.get(group.area.get_absolute_url()))
    assert area.index("Recommendations in force") < area.index(other.title) < area.index(document.title)
    assert "To be looked at again 1 May 2031" in area


@pytest.mark.parametrize("name", ["texts", "recommendations", "area", "recommendation", "recommendation_history"])
def test_a_page_costs_the_same_for_one_row_and_for_thirty(
    client, document, group, lead, name, django_assert_max_num_queries
):
    client.force_login(lead)
    args = {
        "texts": [],
        "recommendations": [group.slug],
        "area": [group.area.slug],
        "recommendation": [group.slug, document.pk],
        "recommendation_history": [group.slug, document.pk],
    }[name]

    def cost():
        client.get(reverse(name, args=args))
        with django_assert_max_num_queries(15) as queries:
            assert client.get(reverse(name, args=args)).status_code == 200
        return len(queries)

    small = cost()
    for number in range(29):
        actions.begin(group, by=lead, title=f"Another text {number}", body=TEXT)
        base = document.revisions.count()
        writer = make.participant(group)
        writer.participations.update(role="editor")
        revise(document, writer, f"{TEXT}\n\nAnd {number} in words of its own.", base=base)
    assert cost() == small


def test_an_area_shows_the_whole_way_from_charter_to_review(client, group, lead, document):
    groups.add_milestone(group, by=lead, title="A first draft", due_on=timezone.localdate())
    page = client.get(group.area.get_absolute_url())
    assert reverse("group_charter", args=[group.slug]) in page.content.decode()
    said = words(page)
    assert said.index("A first draft") < said.index(document.title)
    make.group("For few", visibility="private")
    assert "For few" not in words(client.get(group.area.get_absolute_url()))
    assert client.get(reverse("area", args=["nowhere"])).status_code == 404


def test_who_has_to_act_is_named(client, document, lead):
    actions.take_step(document, "adoption_call", by=lead)
    assert "The leads of the group take this step. Its leads: Leilani Kahale" in words(
        client.get(document.get_absolute_url())
    )

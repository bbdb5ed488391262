"""What everybody reads of a publication, how it is published and ended, and the trace both ways."""

import re
import zlib

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from members.effacing import Effacer
from tests import factories as make
from tests.workstreams.publications.conftest import TEXT, adopt, clause
from workstreams.moderation import actions as moderation
from workstreams.publications import actions, layout, printing
from workstreams.publications.actions.erasing import erase_member
from workstreams.publications.models import Publication
from workstreams.recommendations import actions as recommendations

pytestmark = pytest.mark.django_db
NUMBER = f"AGA-{timezone.now().year}-001"


def words(response):
    return " ".join(re.sub(r"<[^>]*>", " ", response.content.decode()).split())


def hide_group(room):
    room.visibility = "private"
    room.save()


@pytest.fixture
def published(text, chair):
    return actions.publish(text, by=chair)


class TestThePage:
    def test_is_read_by_everybody_even_of_a_private_group(self, client, published, room):
        hide_group(room)
        page = words(client.get(published.get_absolute_url()))
        assert NUMBER in page and "Version 1.0" in page and "CC BY 4.0" in page
        assert "thirty days" in page and "1.2" in page
        assert f'href="{room.get_absolute_url()}"' not in client.get(published.get_absolute_url()).content.decode()

    def test_shows_who_stood_where_and_the_dissent_in_full(self, client, published):
        page = words(client.get(published.get_absolute_url()))
        for said in ["Andes Digital Rights", "Who audits?", "A panel.", "See clause 1.1.", "A panel takes a year."]:
            assert said in page
        assert "Objection overruled" in page and "on clause 1.2" in page and "Not enough voices" in page
        assert "From 1 passage" in page and "1 comment taken up" in page

    def test_is_cited_with_number_version_and_address(self, client, published):
        page = words(client.get(published.get_absolute_url()))
        assert f"Graded access to frontier models. {NUMBER}, version 1.0. http" in page

    def test_keeps_what_is_typed_from_being_markup(self, client, room, chair, dissenter):
        document = recommendations.begin(room, by=chair, title="A title with <b>tags</b>", body=TEXT)
        page = client.get(actions.publish(adopt(document, chair), by=chair).get_absolute_url()).content.decode()
        assert "<b>tags" not in page and "&lt;b&gt;tags" in page

    def test_costs_the_same_for_few_and_for_many_positions(
        self, client, published, room, chair, django_assert_max_num_queries
    ):
        with django_assert_max_num_queries(15) as few:
            client.get(published.get_absolute_url())
        people = [make.participant(room) for _ in range(12)]
        other = recommendations.begin(room, by=chair, title="Of many", body=TEXT + "\n\nMore." * 20)
        other = actions.publish(adopt(other, chair, supporters=people), by=chair)
        with django_assert_max_num_queries(len(few)):
            client.get(other.get_absolute_url())

    def test_shows_the_first_positions_of_a_sector_and_all_where_that_is_asked_for(
        self, client, published, monkeypatch, room, chair
    ):
        monkeypatch.setattr(layout, "SHOWN_POSITIONS", 2)
        people = [make.participant(room, f"Voice {number}", "academia") for number in range(3)]
        other = recommendations.begin(room, by=chair, title="Of three", body=TEXT)
        other = actions.publish(adopt(other, chair, supporters=people), by=chair)
        address, sector = other.get_absolute_url(), make.sector("academia").slug
        page = client.get(address)
        assert "Voice 1" in words(page) and "Voice 2" not in words(page) and "All 3 positions" in words(page)
        assert f'href="?sector={sector}#stood-{sector}"' in page.content.decode()
        page = words(client.get(address, {"sector": sector}))
        assert "Voice 2" in page and "All 3 positions" not in page

    def test_an_unknown_number_or_version_does_not_exist(self, client, published):
        for version in ("9.9", "x"):
            assert client.get(reverse("publication", args=[NUMBER, version])).status_code == 404
        assert client.get(reverse("publication_number", args=["NONE"])).status_code == 404
        assert client.get(reverse("clause_trace", args=[NUMBER, "1.0", "7.7"])).status_code == 404


class TestTheNumber:
    def test_leads_to_the_newest_version(self, client, published, text, chair):
        recommendations.take_step(text, "draft", by=chair)
        recommendations.revise(text, by=chair, body=TEXT + "\n\nA panel decides.", note="A panel.", base=1)
        second = actions.publish(adopt(text, chair), by=chair, version="1.1", changes="Clause 1.3 is new.")
        assert client.get(reverse("publication_number", args=[NUMBER])).url == second.get_absolute_url()
        old = words(client.get(published.get_absolute_url()))
        assert "Superseded on" in old and f"Read {NUMBER} v1.1" in old and "thirty days" in old
        new = words(client.get(second.get_absolute_url()))
        assert "Clause 1.3 is new." in new and "1.0 , " in new


class TestPublishing:
    def address(self, document):
        return reverse("publish", args=[document.place, document.pk])

    def test_says_the_number_and_what_it_needs_and_publishes(self, client, text, chair):
        client.force_login(chair)
        page = words(client.get(self.address(text)))
        assert NUMBER in page and "Every comment is answered" in page and "CC BY 4.0" in page
        done = client.post(self.address(text), {"review_on": ""})
        assert done.url == reverse("publication", args=[NUMBER, "1.0"])
        assert client.get(self.address(text)).url == text.get_absolute_url()

    def test_keeps_what_was_typed_where_it_is_refused(self, client, text, chair):
        client.force_login(chair)
        page = client.post(self.address(text), {"review_on": "2001-01-01"})
        assert page.status_code == 422 and "still to come" in words(page)
        assert "2001-01-01" in page.content.decode()

    def test_is_for_leads(self, client, text, dissenter, room):
        client.force_login(dissenter)
        assert client.get(self.address(text)).status_code == 403
        client.force_login(make.member())
        hide_group(room)
        assert client.get(self.address(text)).status_code == 404

    def test_is_where_the_document_sends_its_leads(self, client, text, chair):
        client.force_login(chair)
        assert self.address(text) in client.get(text.get_absolute_url()).content.decode()
        published = actions.publish(text, by=chair)
        page = client.get(text.get_absolute_url()).content.decode()
        assert f"Published as {published}" in page
        for name in ("supersede_publication", "withdraw_publication"):
            assert reverse(name, args=[NUMBER, "1.0"]) in page


class TestEnding:
    def test_withdraws_for_a_reason_that_everybody_reads(self, client, published, chair):
        client.force_login(chair)
        address = reverse("withdraw_publication", args=[NUMBER, "1.0"])
        refused = client.post(address, {"why": ""})
        assert refused.status_code == 422 and "Say why." in words(refused)
        client.post(address, {"why": "The law changed."})
        client.logout()
        page = words(client.get(published.get_absolute_url()))
        assert "The law changed." in page and "thirty days" in page
        assert published.title not in words(client.get(reverse("publications")))
        ended = client.get(reverse("publications"), {"kind": "ended"})
        assert published.title in words(ended) and "Not enough voices" in words(ended)
        assert "1 of 5 sectors spoke: Civil society" in ended.content.decode()

    def test_names_what_takes_its_place(self, client, published, room, chair):
        document = recommendations.begin(room, by=chair, title="It says it better", body=TEXT)
        other = actions.publish(adopt(document, chair), by=chair)
        client.force_login(chair)
        address = reverse("supersede_publication", args=[NUMBER, "1.0"])
        assert client.post(address, {"other": "", "why": "x"}).status_code == 422
        client.post(address, {"other": other.pk, "why": "It says it better."})
        assert f"Read {other}" in words(client.get(published.get_absolute_url()))
        assert client.get(address).url == published.get_absolute_url()

    def test_leaves_the_next_version_alone_that_is_being_written(self, published, text, chair):
        recommendations.take_step(text, "draft", by=chair)
        actions.withdraw(published, by=chair, why="The law changed.")
        text.refresh_from_db()
        assert text.step == "draft"

    def test_is_for_leads(self, client, published, dissenter):
        client.force_login(dissenter)
        for name in ("supersede_publication", "withdraw_publication"):
            assert client.get(reverse(name, args=[NUMBER, "1.0"])).status_code == 403


class TestTheTrace:
    def address(self, clause="1.2"):
        return reverse("clause_trace", args=[NUMBER, "1.0", clause])

    def test_leads_from_a_clause_to_the_post_and_back(self, client, published, thread):
        page = client.get(self.address()).content.decode()
        post = make.root(thread)
        assert "Thirty days are enough" in page and reverse("post", args=[post.pk]) in page
        assert "Say days." in page and "Objection overruled" in page
        read = client.get(thread.get_absolute_url())
        assert f"Became §1.2 of {NUMBER} v1.0" in words(read)
        assert self.address() in read.content.decode()

    def test_is_on_a_page_of_the_thread_that_was_kept_before(self, client, text, chair, thread):
        assert "Became" not in words(client.get(thread.get_absolute_url()))
        actions.publish(text, by=chair)
        assert "Became §1.2" in words(client.get(thread.get_absolute_url()))

    def test_tells_of_what_one_may_not_read_the_count_alone(self, client, published, room):
        hide_group(room)
        page = words(client.get(self.address()))
        assert "1 passage is not open to you." in page
        assert "Thirty days are enough" not in page and "How long may an audit take?" not in page

    def test_tells_nothing_of_a_post_that_was_hidden(self, client, text, thread, chair):
        reply = make.reply(thread, body="Rude words about audits.")
        recommendations.quote_post(clause(text), reply, by=chair, said="Rude words")
        actions.publish(text, by=chair)
        moderation.hide(reply, by=chair, reason="Rude.")
        page = words(client.get(self.address()))
        assert "Rude words" not in page and "1 passage is not open to you." in page

    def test_a_clause_that_was_written_anew_says_so(self, client, published):
        assert "no passage of a post was quoted into it" in words(client.get(self.address("1.1")))

    def test_a_quote_after_the_publication_is_no_part_of_it(self, client, published, text, chair, room):
        recommendations.take_step(text, "draft", by=chair)
        recommendations.revise(text, by=chair, body=TEXT + "\n\nMore.", note="More.", base=1)
        late = make.thread(room, body="This came late, after all was said.", title="A late thread")
        first = published.revision.texts.get(number="1.1").clause
        recommendations.quote_post(first, make.root(late), by=chair, said="This came late")
        assert "Became" not in words(client.get(late.get_absolute_url()))


class TestMyContributions:
    def test_say_what_became_of_posts_comments_and_objections(self, client, published, thread, room, chair, dissenter):
        client.force_login(make.root(thread).author)
        passages = words(client.get(reverse("my_contributions")))
        assert "Thirty days are enough" in passages and f"Became clause 1.2 of {NUMBER} v1.0" in passages
        draft = recommendations.begin(room, by=chair, title="Another text on audits", body="Audits take a while.")
        recommendations.quote_post(clause(draft, "1"), make.root(thread), by=chair, said="Thirty days")
        passages = words(client.get(reverse("my_contributions")))
        assert "Another text on audits" in passages and passages.count("Became clause") == 1, "not by the other text"
        client.force_login(dissenter)
        comments = words(client.get(reverse("my_contributions"), {"kind": "comments"}))
        assert "Say days." in comments and "Accepted" in comments and f"Published as {NUMBER} v1.0" in comments
        objections = words(client.get(reverse("my_contributions"), {"kind": "objections"}))
        assert "Who audits?" in objections and "Overruled" in objections and "A panel takes a year." in objections

    def test_are_ones_own(self, client, published):
        client.force_login(make.member())
        for kind in ("passages", "comments", "objections"):
            page = words(client.get(reverse("my_contributions"), {"kind": kind}))
            assert "audit" not in page.lower().replace("what became", "")
        assert client.get(reverse("my_contributions"), {"kind": "x"}).status_code == 404

    def test_cost_the_same_for_one_and_for_many(self, client, published, thread, chair, django_assert_max_num_queries):
        author = make.root(thread).author
        client.force_login(author)
        address = reverse("my_contributions")
        client.get(address)
        with django_assert_max_num_queries(15) as one:
            client.get(address)
        for text in published.revision.texts.all():
            for said in ("Thirty", "days", "enough"):
                published.revision.quotes.create(
                    clause=text.clause, post=make.root(thread), words=said, words_hash=said, quoted_by=chair
                )
        with django_assert_max_num_queries(len(one)):
            client.get(address)


class TestFiles:
    def test_the_data_is_the_same_for_everybody_and_names_open_posts_alone(
        self, client, published, thread, chair, room
    ):
        address = reverse("publication_json", args=[NUMBER, "1.0"])
        data = client.get(address).json()
        clause = next(one for one in data["clauses"] if one["number"] == "1.2")
        assert clause["quoted_passages"] == 1 and clause["posts"][0].endswith(f"/posts/{make.root(thread).pk}/")
        assert clause["text"] == "Audits are granted within thirty days."
        assert data["dissent"][0]["reasons"] == "A panel takes a year." and data["dissent"][0]["by"] == "Rafael Quispe"
        assert data["licence"]["name"] == "CC BY 4.0" and '"member"' not in client.get(address).content.decode()
        hide_group(room)
        client.force_login(chair)
        closed = next(one for one in client.get(address).json()["clauses"] if one["number"] == "1.2")
        assert closed["quoted_passages"] == 1 and closed["posts"] == []

    def test_where_nothing_prints_a_page_says_so(self, client, published, monkeypatch):
        monkeypatch.setattr(printing, "printer", lambda: None)
        page = client.get(reverse("publication_pdf", args=[NUMBER, "1.0"]))
        assert page.status_code == 501 and "This portal makes no PDF" in words(page)

    def test_a_pdf_is_printed_where_that_can_be(self, client, published):
        if printing.printer() is None:
            pytest.skip("WeasyPrint's libraries are not installed")
        page = client.get(reverse("publication_pdf", args=[NUMBER, "1.0"]))
        assert page["Content-Type"] == "application/pdf" and page.content.startswith(b"%PDF")
        trace = reverse("clause_trace", args=[NUMBER, "1.0", "1.2"])
        streams = re.findall(rb"FlateDecode[^>]*>>\nstream\n(.*?)\nendstream", page.content, re.S)
        assert f"{settings.SITE_URL}{trace}".encode() in b"".join(map(zlib.decompress, streams))


def test_an_erasure_takes_the_name_out_of_the_record_and_leaves_the_rest(published, dissenter):
    erase_member(dissenter, Effacer(names=["Rafael Quispe"], instead="Former member"))
    kept = Publication.objects.get(pk=published.pk).record
    assert "Rafael" not in str(kept) and "Former member" in str(kept)
    assert kept["dissent"][0]["organisation"] == "Andes Digital Rights"

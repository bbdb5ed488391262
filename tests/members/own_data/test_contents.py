"""The download of one's own data: all that is theirs, and nothing of anybody else's."""

import io
import json
import tracemalloc

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from members import delivery
from members.models import DataExport
from members.own_data import Section, everything
from members.packing import pack
from tests import factories
from tests.members.own_data.reading import opened
from workstreams.discussion import actions as discussion
from workstreams.moderation import actions as moderation


@pytest.mark.django_db
class TestWhatIsInIt:
    @pytest.fixture
    def told(self, built):
        """A member with something of everything, others around them, and what their download says."""
        group = factories.group("Graded access")
        lead = factories.lead(group, "Leda Lead")
        member = factories.participant(group, "Leilani Kahale", email="leilani@example.org")
        thread = factories.thread(group, lead, "Who decides on access?", "The words of another person.")
        own = factories.reply(thread, member, body="My own words on access.")
        hidden = factories.reply(thread, member, body="My hidden words.")
        moderation.hide(hidden, by=lead, reason="Named a person.")
        moderation.flag_post(factories.root(thread), by=member, reason="conduct", note="Rude to us.")
        factories.reply(thread, lead, parent=own, body="Another answer of another person.")
        archive = opened(built(member))
        return archive, json.loads(archive.read("data.json")), own

    def test_is_what_the_member_said_hidden_words_included(self, told):
        _archive, data, own = told
        assert [post["text"] for post in data["posts"]] == ["My own words on access.", "My hidden words."]
        assert data["posts"][0]["in_reply_to"] == own.parent_id
        assert data["posts"][1]["hidden_reason"] == "Named a person."
        assert data["flags"][0]["note"] == "Rude to us."

    def test_is_who_they_are_here_and_what_was_decided(self, told):
        _archive, data, _own = told
        assert data["schema"] == 1
        assert data["account"][0]["email"] == "leilani@example.org"
        assert data["email_addresses"] == [{"address": "leilani@example.org", "confirmed": True, "primary": True}]
        assert data["membership"][0]["rules_version"]
        assert data["seats"][0]["group"] == "Graded access"
        assert data["statements"][0]["reason"] == "Named a person."

    def test_is_nothing_of_anybody_else(self, told):
        archive, _data, _own = told
        for name in ("data.json", "index.html"):
            text = archive.read(name).decode()
            assert "another person" not in text
            assert "Leda" not in text

    def test_can_be_read_without_loading_anything_from_elsewhere(self, told):
        archive, _data, _own = told
        page = archive.read("index.html").decode()
        assert "My hidden words." in page
        assert "://" not in page.replace("http://localhost:8000", "")
        assert "<script" not in page and "style=" not in page
        assert {"data.json", "index.html", "style.css"} == set(archive.namelist())

    def test_names_no_private_group_to_which_a_thread_was_moved_since(self, built):
        group, private = factories.group("Graded access"), factories.group("The inner table", visibility="private")
        member, lead = factories.participant(group), factories.lead(group)
        factories.seat(lead, private, "lead")
        thread = factories.thread(group, member)
        discussion.save_draft({"thread": thread}, by=member, body="And one more thing.", sequence=1)
        group.first_posts_held = 5
        group.save()
        discussion.post_reply(thread, by=member, parent=factories.root(thread), body="It waits, then.")
        discussion.move_thread(thread, by=lead, to=private)
        archive = opened(built(member))
        data = json.loads(archive.read("data.json"))
        for key in ("threads", "posts", "drafts", "held_posts"):
            assert [row["group"] for row in data[key]] == [None], key
        assert b"inner table" not in archive.read("data.json") + archive.read("index.html")

    def test_holds_the_files_that_the_member_attached(self, built, files):
        group = factories.group()
        member = factories.participant(group)

        def brought(name, words):
            return discussion.attach(group, by=member, name=name, file=io.BytesIO(words))

        used, unused, lost = brought("a.txt", b"Words."), brought("a.txt", b"Other words."), brought("b.txt", b"Lost.")
        post = factories.root(factories.thread(group, member, body=f"See {used.written}"))
        discussion.attach(group, by=factories.participant(group), name="c.txt", file=io.BytesIO(b"Another person's."))
        lost.file.storage.delete(lost.file.name)
        archive = opened(built(member))
        told = json.loads(archive.read("data.json"))["files"]
        assert archive.read(f"files/{post.pk}/{used.pk}-a.txt") == b"Words."
        assert archive.read(f"files/unused/{unused.pk}-a.txt") == b"Other words."
        assert len([name for name in archive.namelist() if name.startswith("files/")]) == 2
        assert [one["file"] in archive.namelist() for one in told] == [True, True, False]

    def test_is_escaped_where_it_is_a_page(self, built):
        group = factories.group()
        member = factories.participant(group)
        factories.thread(group, member, body="<script>alert(1)</script> and <b>more</b>")
        page = opened(built(member)).read("index.html").decode()
        assert "<script>" not in page and "&lt;script&gt;" in page


def test_memory_stays_flat_however_much_is_told():
    def rows(count):
        return ({"number": n, "text": f"Post {n}. " + "Words to pack. " * 60} for n in range(count))

    peaks = []
    for count in (500, 5000):
        section = Section("posts", "Posts", {"number": "Number", "text": "Text"}, rows(count), count)
        tracemalloc.start()
        pack(io.BytesIO(), [section], made_at=timezone.now())
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    # The ZIP itself is in memory here, and grows; all that is written into it, 5 MB and more, is not.
    assert peaks[1] < peaks[0] + 1_500_000


def asked_for(member):
    """The queries of one build without the signs of life, of which a slow machine gives more."""
    export = DataExport.objects.create(member=member)
    with CaptureQueriesContext(connection) as asked:
        assert delivery.build_data_export(export.pk)
    life = f'UPDATE "{DataExport._meta.db_table}"'
    return [query["sql"] for query in asked if not query["sql"].startswith(life)]


@pytest.mark.django_db
def test_queries_do_not_grow_with_the_posts():
    """Two for each part: how many rows it has, and the rows. Beside these, the download's own row and its mail."""
    group = factories.group()
    member = factories.participant(group)
    thread = factories.thread(group, member)
    few = len(asked_for(member))
    for _ in range(40):
        factories.reply(thread, member)
    many = len(asked_for(member))
    assert many == few
    assert many <= 2 * len(everything(member)) + 10

"""manage.py import_archive: issues and change proposals as threads."""

import gc
import io
import json
import os
import re
import tracemalloc
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command

from members.models import Member
from tests import factories as make
from tests.workstreams.discussion import issues
from tests.workstreams.discussion.issues import NAME, comment, topic
from workstreams.discussion import actions
from workstreams.discussion.actions import archiving
from workstreams.discussion.models import ImportedMessage, Post, Tag, Thread

pytestmark = pytest.mark.django_db


@pytest.fixture
def group():
    return make.group(slug="preferences")


@pytest.fixture
def run(group):
    def command(path, *options):
        out = io.StringIO()
        call_command("import_archive", str(path), "--group", group.slug, *options, stdout=out, stderr=io.StringIO())
        return out.getvalue()

    return command


@pytest.fixture
def report(run):
    return lambda path, *options: json.loads(run(path, "--json", *options))


def numbers(report, *names):
    return [report[name] for name in names]


def thread(title):
    return Thread.objects.get(title=title)


class TestAnArchive:
    def test_comes_in_as_threads_with_replies_and_tags(self, report, file, group):
        issue = topic(labels=["Use", "search"], comments=[comment(), comment(body="And so on.")])
        told = report(file([issue], [topic(2, title="A proposal", labels=["use"])]))
        assert numbers(told, "topics", "threads", "replies", "duplicates", "tags") == [2, 2, 2, 0, 2]
        asked = thread("A question")
        assert (asked.reply_count, asked.author.name, asked.group) == (2, "ana", group)
        assert sorted(tag.name for tag in asked.tags.all()) == ["Use", "search"]
        assert [tag.name for tag in thread("A proposal").tags.all()] == ["Use"]
        root, first, second = asked.posts.in_tree_order()
        assert first.parent == second.parent == root and (first.body, second.body) == ("Because.", "And so on.")

    def test_keeps_its_dates(self, report, file):
        report(file([topic(comments=[comment()])]))
        asked = thread("A question")
        assert f"{asked.created_at:%Y-%m-%d %H:%M}" == "2025-04-10 13:45"
        assert f"{asked.last_post_at:%Y-%m-%d}" == "2025-04-11" == f"{asked.posts.get(depth=1).created_at:%Y-%m-%d}"

    def test_is_found_by_its_words(self, report, file):
        report(file([topic(title="Mandatory guardrails", comments=[comment(body="An unlikely cormorant.")])]))
        for word in ("guardrail", "cormor"):
            assert len([one for one in Post.objects.all() if word in one.search]) == 1

    def test_is_by_imported_people_whom_no_mail_reaches(self, report, file):
        make.member("ana", email="ana@archive.invalid")
        report(file([topic(comments=[comment()])]))
        people = Member.objects.exclude(imported_address="")
        assert {(one.name, one.email, one.is_active) for one in people} == {("ana", None, False), ("bo", None, False)}

    def test_points_forward_and_back(self, report, file):
        told = report(file([topic(body="See #2 and `#2`."), topic(2, title="Another", body="See #1, not #9.")]))
        assert told["resolved"] == 2 and told["unresolved"] == [{"place": "issues[1]", "reference": "#9"}]
        first, second = thread("A question"), thread("Another")
        [asked] = first.posts.all()
        assert asked.body == f"See [#2](/workstreams/threads/{second.pk}/) and `#2`."
        assert f'<a href="/workstreams/threads/{first.pk}/"' in second.posts.get().body_html

    def test_a_second_time_adds_nothing(self, report, file):
        path = file([topic(comments=[comment(), comment()], labels=["use"])])
        report(path)
        before = list(Thread.objects.values("version", "reply_count", "last_post_at"))
        told = report(path)
        assert numbers(told, "threads", "replies", "duplicates", "tags", "resolved") == [0, 0, 3, 0, 0]
        assert Post.objects.count() == 3 and list(Thread.objects.values(*before[0])) == before

    def test_that_has_grown_adds_what_is_new(self, report, file):
        report(file([topic()]))
        told = report(file([topic(comments=[comment(body="See #2.")]), topic(2, title="Another", body="See #1.")]))
        assert numbers(told, "threads", "replies", "duplicates", "resolved") == [1, 1, 1, 2]
        assert thread("A question").reply_count == 1 and thread("A question").version > 0

    def test_that_only_pretends_to_is_stored_nowhere(self, report, run, file):
        assert report(file([topic()]), "--dry-run")["threads"] == 1
        assert "nothing was stored" in run(file([topic()]), "--dry-run")
        assert not Thread.objects.exists() and not Tag.objects.exists() and not ImportedMessage.objects.exists()

    def test_that_is_damaged_is_stored_nowhere(self, run, file):
        with pytest.raises(CommandError, match=r"issues\[1\]\.createdAt"):
            run(file([topic(), topic(2, createdAt="")]))
        assert not Thread.objects.exists() and not Member.objects.exclude(imported_address="").exists()

    def test_for_a_group_that_is_not_there_names_those_that_are(self, file, group):
        with pytest.raises(CommandError, match="There are: preferences"):
            call_command("import_archive", str(file()), "--group", "none")

    def test_is_brought_by_its_leads_and_the_secretariat(self, file, group):
        path = file([topic()])
        with pytest.raises(PermissionDenied):
            actions.import_archive(group, path, by=make.participant(group))
        assert actions.import_archive(group, path, by=make.lead(group)).threads == 1

    def test_says_in_words_what_was_done(self, run, file):
        said = run(
            file([topic(body="See #9.", comments=[comment(body=" ")], reviews=[{"body": "x", "comments": [{}]}])])
        )
        assert "issues[0]: #9 leads nowhere." in said and "issues[0].comments[0]: left out" in said
        assert re.search(r"left out\s+2$", said, re.M)


class TestOddInput:
    def test_short_and_long_and_missing_words_find_a_place(self, report, file):
        told = report(
            file(
                [
                    topic(1, title="TDM", body=None),
                    topic(2, title="", body="k"),
                    topic(3, title="a" * 300, body="b " * 40_000, labels=["c" * 100, " "]),
                    topic(4, title="N\x00UL", body="a\x00b\ud800"),
                ]
            )
        )
        titles = list(Thread.objects.order_by("pk").values_list("title", flat=True))
        assert titles == ["TDM (#1)", "Issue 2", "a" * 200, "NUL (#4)"]
        bodies = [thread.posts.get().body for thread in Thread.objects.order_by("pk")]
        assert bodies[0] == "(Without a text.)" and bodies[1] == "k " and bodies[3].startswith("ab")
        assert len(bodies[2]) <= 32_000 and told["shortened"] == ["issues[2]"]
        assert Tag.objects.get().name == "c" * 60

    def test_memory_stays_flat(self, group, tmp_path, monkeypatch):
        monkeypatch.setattr(archiving, "BATCH", 20)

        def used(count):
            long = [topic(n, title=f"Question {count} {n}", body="word " * 2000) for n in range(1, count + 1)]
            path = issues.write(tmp_path / f"{count}.json", long, repo=f"{NAME}-{count}")
            del long
            tracemalloc.start()
            # What a batch leaves behind goes now, and not when there is enough of it to be worth the while.
            actions.import_archive(group, path, by=None, progress=lambda *_: gc.collect())
            peak = tracemalloc.get_traced_memory()[1]
            tracemalloc.stop()
            return peak

        used(5)
        # What other tests left in this process moves the figure; what grows with the file would treble it.
        assert used(120) < 2 * used(40)


@pytest.fixture
def sample(settings):
    folder = os.environ.get("PORTAL_SAMPLE_DATA") or settings.BASE_DIR.parent / "shared" / "data"
    path = Path(folder, "working-group-archive", "archive.json")
    if not path.is_file():
        pytest.skip(f"no sample data at {path}")
    return path


@pytest.mark.sample_data
def test_the_real_archive_comes_in_once_with_all_references_working(report, sample, client):
    told = report(sample)
    assert numbers(told, "topics", "threads", "replies", "duplicates", "unresolved") == [224, 224, 368, 0, []]
    assert numbers(told, "tags", "skipped", "shortened") == [17, [], []]
    assert told["resolved"] > 150
    led = set(re.findall(r"/workstreams/threads/(\d+)/", " ".join(Post.objects.values_list("body_html", flat=True))))
    assert {int(one) for one in led} <= set(Thread.objects.values_list("pk", flat=True)) and len(led) > 60
    for one in led:
        assert client.get(f"/workstreams/threads/{one}/").status_code in {301, 302}
    again = report(sample)
    assert numbers(again, "threads", "replies", "duplicates", "tags") == [0, 0, 592, 0]
    for one in Thread.objects.all():
        assert one.reply_count == one.posts.count() - 1
        assert one.last_post_at == max(one.posts.values_list("created_at", flat=True))

"""`manage.py import_mbox FILE --group SLUG`."""

import io
import json
import mailbox
import os
import pathlib
import re

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from members.models import Member
from tests import factories
from tests.workstreams.discussion.letters import archive, letter
from workstreams.discussion.models import ImportedMessage, Post, Thread

pytestmark = pytest.mark.django_db


@pytest.fixture
def group():
    return factories.group(slug="list")


@pytest.fixture
def run(group):
    """Run the command, and return what it wrote to standard output and to standard error."""

    def running(*arguments, group="list"):
        out, err = io.StringIO(), io.StringIO()
        call_command("import_mbox", *map(str, arguments), group=group, stdout=out, stderr=err)
        return out.getvalue(), err.getvalue()

    return running


@pytest.fixture
def small(tmp_path):
    return archive(tmp_path / "small.mbox", letter("a@x"), letter("b@x", answers="a@x"), letter("c@x", body=" "))


def test_json_is_one_line_with_the_names_of_the_report(run, small):
    out, err = run(small, "--json")
    assert out.count("\n") == 1 and err == ""
    assert json.loads(out) == {
        "messages": 3,
        "threads": 1,
        "replies": 1,
        "duplicates": 0,
        "skipped": [{"message_id": "c@x", "why": "it is empty"}],
        "max_depth": 1,
    }


def test_a_second_run_finds_everything_here(run, small):
    run(small, "--json")
    report = json.loads(run(small, "--json")[0])
    assert (report["messages"], report["threads"], report["replies"], report["duplicates"]) == (3, 0, 0, 2)


def test_the_report_for_people_says_the_same(run, small):
    out, _ = run(small)
    assert "3 messages read" in out
    assert re.search(r"new threads +1\b", out) and re.search(r"new replies +1\b", out)
    assert "Left out <c@x>: it is empty." in out


def test_a_trial_stores_nothing(run, small):
    out, _ = run(small, "--dry-run")
    assert re.search(r"new replies +1\b", out) and "nothing was stored" in out
    assert not Post.objects.exists() and not Thread.objects.exists() and not Member.objects.exists()


def test_what_cannot_be_imported_is_said_in_a_sentence(run, small, tmp_path):
    with pytest.raises(CommandError, match="There is no working group “none”. There are: list."):
        run(small, group="none")
    with pytest.raises(CommandError, match="There is no file at"):
        run(tmp_path / "none")
    with pytest.raises(CommandError, match="is a folder"):
        run(tmp_path)
    (tmp_path / "text").write_text("Dear all")
    with pytest.raises(CommandError, match="is not in mbox format"):
        run(tmp_path / "text")


def test_progress_is_told_on_a_terminal_and_seldom_elsewhere(small, group, monkeypatch):
    from workstreams.discussion.management import bringing  # noqa: PLC0415 - only its pace is changed

    monkeypatch.setattr(bringing, "OFTEN", 0)
    terminal, log = io.StringIO(), io.StringIO()
    terminal.isatty = lambda: True
    call_command("import_mbox", str(small), group="list", stdout=io.StringIO(), stderr=terminal)
    assert "Reading: 100 %" in terminal.getvalue() and terminal.getvalue().endswith("\r")
    call_command("import_mbox", str(small), group="list", stdout=io.StringIO(), stderr=log)
    assert log.getvalue() == ""


# The real list


@pytest.fixture
def sample():
    folder = os.environ.get("PORTAL_SAMPLE_DATA") or settings.BASE_DIR.parent / "shared" / "data"
    path = pathlib.Path(folder, "mailing-list", "ai-in-the-process.mbox")
    if not path.is_file():
        pytest.skip(f"no sample data at {path}")
    return path


@pytest.mark.sample_data
def test_the_real_list_comes_in_once(run, sample):
    report = json.loads(run(sample, "--json")[0])
    assert [report[name] for name in ("messages", "threads", "replies", "duplicates")] == [124, 2, 122, 0]
    assert report["skipped"] == []
    again = json.loads(run(sample, "--json")[0])
    assert [again[name] for name in ("messages", "threads", "replies", "duplicates")] == [124, 0, 0, 124]
    assert again["max_depth"] == report["max_depth"]
    assert Post.objects.count() == 124


@pytest.mark.sample_data
def test_the_tree_of_the_real_list_is_that_of_its_headers(run, sample):
    report = json.loads(run(sample, "--json")[0])
    expected = headers_alone(sample)
    names = dict(ImportedMessage.objects.values_list("post_id", "message_id"))
    assert {names[pk]: names.get(parent) for pk, parent in Post.objects.values_list("pk", "parent_id")} == expected

    def depth(name):
        return 0 if expected[name] is None else 1 + depth(expected[name])

    assert report["max_depth"] == max(map(depth, expected))
    for post in Post.objects.select_related("parent"):
        assert post.depth == depth(names[post.pk])
        assert bytes(post.path) == (bytes(post.parent.path) if post.parent else b"") + post.pk.to_bytes(5, "big")
    assert sorted(Thread.objects.values_list("title", "reply_count")) == [
        ("AI patch review tools", sum(root(expected, name) == "fc05f97b" for name in expected) - 1),
        (
            "The role of AI and LLMs in the kernel process",
            sum(root(expected, name) == "e3188fe2" for name in expected) - 1,
        ),
    ]


def headers_alone(path):
    """{message: the message that it answers}, from the raw headers and by other means than the importer's."""
    heads = [str(message.as_string()).partition("\n\n")[0] for message in mailbox.mbox(path, create=False)]
    heads = [re.sub(r"\n\s+", " ", head) for head in heads]

    def ids(head, name):
        line = re.search(rf"(?im)^{name}: *(.*)$", head)
        return re.findall(r"<(.+?)>", line[1]) if line else []

    every = {ids(head, "message-id")[0] for head in heads}
    tree = {}
    for head in heads:
        there = [one for one in ids(head, "references") + ids(head, "in-reply-to")[:1] if one in every]
        tree[ids(head, "message-id")[0]] = there[-1] if there else None
    return tree


def root(tree, name):
    while tree[name]:
        name = tree[name]
    return name[:8]


@pytest.mark.sample_data
def test_nobody_of_the_real_list_can_be_written_to(run, sample):
    run(sample)
    imported = Member.objects.exclude(imported_address="")
    assert imported.count() == 31
    assert not imported.exclude(email=None).exists()
    assert not imported.filter(is_active=True).exists()


@pytest.mark.sample_data
def test_the_real_list_reads_well(run, sample):
    run(sample)
    for post in Post.objects.all():
        assert "�" not in post.body
        assert "BEGIN PGP" not in post.body_html
        assert not re.search(r"=[0-9A-F]{2}\b", post.body_html) or "=3D" not in post.body
        assert post.body_html.count("<blockquote>") == post.body_html.count("</blockquote>")
    assert Post.objects.filter(body_html__contains='<details class="quote">').count() > 60

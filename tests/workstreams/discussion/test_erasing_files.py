"""What becomes of the files of somebody who is erased."""

import io

import pytest

from members import actions as members
from tests import factories as make
from workstreams.discussion import actions
from workstreams.discussion.models import Attachment, Post

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def stored(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"
    return lambda: [path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()]


def bring(group, author, name="Report of Leilani Kahale.txt"):
    return actions.attach(group, by=author, name=name, file=io.BytesIO(b"By Leilani Kahale."))


@pytest.fixture
def erased(django_capture_on_commit_callbacks):
    def erase(member):
        with django_capture_on_commit_callbacks(execute=True):
            members.erase(member, by=member)

    return erase


def test_used_or_not_they_go_and_no_text_leads_to_them(erased, stored):
    group = make.group()
    author, other = make.participant(group, "Leilani Kahale"), make.participant(group)
    used, _unused, kept = bring(group, author), bring(group, author), bring(group, other, "Notes.txt")
    thread = make.thread(group, author, body=f"See {used.written}, please.")
    quote = make.reply(thread, by=other, body=f"> {used.written}\n\nSee {kept.written} too.")
    erased(author)
    assert list(Attachment.objects.all()) == [kept] and len(stored()) == 1
    assert make.root(thread).body == "See Report of Former member.txt, please."
    quote.refresh_from_db()
    assert str(used.key) not in quote.body + quote.body_html and str(kept.key) in quote.body_html


def test_a_post_that_was_nothing_else_says_so(erased):
    group = make.group()
    author = make.participant(group, "Leilani Kahale")
    thread = make.thread(group, make.participant(group))
    used = bring(group, author)
    post = make.reply(thread, by=author, body=f"[]({used.get_absolute_url()})\n\n.")
    Post.objects.filter(pk=post.pk).update(body=f"{used.get_absolute_url()}")
    erased(author)
    post.refresh_from_db()
    assert post.body == "(A file was here.)"


def test_a_name_in_somebody_elses_file_goes_from_its_name(erased):
    group = make.group()
    author, other = make.participant(group, "Leilani Kahale"), make.participant(group)
    kept = bring(group, other)
    erased(author)
    kept.refresh_from_db()
    assert kept.name == "Report of Former member.txt"

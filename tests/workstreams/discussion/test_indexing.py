"""Every way in which a post is written leaves it found by its words, in its language."""

import pytest
from django.core.management import call_command

from members import actions as members
from tests import factories as make
from tests.workstreams.discussion.letters import archive, letter
from workstreams.discussion import actions, mbox
from workstreams.discussion.models import Post
from workstreams.discussion.searching import found_by

pytestmark = pytest.mark.django_db

FRENCH = "Les autorités feront l'évaluation des systèmes."


def stale():
    """The posts whose searchable words, language or rules are not what their text would give today."""
    wrong = []
    for post in Post.objects.select_related("thread"):
        wanted = found_by(post.body_html, title="" if post.parent_id else post.thread.title)
        now = Post.objects.filter(pk=post.pk).annotate(wanted=wanted.pop("search"))
        if not now.filter(**wanted).exists() or len(set(now.values_list("search", "wanted").get())) > 1:
            wrong.append(post.pk)
    return wrong


def test_posts_are_found_however_they_were_written(tmp_path):
    group = make.group()
    thread = make.thread(group, title="Qui décide ?", body=FRENCH)
    reply = make.reply(thread, body="The regulator decides which risks are acceptable.")
    assert stale() == []
    actions.edit_post(make.root(thread), by=thread.author, title="Who decides?", body="The public decides on its own.")
    actions.edit_post(reply, by=reply.author, body=FRENCH)
    assert stale() == []
    assert set(Post.objects.values_list("language", flat=True)) == {"en", "fr"}
    letters = archive(tmp_path / "list", letter("one", subject="Escrow", body=FRENCH))
    actions.import_messages(group, mbox.read(letters), by=None)
    assert stale() == []


def test_whoever_is_erased_is_found_no_longer():
    group = make.group()
    person = make.participant(group, "Zebedee Canary")
    thread = make.thread(group, title="What Zebedee Canary said", body="I think that Zebedee Canary was right on this.")
    members.erase(person, by=person)
    assert "canary" not in str(make.root(thread).search)
    assert stale() == []


def test_what_older_rules_indexed_is_indexed_anew_once(capsys):
    thread = make.thread(make.group(), body=FRENCH)
    make.reply(thread)
    Post.objects.update(search="'stale':1", search_version=0, language="")
    assert len(stale()) == 2
    call_command("index_posts")
    assert stale() == []
    call_command("index_posts")
    assert capsys.readouterr().out.splitlines() == ["Indexed anew: 2 posts.", "Indexed anew: 0 posts."]

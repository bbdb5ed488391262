"""Answers as the mail programs of the world send them, each with the post that it is to become."""

import re

import pytest

from tests.workstreams.replies.conftest import as_sent, letters

pytestmark = pytest.mark.django_db
FOUND = letters("letters")


def test_there_are_thirty_of_them():
    assert len(FOUND) >= 30


@pytest.mark.parametrize("path", FOUND, ids=lambda path: path.stem)
def test_an_answer_becomes_the_words_of_its_writer(path, writer, deliver):
    received = deliver(as_sent(path, writer))
    assert (received.state, received.reason) == ("posted", "")
    wanted = path.with_suffix(".txt").read_text(encoding="utf-8").strip()
    [body] = writer.answers
    if wanted.endswith("{files}"):
        [one] = received.post.attachments.all()
        wanted = wanted.replace("{files}", one.written)
    assert re.sub(r"\n{3,}", "\n\n", body) == wanted
    assert received.post.author == writer.member
    assert received.post.parent == writer.post
    assert received.raw is None and received.text == ""

"""Answers as the mail programs of the world send them, each with the post that it is to become."""

import re
import time

import pytest

from tests.workstreams.replies.conftest import as_sent, letters
from workstreams.replies.quotes import own_words

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


#: Made to keep a reader of quotes busy.
HOSTILE = {
    "lines above quotes": ("On 23 wrote " + "a b " * 96 + ":\n") * 900,
    "delimiters": "--\n" * 100_000,
    "closings": "Thanks\n" * 50_000,
    "quotes": "> x\ny\n" * 40_000,
    "heads of mails": "From: a\n" * 40_000,
    "one line": "-" * 390_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_no_text_keeps_a_worker_for_long(name):
    begun = time.process_time()
    own_words(HOSTILE[name])
    assert time.process_time() - begun < 20

"""A portal that reads mail, and somebody who answers by it."""

from pathlib import Path

import pytest

from tests import factories
from workstreams.replies import actions
from workstreams.replies.addresses import address_for
from workstreams.replies.models import Received

HERE = Path(__file__).parent


class Writer:
    """A member with a seat, who answers the first post of a thread of another's by mail."""

    def __init__(self):
        self.group = factories.group("Safe systems")
        self.member = factories.participant(self.group, "Zoë Bäcker", email="zoe@nordic.example")
        self.thread = factories.thread(self.group, title="Graded model access")
        self.post = factories.root(self.thread)

    @property
    def address(self):
        """Where their answer goes."""
        return address_for(self.member.pk, self.post.pk)

    def letter(self, text="I agree.", *, sender="Zoë Bäcker <zoe@nordic.example>", to=None, head="", key="1"):
        """A mail as bytes."""
        return (
            f"From: {sender}\nTo: {to or self.address}\nSubject: Re: Graded model access\n"
            f"Message-ID: <letter-{key}@nordic.example>\n{head}\n{text}\n"
        ).encode()

    @property
    def answers(self):
        """The texts that stand below the first post, oldest first."""
        return list(self.thread.posts.exclude(parent=None).order_by("pk").values_list("body", flat=True))


@pytest.fixture(autouse=True)
def inbound(settings):
    settings.INBOUND_ADDRESS = "reply@in.alliance.example"


@pytest.fixture
def writer(db):
    return Writer()


@pytest.fixture
def deliver(run_tasks):
    """Take a mail in, with all that follows. Returns what is kept of it, or None."""

    def delivered(raw, **how):
        with run_tasks():
            received = actions.receive(raw, **how)
        return received and Received.objects.filter(pk=received.pk).first()

    return delivered


def letters(folder):
    """The mails of a folder, by name."""
    return sorted((HERE / folder).glob("*.eml"))


def as_sent(path, writer):
    """A mail from a file, to the writer's address, from them."""
    text = path.read_text(encoding="utf-8")
    return text.replace("{to}", writer.address).replace("{sender}", "Zoe <zoe@nordic.example>").encode()

"""What is kept of a member's mail is told in their download, and goes when they are erased."""

import pytest

from members import actions as members
from portal.postoffice import actions as postoffice
from portal.postoffice.models import Mailbox
from workstreams.replies.models import Received
from workstreams.replies.own_data import sections

pytestmark = pytest.mark.django_db


@pytest.fixture
def known(writer, deliver):
    deliver(writer.letter())
    deliver(writer.letter("> a quote", key="2"))
    postoffice.report("soft", "ZOE@nordic.example", key="1", said="452 full")
    return writer.member


def test_the_download_tells_it(known):
    mails, trouble = sections(known)
    assert [row["outcome"] for row in mails.rows] == ["posted", "refused"]
    assert [row["said"] for row in trouble.rows] == ["452 full"]


def test_nothing_is_left_of_somebody_who_is_erased(known):
    members.erase(known, by=known)
    assert not Received.objects.exists()
    assert not Mailbox.objects.exists()

"""The mailbox is read from a real IMAP server, and left empty of what is ours."""

import imaplib
import socket
import subprocess
import sys
import time

import pytest
from django.core.management import CommandError, call_command

from workstreams.replies import actions, collecting, opening, schedule

pytestmark = pytest.mark.django_db


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


@pytest.fixture(scope="module")
def server():
    """A client of a server that keeps one mailbox in memory, and its address."""
    port = free_port()
    begin = "import sys; from pymap.main import main; sys.exit(main())"
    command = [sys.executable, "-c", begin, "--host", "127.0.0.1", "--port", str(port), "--no-tls", "dict"]
    process = subprocess.Popen(
        [*command, "--demo-data", "--demo-user", "mail in", "--demo-password", "pass/word"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    try:
        yield _client(port, process), f"imap://mail%20in:pass%2Fword@127.0.0.1:{port}/INBOX"
    finally:
        process.terminate()
        process.wait(10)


def _client(port, process):
    for _ in range(200):
        try:
            client = imaplib.IMAP4("127.0.0.1", port)
        except OSError:
            assert process.poll() is None, process.stderr.read().decode()
            time.sleep(0.1)
        else:
            client.login('"mail in"', "pass/word")
            return client
    raise AssertionError("The server did not begin.")


@pytest.fixture
def mailbox(server):
    """The empty mailbox: a function that puts a mail there, and one that says what lies there."""
    client, _url = server
    client.select("INBOX")
    client.store("1:*", "+FLAGS", "\\Deleted")
    client.expunge()

    class Mailbox:
        @staticmethod
        def put(raw):
            status, answer = client.append("INBOX", None, None, raw.replace(b"\n", b"\r\n"))
            assert status == "OK", answer

        @staticmethod
        def flags():
            client.select("INBOX")
            _status, found = client.search(None, "ALL")
            numbers = found[0].split()
            return [client.fetch(number.decode(), "(FLAGS)")[1][0] for number in numbers]

    return Mailbox


@pytest.fixture
def url(server, settings):
    settings.INBOUND_IMAP_URL = server[1]
    return server[1]


def test_what_is_ours_is_posted_and_goes_from_the_mailbox(mailbox, url, writer, run_tasks):
    mailbox.put(writer.letter("From the mailbox."))
    with run_tasks():
        assert actions.fetch(url) == 1
    assert writer.answers == ["From the mailbox."]
    assert mailbox.flags() == []


def test_what_is_not_ours_stays_and_counts_as_seen(mailbox, url, writer):
    mailbox.put(writer.letter(to="webmaster@alliance.example"))
    assert (actions.fetch(url), actions.fetch(url)) == (0, 0)
    [flags] = mailbox.flags()
    assert b"\\Seen" in flags


def test_two_who_read_at_once_post_once(mailbox, url, writer, run_tasks):
    mailbox.put(writer.letter())
    with run_tasks(), collecting.opened(url) as second:
        seen = collecting.new_in(second, 10)
        actions.receive(collecting.content_of(second, seen[0]))
        actions.fetch(url)
    assert writer.answers == ["I agree."]


def test_a_worker_that_died_between_writing_down_and_deleting_leaves_no_second_post(mailbox, url, writer, run_tasks):
    with run_tasks():
        actions.receive(writer.letter())
    mailbox.put(writer.letter())
    with run_tasks():
        actions.fetch(url)
    assert writer.answers == ["I agree."] and mailbox.flags() == []


def test_the_clock_reads_it_too(mailbox, url, writer, run_tasks):
    mailbox.put(writer.letter())
    with run_tasks():
        schedule.fetch_mail()
    assert writer.answers == ["I agree."]


def test_a_mailbox_that_is_away_waits_for_the_next_round(settings, capsys):
    settings.INBOUND_IMAP_URL = f"imap://somebody:secret@127.0.0.1:{free_port()}/INBOX"
    schedule.fetch_mail()
    with pytest.raises(CommandError, match="could not be read") as problem:
        call_command("read_mailbox")
    assert "secret" not in str(problem.value)


def test_a_wrong_password_is_told_by_the_command_without_it(server, settings):
    settings.INBOUND_IMAP_URL = server[1].replace("pass%2Fword", "s3cret")
    with pytest.raises(CommandError, match="could not be read") as problem:
        call_command("read_mailbox")
    assert "s3cret" not in str(problem.value)


@pytest.mark.parametrize("url", ["", "pop3://a:b@host", "imaps://host/INBOX", "imaps://a:b@/INBOX"])
def test_an_address_that_is_none_is_refused(url):
    with pytest.raises(ValueError, match="imaps://"), collecting.opened(url):
        pass


def test_the_command_says_what_is_missing(settings):
    settings.INBOUND_ADDRESS = ""
    with pytest.raises(CommandError, match="INBOUND_ADDRESS"):
        call_command("read_mailbox")


def test_one_that_cannot_be_written_down_stops_no_other(mailbox, url, writer, run_tasks, monkeypatch):
    mailbox.put(writer.letter("Broken."))
    mailbox.put(writer.letter("Whole.", key="2"))
    monkeypatch.setattr(opening, "subject_of", lambda message: "\x00" if b"Broken" in message.as_bytes() else "")
    with run_tasks():
        assert actions.fetch(url) == 1
        assert actions.fetch(url) == 0
    assert writer.answers == ["Whole."]
    [flags] = mailbox.flags()
    assert b"\\Seen" in flags


def test_a_sender_that_no_table_can_hold_is_nobody(writer, run_tasks):
    with run_tasks():
        received = actions.receive(writer.letter(sender="a\x00b@example.org"))
    assert received.sender == ""
    assert writer.answers == []

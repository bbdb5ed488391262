"""Mail that somebody made to forge a sender, to keep a worker busy, or to stop all other mail."""

import time

import pytest

from members import actions as members
from portal.postoffice import bounces
from portal.postoffice.addresses import with_word
from workstreams.replies import opening, senders
from workstreams.replies.delivery import take_in
from workstreams.replies.models import Received
from workstreams.replies.querysets import MOST_ATTEMPTS
from workstreams.replies.webpages import words_of_page


@pytest.mark.parametrize(
    "said",
    [
        'spf=pass (domain of "a(b);dmarc=pass header.from=nordic.example;x"@evil.example) smtp.mailfrom=evil.example',
        'spf=pass smtp.mailfrom="a;dkim=pass header.d=nordic.example"@evil.example',
        "dkim=pass header.d=evil.example header.from=nordic.example; dmarc=none",
        "dmarc=pass header.from=evil.example",
        "dkim=pass header.d=nordic.example (and no end",
    ],
)
def test_what_a_sender_brings_into_the_verdict_is_no_verdict(said):
    head = f"From: zoe@nordic.example\nAuthentication-Results: mx.us; {said}\n\nHello.\n"
    assert not senders.is_vouched_for(opening.parsed(head.encode()), "mx.us")


@pytest.mark.parametrize("head", ["From: " + "(" * 5000, "To: " + "(" * 5000, "From: a\0b@nordic.example"])
def test_headers_that_break_every_rule_are_written_down_all_the_same(head, writer, deliver):
    raw = f"Delivered-To: {writer.address}\n{head}\n\nHello.\n".encode()
    assert deliver(raw).state == "refused"


class TestTime:
    """Each took the square of its length, or worse: minutes for what is a second's work at most."""

    @pytest.fixture(autouse=True)
    def short(self):
        begun = time.process_time()
        yield
        assert time.process_time() - begun < 5

    @pytest.mark.parametrize("piece", ["<a ", "<a x='", "<!--", "</", "<a <!-- "])
    def test_pages_of_tags_that_do_not_end(self, piece):
        words_of_page(piece * 50_000)

    def test_endless_subjects(self):
        opening.subject_of(opening.parsed(b"Subject: " + b"=?utf-8?q?a?= " * 100_000 + b"\n\n"))

    def test_texts_that_look_like_addresses(self):
        bounces.read(opening.parsed(b"From: mailer-daemon@mx.example\n\n" + b"a@" * 10_000))

    def test_many_words_for_many_addresses(self):
        many = ", ".join(with_word(f"{number:040d}") for number in range(3000))
        assert len(opening.words_for(opening.parsed(f"To: {many}\n\n".encode()))) == opening.MOST_WORDS


def test_a_page_keeps_its_words_beside_comments():
    assert words_of_page("<p>Yes <!-- a <b> c -->if 1 < 2</p>").strip() == "Yes if 1 < 2"


def test_a_mail_on_which_workers_die_is_given_up(writer, monkeypatch):
    """A worker that is killed writes nothing any more, as after SystemExit."""
    received = Received.objects.create(message_id="a@b", raw=writer.letter())

    def killed(_raw):
        raise SystemExit

    monkeypatch.setattr(opening, "parsed", killed)
    for _attempt in range(MOST_ATTEMPTS):
        with pytest.raises(SystemExit):
            take_in(received.pk)
    take_in(received.pk)
    received.refresh_from_db()
    assert received.state == "failed" and received.reason


def test_mail_that_is_known_by_the_address_alone_goes_with_its_member(writer, deliver):
    received = deliver(writer.letter(to=with_word("a" * 40)))
    assert (received.state, received.member) == ("ignored", None)
    members.erase(writer.member, by=writer.member)
    assert not Received.objects.exists()

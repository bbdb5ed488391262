"""What is said to the mail server, and what becomes of its answers."""

import smtplib

import pytest
from django.core.mail import EmailMultiAlternatives, get_connection

from tests.portal.postoffice.sink import Sink

A = "a@example.org"


@pytest.fixture
def sink():
    with Sink(delay=0) as sink:
        yield sink


@pytest.fixture
def line(sink):
    with get_connection("portal.postoffice.smtp.BriskBackend", host="127.0.0.1", port=sink.port) as line:
        yield line


def message(to=A, number=1, **fields):
    headers = {"Message-ID": f"<{number}@example.org>", "From": "Portal <portal@example.org>"}
    made = EmailMultiAlternatives("Hello", ".\nHello\n", "back@example.org", [to], headers=headers, **fields)
    made.attach_alternative("<p>Hello</p>", "text/html")
    return made


def test_many_mails_go_over_one_line(line, sink):
    assert line.send_messages([message(f"{n}@example.org", n) for n in range(3)]) == 3
    assert sink.recipients == {f"{n}@example.org": 1 for n in range(3)}


def test_a_dot_at_the_beginning_of_a_line_ends_no_mail(line, sink):
    line.send_messages([message(), message(number=2)])
    assert sink.count == 2


def test_a_refused_recipient_says_so_and_the_line_still_serves(line, sink):
    sink.begin_anew(wrongs={A: ["550"]})
    with pytest.raises(smtplib.SMTPRecipientsRefused) as told:
        line.send_messages([message()])
    assert told.value.recipients[A][0] == 550
    line.send_messages([message()])
    assert sink.recipients == {A: 1}


def test_a_refused_mail_says_so_and_the_line_still_serves(line, sink):
    sink.begin_anew(wrongs={A: ["451"]})
    with pytest.raises(smtplib.SMTPDataError) as told:
        line.send_messages([message()])
    assert told.value.smtp_code == 451
    line.send_messages([message()])
    assert sink.recipients == {A: 1}


def test_a_line_that_is_cut_says_so(line, sink):
    sink.begin_anew(wrongs={A: ["cut"]})
    with pytest.raises(smtplib.SMTPServerDisconnected):
        line.send_messages([message()])


def test_what_wants_more_care_goes_djangos_way(line, sink):
    attached = message("b@example.org", cc=["c@example.org"])
    attached.attach("notes.txt", "x", "text/plain")
    line.send_messages([attached, message("Leilani Kahale <d@example.org>")])
    assert set(sink.recipients) == {"b@example.org", "c@example.org", "d@example.org"}


def test_no_address_smuggles_in_a_command(line, sink):
    with pytest.raises(ValueError, match="."):
        line.send_messages([message("a@example.org>\r\nRCPT TO:<b@example.org")])
    assert sink.count == 0

"""A message over the wire: the very thing that Django would have written."""

import email
from email import policy

import pytest
from django.core.mail import EmailMultiAlternatives
from django.core.mail.message import BadHeaderError

from portal.postoffice import wire

HTML = "<p>Who decides?</p>\n<p>Wer entscheidet, und wann — 谁决定?</p>\n.\n..dots\n"


def message(**fields):
    fields = {
        "subject": "Your week: 3 threads in 2 groups",
        "body": "Who decides?\n\nWer entscheidet, und wann — 谁决定?\n.\n",
        "from_email": "bounce+abc@example.org",
        "to": ["leilani@example.org"],
        "headers": {"Message-ID": "<1@example.org>", "From": "Büro <portal@example.org>", "Date": "Mon, 1 Jan 2024"},
    } | fields
    made = EmailMultiAlternatives(**fields)
    made.attach_alternative(HTML, "text/html")
    return made


def read(raw):
    parsed = email.message_from_bytes(raw, policy=policy.default)
    # Of a header that is folded before its first word Django makes one that begins with a space.
    headers = {name: str(value).strip() for name, value in parsed.items() if name != "Content-Type"}
    bodies = [(part.get_content_type(), part.get_content()) for part in parsed.iter_parts()]
    return parsed.get_content_type(), headers, bodies


LIST = {
    "List-Id": "Größte Runde im ganzen Land mit einem langen Namen, und noch mehr <digest.example.org>",
    "List-Unsubscribe": f"<https://example.org/digest/unsubscribe/{'a' * 120}/>",
    "References": " ".join(f"<post-{number}.20261123T100000Z@example.org>" for number in range(9)),
}


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"subject": "Ihre Woche: 3 Entscheidungen für Sie — und was sonst geschah, in zwei Gruppen"},
        {"subject": "A subject that is so long that it does not fit on one line of a mail, and then some more of it"},
        {"reply_to": ["Büro <reply+abc@example.org>"], "cc": ["B <b@example.org>"]},
        {"headers": {"Message-ID": "<1@example.org>", "Date": "Mon, 1 Jan 2024", **LIST}},
        {"body": "Lines of a form\r\nthat was sent\rfrom everywhere\n"},
        {"to": ["Leilani Kahale <leilani@example.org>"]},
    ],
    ids=["plain", "letters", "long", "answers", "lists", "ends", "named"],
)
def test_it_says_what_django_would_have_said(fields):
    assert read(wire.as_bytes(message(**fields))) == read(message(**fields).message().as_bytes(linesep="\r\n"))


def test_lines_end_as_mail_has_them_and_fit():
    raw = wire.as_bytes(message(headers={"Message-ID": "<1@example.org>", **LIST}))
    assert raw.count(b"\n") == raw.count(b"\r\n") == raw.count(b"\r")
    assert max(map(len, raw.split(b"\r\n"))) < 998


@pytest.mark.parametrize("name", ["Subject", "List-Id"])
def test_no_header_smuggles_in_another(name):
    wrong = "Hello\nBcc: everybody@example.org"
    fields = {"subject": wrong} if name == "Subject" else {"headers": {"Message-ID": "<1@example.org>", name: wrong}}
    with pytest.raises(BadHeaderError):
        wire.as_bytes(message(**fields))


def test_what_has_another_shape_is_left_to_django():
    attached = message()
    attached.attach("notes.txt", "x", "text/plain")
    assert wire.as_bytes(attached) is None
    assert wire.as_bytes(message(body="x" * 999)) is None
    assert wire.as_bytes(message(headers={})) is None
    assert wire.as_bytes(message(headers={"Message-ID": "<1@x.org>", "To": "undisclosed"})) is None
    assert wire.as_bytes(EmailMultiAlternatives("Subject", "Text", to=["a@example.org"])) is None

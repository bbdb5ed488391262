"""What is read of the text of a message."""

import base64
import quopri

import pytest

from tests.workstreams.discussion.letters import letter
from tests.workstreams.discussion.mbox.parts import multipart, part
from workstreams.discussion.mbox.bodies import unflow
from workstreams.discussion.mbox.webpages import page_to_text


@pytest.mark.parametrize(
    ("charset", "octets", "text"),
    [
        ("utf-8", "Zoë".encode(), "Zoë"),
        ("iso-8859-1", b"Zo\xeb \x93a\x94", "Zoë “a”"),
        ("us-ascii", "Zoë".encode(), "Zoë"),
        ("no-such-charset", b"Zo\xeb", "Zoë"),
        ("no-such-charset", "Zoë".encode(), "Zoë"),
        ("hex", b"Zo\xeb", "Zoë"),
        ("utf-8", b"Zo\xeb", "Zoë"),
        ("koi8-r", "Привет".encode("koi8-r"), "Привет"),
        ("gb2312", "漢字".encode("gb18030"), "漢字"),
        ("iso-2022-jp", "日本語".encode("iso-2022-jp"), "日本語"),
    ],
)
def test_charsets_are_decoded_whatever_they_are_called(read_one, charset, octets, text):
    assert read_one("a@x", Content_Type=f"text/plain; charset={charset}", body=octets).body == text


def test_quoted_printable_and_base64_are_decoded(read):
    text = "Zoë says: a line so long that it is broken for the way, and = signs, and\n\n  spaces.\n"
    quoted, packed = quopri.encodestring(text.encode()), base64.encodebytes(text.encode())
    kind = "text/plain; charset=utf-8"
    found = read(
        letter("a@x", Content_Type=kind, Content_Transfer_Encoding="quoted-printable", body=quoted),
        letter("b@x", Content_Type=kind, Content_Transfer_Encoding="base64", body=packed),
        letter("c@x", Content_Type=kind, Content_Transfer_Encoding="base64", body=b"this is no base64 at all!\n"),
    )
    assert [one.body for one in found[:2]] == [text.rstrip()] * 2
    assert found[2].message_id == "c@x"


def test_nothing_that_a_database_refuses_is_left(read_one):
    assert read_one("a@x", body=b"a\x00b\x1b[31m\x07c\x0cd\n").body == "ab[31mcd"


def test_plain_text_is_preferred_to_html(read):
    both = part("text/html", "<p>page</p>"), part("text/plain", "plain")
    assert read(multipart("alternative", *both))[0].body == "plain"
    assert read(multipart("alternative", part("text/plain", " \n"), both[0]))[0].body == "page"


def test_attachments_are_left_out_and_other_parts_joined(read):
    found = read(
        multipart(
            "mixed",
            part("text/plain", "one\n"),
            part("text/plain", "attached", Content_Disposition="attachment; filename=a.txt"),
            part("image/png", "x"),
            part("text/plain", "two\n", Content_Disposition="inline"),
        )
    )
    assert found[0].body == "one\n\ntwo"


def test_a_text_that_came_as_an_attachment_is_read(read):
    assert read(multipart("mixed", part("text/plain", "one", Content_Disposition="attachment")))[0].body == "one"


def test_a_signed_mail_is_its_text(read):
    assert read(multipart("signed", part("text/plain", "one"), part("application/pgp-signature", "x")))[0].body == "one"


def test_a_mail_without_text_says_why(read):
    found = read(
        multipart("mixed", part("image/png", "x"), part("application/pdf", "y")), letter("b@x", body=" \n\u200b\n")
    )
    assert [one.problem for one in found] == ["it holds no text, only application/pdf, image/png", "it is empty"]
    assert not any(one.body for one in found)


def test_flowed_lines_are_joined():
    text = "One sentence that \nwas broken. \n> quoted \n> text\n>> deeper\n  two spaces\n >not a quote\n-- \nAnna "
    assert (
        unflow(text) == "One sentence that was broken.\n> quoted text\n>> deeper\n two spaces\n >not a quote\n-- \nAnna"
    )
    assert unflow("漢 \n字", delete_space=True) == "漢字"


def test_a_flowed_mail_is_read_as_such(read_one):
    assert read_one("a@x", Content_Type="text/plain; format=flowed", body="a \nb\n").body == "a b"
    assert read_one("a@x", Content_Type="text/plain", body="a \nb\n").body == "a \nb"


def test_a_page_is_read_as_its_words():
    page = """<html><head><title>no</title><style>p {}</style></head><body><h1>Hello</h1><p>One
      <b>two</b><br>three &amp; <a href="https://x.example/">four</a>.</p><ul><li>five<li>six</ul><script>no()</script>
      <blockquote>seven<p>eight</p></blockquote><table><tr><td>nine</td><td>ten</td></tr></table><pre>a
  b</pre></body>"""
    assert page_to_text(page) == (
        "Hello\n\nOne two\nthree & four <https://x.example/>.\n\n* five\n* six\n\n"
        "> seven\n>\n> eight\n\nnine ten\n\na\n  b"
    )

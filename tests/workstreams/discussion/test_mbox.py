"""Archives as they are found: what is read of them, whatever they hold."""

import base64
import gzip
import quopri
from datetime import UTC, datetime, timedelta

import pytest

from tests.workstreams.discussion.letters import archive, letter
from workstreams.discussion import mbox
from workstreams.discussion.mbox.bodies import unflow
from workstreams.discussion.mbox.headers import title
from workstreams.discussion.mbox.webpages import page_to_text


@pytest.fixture
def read(tmp_path):
    """Read what an archive of these letters holds."""
    return lambda *letters: list(mbox.read(archive(tmp_path / "list.mbox", *letters)))


@pytest.fixture
def read_one(read):
    return lambda *arguments, **headers: read(letter(*arguments, **headers))[0]


def multipart(kind, *parts):
    body = b"".join(b"--b\n" + part + b"\n" for part in parts) + b"--b--\n"
    return letter("a@x", Content_Type=f"multipart/{kind}; boundary=b", body=body)


def part(kind, body, **headers):
    head = "".join(f"{name.replace('_', '-')}: {value}\n" for name, value in headers.items())
    return f"Content-Type: {kind}\n{head}\n".encode() + (body if isinstance(body, bytes) else body.encode())


# The file


def test_messages_come_in_the_order_of_the_file(read):
    assert [one.message_id for one in read(letter("a@x"), letter("b@x"), letter("c@x"))] == ["a@x", "b@x", "c@x"]


def test_a_line_of_a_text_that_begins_with_from_divides_nothing(read):
    text = "Yes.\n\nFrom my point of view, at 10:30 in 2025:\nFrom here on.\n\nFrom Monday 10:30 2025\n"
    assert [one.body for one in read(letter("a@x", body=text), letter("b@x"))] == [text.strip(), "Words."]


def test_escaped_lines_lose_one_escape(read_one):
    assert read_one("a@x", body=">From me\n>>From you\n> From us\n").body == "From me\n>From you\n> From us"


def test_a_patch_inside_a_mail_stays_inside(read):
    patch = "Look:\n\nFrom 0123456789012345678901234567890123456789 Mon Sep 17 00:00:00 2001\nFrom: B <b@x>\n\nx\n"
    assert len(read(letter("a@x", body=patch))) == 1


def test_a_series_of_patches_is_an_archive_too(tmp_path):
    line = b"From 0123456789012345678901234567890123456789 Mon Sep 17 00:00:00 2001\n"
    path = tmp_path / "series"
    path.write_bytes(line + letter("a@x") + b"\n" + line + letter("b@x"))
    assert [one.message_id for one in mbox.read(path)] == ["a@x", "b@x"]


def test_an_archive_from_windows_is_read(tmp_path):
    path = archive(tmp_path / "list.mbox", letter("a@x", body="one\ntwo\n"), letter("b@x"))
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert [one.body for one in mbox.read(path)] == ["one\ntwo", "Words."]


def test_dividing_lines_without_a_date_are_read_too(tmp_path):
    path = tmp_path / "list.mbox"
    path.write_bytes(b"From -\n" + letter("a@x", body="one\nFrom here\n") + b"\nFrom -\n" + letter("b@x"))
    assert [one.body for one in mbox.read(path)] == ["one\nFrom here", "Words."]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b"Dear all", "is not in mbox format"),
        (b"\x89PNG\r\n\x1a\n", "is not in mbox format"),
        (gzip.compress(b"From a", mtime=0), "is packed with gzip. Unpack it first."),
        (b"PK\x03\x04----", "is packed with zip"),
    ],
)
def test_what_is_no_archive_is_refused_in_a_sentence(tmp_path, content, said):
    path = tmp_path / "list"
    path.write_bytes(content)
    with pytest.raises(mbox.Unreadable, match=said):
        list(mbox.read(path))


def test_a_file_that_is_not_there_and_a_folder_are_refused_in_a_sentence(tmp_path):
    with pytest.raises(mbox.Unreadable, match="There is no file at"):
        list(mbox.read(tmp_path / "none"))
    with pytest.raises(mbox.Unreadable, match="is a folder"):
        list(mbox.read(tmp_path))


def test_a_message_cut_off_in_the_middle_is_read_as_far_as_it_goes(tmp_path):
    path = archive(tmp_path / "list.mbox", multipart("mixed", part("text/plain", "Half a sent")))
    path.write_bytes(path.read_bytes().partition(b" a sent")[0])
    assert [one.body for one in mbox.read(path)] == ["Half"]


def test_noise_never_raises(tmp_path, chance):
    pieces = [
        b"From a Mon Jan  1 10:00:00 2024\n",
        b"\n",
        b"Content-Type: multipart/mixed; boundary=b\n",
        b"--b\n",
        b"--b--\n",
    ]
    pieces += [
        b"Message-ID: <",
        b">\n",
        b"From: ",
        b"Subject: =?utf-8?q?",
        b"?=",
        b"Date: ",
        b"\xff\xfe",
        b"\x00",
        b"References: <a@b>",
    ]
    pieces += [
        b"Content-Transfer-Encoding: base64\n",
        b"Content-Type: text/plain; charset=",
        b"format=flowed",
        b"> ",
        b"a",
        b"\xed\xa0\x80",
    ]
    pieces += [
        b"Content-Type: text/html\n",
        b"<p>",
        b"</",
        b"<!",
        b"&#",
        b"Content-Type: message/rfc822\n",
        b"In-Reply-To:",
        b"Received: ;",
        b"@",
    ]
    path = tmp_path / "list"
    for _ in range(400):
        path.write_bytes(pieces[0] + b"".join(chance.choices(pieces, k=chance.randrange(1, 60))))
        for one in mbox.read(path):
            (one.body + one.name + one.title + one.address + one.message_id).encode()
            assert "\x00" not in one.body + one.name + one.title + one.address + one.message_id


# Texts


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


# Headers


def test_headers_are_decoded_and_unfolded(read_one):
    found = read_one(
        "a@x",
        Subject="=?utf-8?b?WsO8cmljaA==?=\n =?iso-8859-1?q?_und_K=F6ln?= and\n  more",
        From="=?utf-8?q?Bell=2C_Zo=C3=AB?= <Zoe@Example.INVALID>",
    )
    assert (found.subject, found.name, found.address) == (
        "Zürich und Köln and more",
        "Bell, Zoë",
        "zoe@example.invalid",
    )


def test_headers_with_mistakes_are_decoded_as_far_as_possible(read_one):
    assert read_one("a@x", Subject="=?no-such?q?a=E9?=").subject == "aé"
    assert read_one("a@x", Subject="Zoë \u202eevil\x07").subject == "Zoë evil"
    assert read_one("a@x", Subject="=?utf-8?b?!!!?= x").subject


@pytest.mark.parametrize(
    ("header", "name", "address"),
    [
        ("anna@example.invalid", "anna", "anna@example.invalid"),
        ("<anna@example.invalid>", "anna", "anna@example.invalid"),
        ('"Bell, Anna" <anna@example.invalid>', "Bell, Anna", "anna@example.invalid"),
        ("anna@example.invalid (Anna Bell)", "Anna Bell", "anna@example.invalid"),
        ("anna at example.invalid (Anna Bell)", "Anna Bell", "anna@example.invalid"),
        ("'Anna' <anna@example.invalid>, Ben <b@x.invalid>", "Anna", "anna@example.invalid"),
        ("\u200b <anna@example.invalid>", "anna", "anna@example.invalid"),
        ("Anna " + "x" * 200 + " <anna@example.invalid>", "Anna " + "x" * 115, "anna@example.invalid"),
    ],
)
def test_senders_are_found_however_they_are_written(read_one, header, name, address):
    found = read_one("a@x", From=header)
    assert (found.name, found.address) == (name, address)


def test_a_sender_behind_the_list_is_found_in_reply_to(read_one):
    found = read_one("a@x", From="Anna Bell via Talk <talk@list.invalid>", Reply_To="Anna Bell <anna@example.invalid>")
    assert (found.name, found.address) == ("Anna Bell", "anna@example.invalid")


def test_senders_without_an_address_are_told_apart_by_name(read):
    anna, again, ben, nobody = read(
        letter("a@x", From="Anna"), letter("b@x", From="anna"), letter("c@x", From="Ben"), letter("d@x", From=None)
    )
    assert anna.name == "Anna" and anna.address == again.address != ben.address
    assert nobody.name == "?" and nobody.address == "nobody@no-address.invalid"


@pytest.mark.parametrize(
    ("header", "moment"),
    [
        ("Tue, 5 Aug 2025 17:03:18 +0100", datetime(2025, 8, 5, 16, 3, 18, tzinfo=UTC)),
        ("Tue, 5 Aug 2025 17:03:18", datetime(2025, 8, 5, 17, 3, 18, tzinfo=UTC)),
        ("5 Aug 2025 17:03 -0000 (CEST)", datetime(2025, 8, 5, 17, 3, tzinfo=UTC)),
        ("Tue, 5 Aug 25 17:03:18 GMT", datetime(2025, 8, 5, 17, 3, 18, tzinfo=UTC)),
    ],
)
def test_dates_are_read_into_utc(read_one, header, moment):
    assert read_one("a@x", Date=header).date == moment


@pytest.mark.parametrize(
    "header",
    [
        None,
        "yesterday",
        "Tue, 5 Aug 1925 17:03:18 +0000",
        "Tue, 5 Aug 2925 17:03:18 +0000",
        "Thu, 1 Jan 1970 00:00:00 +0000",
        "31 Dec 9999 23:59:59 -2300",
    ],
)
def test_a_date_that_cannot_be_believed_gives_way_to_the_servers_and_then_to_the_message_before(read, header):
    first, second, third = read(
        letter("a@x", Date="Tue, 5 Aug 2025 10:00:00 +0000"),
        letter("b@x", Date=header, Received="from a by b; Wed, 6 Aug 2025 11:00:00 +0200"),
        letter("c@x", Date=header),
    )
    assert second.date == datetime(2025, 8, 6, 9, tzinfo=UTC)
    assert third.date == second.date


def test_nothing_is_said_in_the_future(read_one):
    soon = datetime.now(UTC) + timedelta(hours=5)
    assert read_one("a@x", Date=f"{soon:%a, %d %b %Y %H:%M:%S} +0000").date <= datetime.now(UTC)


def test_a_message_without_an_id_gets_the_same_in_every_export(read):
    date = "Tue, 5 Aug 2025 10:00:00 +0000"
    first, again, other = read(
        letter(Date=date, X_Export="one"), letter(Date=date, X_Export="two"), letter(Date=date, body="Others.")
    )
    assert first.message_id == again.message_id != other.message_id


def test_ids_are_found_through_folds_and_noise(read_one):
    found = read_one(
        "a@x", In_Reply_To="Your message of Monday\n <b@x>", References="<c@x>\n\t<d\n @x> <a@x> junk <b@x>"
    )
    assert found.answers == ("b@x", "d@x", "c@x")
    assert read_one("a@x", In_Reply_To="b@x").answers == ("b@x",)


@pytest.mark.parametrize(
    ("subject", "shown"),
    [
        ("Who decides?", "Who decides?"),
        ("Re: [talk] AW: Re[2]: Who decides?", "Who decides?"),
        ("[MAINTAINERS SUMMIT] Who decides?", "Who decides?"),
        ("回复：谁来决定这件事", "谁来决定这件事"),
        ("Reply: Rest of it", "Reply: Rest of it"),
        ("[ANNOUNCE]", "[ANNOUNCE]"),
        ("Hi", "Hi, Anna Bell, 2025-08-05"),
        ("Re: ", "Re:, Anna Bell, 2025-08-05"),
        ("", "Anna Bell, 2025-08-05"),
        ("\u200b\u3164", "Anna Bell, 2025-08-05"),
        ("x" * 300, "x" * 199 + "…"),
    ],
)
def test_a_title_is_the_subject_without_what_the_way_added(subject, shown):
    assert title(subject, "Anna Bell", datetime(2025, 8, 5, tzinfo=UTC)) == shown

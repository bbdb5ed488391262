"""Archives as they are found: which message begins where, whatever the file holds."""

import gzip

import pytest

from tests.workstreams.discussion.letters import archive, letter
from tests.workstreams.discussion.mbox.parts import multipart, part
from workstreams.discussion import mbox


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

"""What is read of the headers of a message."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.workstreams.discussion.letters import letter
from workstreams.discussion.mbox.headers import title


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

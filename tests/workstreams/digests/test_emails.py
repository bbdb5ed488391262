"""The digest as it arrives: headers, subject, both parts, dates where the reader lives."""

import datetime
import email
import html
import re
from email import policy
from email.header import decode_header

import pytest
from django.core import mail as outbox
from django.utils import timezone

from tests import factories
from workstreams.digests.models import Digest, Subscription
from workstreams.groups import actions as groups
from workstreams.moderation import actions as moderation

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def site(settings):
    settings.SITE_URL = "https://alliance.example"
    settings.DEFAULT_FROM_EMAIL = "The Alliance <portal@alliance.example>"
    settings.DEMO = True


@pytest.fixture
def received(send, reader, mailoutbox):
    """Sends what is due; returns the reader's mail as bytes made it, with its text and the words of its HTML."""

    def receive():
        send()
        (sent,) = (message for message in outbox.outbox if message.to == [reader.email])
        message = email.message_from_bytes(sent.message().as_bytes(), policy=policy.default)
        message.words = words(message.get_body(("html",)).get_content())
        message.text = message.get_body(("plain",)).get_content()
        return message

    return receive


def words(markup):
    markup = re.sub(r"<style.*?</style>", "", markup, flags=re.S)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", "", markup)).split())


def test_headers_say_what_it_is_and_how_to_stop_it(received, group, reader):
    factories.thread(group)
    message = received()
    digest = Digest.objects.get()
    stop = message["List-Unsubscribe"].strip()
    assert re.fullmatch(r"<https://alliance\.example/digests/unsubscribe/[\w:-]+/>", stop)
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert message["List-Id"].endswith("<digest.alliance.example>")
    assert message["Auto-Submitted"] == "auto-generated"
    planned = digest.planned_at.strftime("%Y%m%dT%H%M%SZ")
    assert message["Message-ID"] == digest.message_id == f"<digest-{digest.pk}.{planned}@alliance.example>"
    assert message["To"] == reader.email


def test_the_unsubscribe_address_is_one_unbroken_word_on_the_wire(send, group, settings):
    settings.SITE_URL = "https://a-rather-long-name-of-a-host.working-groups.alliance.example"
    factories.thread(group)
    send()
    raw = outbox.outbox[0].message().as_bytes().decode()
    unfolded = re.sub(r"\r?\n[ \t]", " ", raw)
    assert re.search(r"^List-Unsubscribe: +<https://\S+/>$", unfolded, re.M)
    assert re.search(r"^List-Id: .*<digest\.alliance\.example>$", unfolded, re.M)


def test_the_subject_says_what_is_in_it(received, group, reader):
    second = factories.group()
    factories.seat(reader, second)
    for place in (group, group, second):
        factories.thread(place)
    assert received()["Subject"] == "Your week: 3 threads in 2 groups"


def test_one_of_each_is_said_in_the_singular_and_a_day_is_a_day(received, group):
    Subscription.objects.update(frequency="daily", cadence="daily")
    factories.thread(group)
    assert received()["Subject"] == "Your day: 1 thread in Graded access"


def test_what_needs_a_lead_comes_first(received, reader, group):
    reader.participations.update(role="lead")
    group.joining = "request"
    group.save()
    groups.ask_to_join(group, by=factories.member())
    post = factories.root(factories.thread(group))
    moderation.flag_post(post, by=factories.member(), reason="conduct")
    message = received()
    assert message["Subject"] == "Your week: 2 decisions wait for you, 1 thread in Graded access"
    for part in (message.text, message.words):
        assert part.index("What needs you") < part.index("1 request to join waits") < part.index("1 flagged post waits")
        assert part.index("1 flagged post waits") < part.index("1 thread with something new")
    assert f"https://alliance.example/workstreams/{group.slug}/desk/requests/" in message.text
    assert f"https://alliance.example/workstreams/{group.slug}/desk/" in message.text


def test_both_parts_tell_the_same(received, reader, group):
    nordic = factories.organisation("Nordic Data Authority", "public")
    ingrid = factories.participant(group, "Ingrid <Solberg> & Co", "public", organisation=nordic)
    thread = factories.thread(
        group, ingrid, title="Who may see “full weights” & why?", body="A <register> of *refusals*."
    )
    factories.reply(thread, body="Public after ninety days.")
    for number in range(6):
        factories.thread(group, title=f"Thread number {number}")
    message = received()
    markup = message.get_body(("html",)).get_content()
    addresses = set(re.findall(r"https://\S+", message.text))
    assert addresses <= {html.unescape(found) for found in re.findall(r'href="([^"]+)"', markup)}
    assert f"https://alliance.example/workstreams/{group.slug}/threads/{thread.pk}/" in addresses
    text = " ".join(message.text.split())
    for said in (
        "For Leilani Kahale",
        "Graded access",
        "7 threads with something new. First those in which most sectors spoke.",
        "Who may see “full weights” & why?",
        "New thread, 1 reply. Started by Ingrid <Solberg> & Co, Nordic Data Authority",
        "Ingrid <Solberg> & Co (Public sector, Nordic Data Authority): “A <register> of refusals.”",
        "“Public after ninety days.”",
        "2 more threads",
        "You get this every Monday at 08:00, UTC time, because you take part in 1 group.",
        "Your own posts, threads that you muted, and posts that a lead has hidden, are left out.",
        "Change how often",
        "Stop this digest",
        "A demonstration: the people and organisations of its sample content are fictitious.",
    ):
        assert said in text, said
        assert said in message.words, said
    assert "&lt;" not in message.text and "&amp;" not in message.text
    assert "<Solberg>" not in markup


def test_the_signature_is_drawn_in_characters_and_said_in_words(received, group):
    factories.sectors()
    thread = factories.thread(group, factories.participant(group, mark="private"))
    factories.reply(thread, factories.participant(group, mark="academia"))
    message = received()
    assert "■ △ ○ ◆ ✛" in message.text
    assert "2 of 5 sectors spoke" in message.text
    markup = message.get_body(("html",)).get_content()
    assert re.search(r'role="img" aria-label="2 of 5 sectors spoke: [^"]+"', markup)
    assert "<img" not in markup


def test_dates_are_those_of_the_place_where_the_reader_lives(received, group, reader, later):
    type(reader).objects.filter(pk=reader.pk).update(time_zone="Pacific/Kiritimati")
    factories.thread(group)
    message = received()
    since = Digest.objects.get().window_from + datetime.timedelta(hours=14)
    assert since.strftime("%H:%M") in message.text
    assert since.strftime("%A") in message.text
    assert "Kiritimati time" in message.text
    assert timezone.get_current_timezone_name() == "UTC"


def test_names_with_other_letters_arrive(send, group, settings):
    settings.ALLIANCE_NAME = "Allianz für Übersicht"
    factories.thread(group, factories.participant(group, "陳美玲"), body="漢字" * 500)
    send()
    message = outbox.outbox[0].message()
    assert "Allianz für Übersicht" in "".join(
        part.decode(charset or "ascii") if isinstance(part, bytes) else part
        for part, charset in decode_header(message["List-Id"])
    )
    assert message["List-Id"].endswith("<digest.alliance.example>")
    assert "陳美玲" in outbox.outbox[0].body

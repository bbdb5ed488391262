"""The pieces that mails are joined from: right for each reader, whoever was drawn for before; valid; with links that
lead somewhere."""

import re

import html5lib
import pytest
from django.test import Client
from django.test.signals import template_rendered
from django.utils import timezone

from tests import factories as make
from tests.workstreams.digests.telling import told
from workstreams.digests import emails
from workstreams.digests.models import Digest, Subscription
from workstreams.discussion import actions as discussion
from workstreams.groups import actions as groups
from workstreams.groups.models import Milestone
from workstreams.moderation import actions as moderation
from workstreams.search import actions as search

pytestmark = pytest.mark.django_db
WEEK = timezone.timedelta(days=7)


@pytest.fixture(autouse=True)
def site(settings):
    settings.SITE_URL = "http://testserver"
    settings.INBOUND_ADDRESS = "answers@alliance.example"


@pytest.fixture
def digest_of():
    """The digest of a member as a message, of everything since a week ago."""

    def made(member, **fields):
        now = timezone.now() + timezone.timedelta(minutes=1)
        subscription, _new = Subscription.objects.get_or_create(member=member, defaults={"next_due_at": now})
        row = Digest.objects.create(
            subscription=subscription,
            due_at=now + timezone.timedelta(seconds=Digest.objects.count()),
            window_from=now - WEEK,
            window_to=now,
            **fields,
        )
        return emails.digest(row, told(member, now - WEEK, now))

    return made


@pytest.fixture
def busy():
    """A lead to whom there is everything to tell."""
    group = make.group("Graded <access>", joining="request")
    lead = make.lead(group, "Leilani Kahale")
    thread = make.thread(group, make.participant(group, "Ingrid & Co", "public"), body="A *register* of <refusals>.")
    for mark in make.MARKS:
        make.reply(thread, make.participant(group, mark=mark))
    for number in range(6):
        make.thread(group, title=f"Thread number {number}")
    groups.ask_to_join(group, by=make.member())
    moderation.flag_post(make.root(thread), by=make.member(), reason="conduct")
    groups.revise_charter(group, by=make.staff(), body="We do.", note="First & last.", base=0)
    Milestone.objects.create(group=group, title="Draft <r1>", due_on=timezone.localdate())
    saved = search.save_search(lead, by=lead, query="q=register&author=ingrid", name="Registers & more")
    search.change_saved_search(saved, by=lead, name=saved.name, in_digest=True)
    discussion.follow_thread(thread, by=lead, level="watching")
    return lead


def html(message):
    return message.alternatives[0][0]


def addresses(message):
    return {found.replace("&amp;", "&") for found in re.findall(r'href="([^"]+)"', html(message))}


def test_what_was_drawn_for_one_reader_says_nothing_of_them_to_another(digest_of):
    group = make.group()
    one, two = (make.participant(group, name) for name in ("Ana <b>Silva</b>", "Bo"))
    make.thread(group)
    first, second = digest_of(one), digest_of(two)
    for mail in (first, second):
        assert "\ue000" not in mail.body + html(mail)
        assert len(re.findall(r"answers\+\w+@alliance\.example", mail.body)) == 1
    assert "For Ana <b>Silva</b>," in first.body and "Ana &lt;b&gt;Silva&lt;/b&gt;" in html(first)
    assert "Silva" not in second.body + html(second)
    assert not {found for found in addresses(first) & addresses(second) if "answers" in found or "/digests/" in found}


def test_the_same_thread_is_drawn_once(digest_of):
    group = make.group()
    one, two = make.participant(group), make.participant(group)
    make.thread(group)
    digest_of(one)
    drawn = []

    def note(template, **_more):
        drawn.append(template.name)

    template_rendered.connect(note)
    digest_of(two)
    template_rendered.disconnect(note)
    assert "email/digest/thread.html" not in drawn


def test_every_link_leads_somewhere(digest_of, busy):
    mail = digest_of(busy)
    client = Client()
    client.force_login(busy)
    links = [found for found in addresses(mail) if found.startswith("http")]
    assert len(links) > 15
    for link in links:
        assert client.get(link, follow=True).status_code == 200, link
    for link in re.findall(r"https?://\S+", mail.body):
        assert client.get(link, follow=True).status_code == 200, link


def test_it_is_valid_and_both_parts_have_the_same_links(digest_of, busy):
    mail = digest_of(busy)
    html5lib.HTMLParser(strict=True).parse(html(mail))
    assert set(re.findall(r"https?://\S+", mail.body)) == {found for found in addresses(mail) if found[:4] == "http"}
    answers = set(re.findall(r"answers\+\w+@\S+", mail.body))
    assert answers and {f"mailto:{answer}" for answer in answers} <= addresses(mail)


def test_everything_says_why_it_is_there(digest_of, busy):
    for part in ((mail := digest_of(busy)).body, html(mail)):
        part = " ".join(part.split())
        for why in ("You lead this group.", "You take part in this group.", "You watch this thread.", "saved searches"):
            assert why in part, why


def test_one_who_has_not_come_for_long_reads_that_it_is_the_last(digest_of):
    member = make.participant(make.group())
    mail = digest_of(member, is_last=True)
    assert mail.subject == "Your last digest until you come back"
    for part in (mail.body, html(mail)):
        assert "this is the last digest" in " ".join(part.split())
        assert "Nothing is new in your groups." in part


def test_a_group_is_left_out_by_its_own_link(digest_of, busy):
    group = busy.participations.get().group
    mail = digest_of(busy)
    (link,) = re.findall(r"Leave this group out of my digest:\n(\S+)", mail.body)
    assert Client().post(link).status_code == 200
    assert busy.digest_subscription.groups.get(group=group).frequency == "never"

"""A page that is kept drawn is the page that would be drawn now: after every change, for every kind of reader."""

import io
import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from members.actions import erasing, organisations, profile, suspending
from members.models import Member, RegisterVersion, Sector
from portal import frames
from tests import factories as make
from workstreams.discussion import actions, pages, rows, signs
from workstreams.discussion.models import Thread
from workstreams.discussion.views import page
from workstreams.groups.actions import appointing, parting, renaming
from workstreams.moderation import actions as moderation

pytestmark = pytest.mark.django_db

CANARY = "xylophone"
SHELVES = [pages._pages, page._trees, page._threads, page._composers, frames._frames, rows._stencils, signs._stencils]
#: What is new in every answer, and how long ago something was.
EPHEMERAL = re.compile(r'<time.*?</time>|\b\w{64}\b|[\w-]{36}|"seen": "[\d.]+"|(?<=_)[0-9a-f]{8}(?![0-9a-f])', re.S)


class World:
    """A thread of a few days ago in which everybody has a part, and those who read it."""

    def __init__(self):
        self.group = make.group()
        self.organisation = make.organisation("Harbour Cloud")
        self.author = make.participant(self.group, "Hasty Author", organisation=self.organisation)
        self.other = make.participant(self.group, "Calm Other", "academia")
        self.lead = make.lead(self.group, "Even Lead")
        self.file = actions.attach(self.group, by=self.author, name="names.txt", file=io.BytesIO(b"Names."))
        self.staff = make.staff()
        past = timezone.now() - timedelta(days=3)
        self.thread = make.thread(self.group, self.other, at=past)
        self.post = make.reply(self.thread, self.author, body=f"These {CANARY} words were hasty.", at=past)
        self.answer = make.reply(self.thread, self.other, self.post, body="A calm answer.", at=past)
        named = f"[names.txt]({self.file.get_absolute_url()})"
        self.leaf = make.reply(
            self.thread, self.author, self.answer, body=f"More of the {CANARY}, see {named}.", at=past
        )
        # Privileged readers first, so that what is kept at first is kept of their pages.
        self.readers = {
            "lead": self.lead,
            "secretariat": self.staff,
            "author": self.author,
            "other author": self.other,
            "observer": make.member("Silent Observer"),
            "participant": make.participant(self.group, "Plain Participant"),
            "lead of another group": make.lead(make.group()),
            "member": make.member(),
            "applicant": make.member(state="applied"),
            "visitor": None,
        }
        make.seat(self.readers["observer"], self.group, "observer")

    def read(self, sign_in):
        """{reader: what their page says, without what is new in every answer}."""
        url = self.now().get_absolute_url()
        found = {}
        for name, person in self.readers.items():
            response = sign_in(person and Member.objects.get(pk=person.pk)).get(url)
            assert response.status_code == 200
            found[name] = EPHEMERAL.sub("~", response.content.decode())
        return found

    def now(self):
        return Thread.objects.select_related("group__area").get(pk=self.thread.pk)


def rename(world, person, name):
    person = Member.objects.get(pk=person.pk)
    profile.change_profile(person, by=person, name=name, country="", time_zone="UTC")


def hide(world):
    actions.hide_post(world.post, by=world.lead, reason="spoke to the person")


#: What may happen, and what some pages say afterwards, None where the pages only have to agree.
CHANGES = {
    "reply": (lambda w: make.reply(w.thread, w.other, w.leaf, body="A late answer."), "A late answer."),
    "edit": (lambda w: actions.edit_post(w.post, by=w.author, body="Better words."), "Better words."),
    "hide": (hide, "Hidden by a lead"),
    "hide twice": (
        lambda w: (hide(w), actions.hide_post(w.leaf, by=w.staff, reason="the same")),
        "Hidden by the secretariat",
    ),
    "withdraw": (lambda w: actions.withdraw_post(w.post, by=w.author), "Withdrawn by its author"),
    "withdraw a leaf": (lambda w: actions.withdraw_post(w.leaf, by=w.author), None),
    "lock": (lambda w: actions.lock_thread(w.thread, by=w.lead), "A lead locked this thread"),
    "pin": (lambda w: actions.pin_thread(w.thread, by=w.lead), "Pinned"),
    "tag": (lambda w: actions.set_tags(w.thread, by=w.lead, names=["methods"]), "methods"),
    "sign": (lambda w: actions.give_sign(w.post, by=w.other, kind="thanks"), 'aria-label="Thanks: 1"'),
    "rename the author": (lambda w: rename(w, w.author, "Wiser Author"), "Wiser Author"),
    "rename whom one answers": (lambda w: rename(w, w.other, "Other Name"), "Other Name"),
    "rename the organisation": (
        lambda w: organisations.change_organisation(
            w.organisation, by=w.staff, name="Haven Cloud", sector=make.sector(), country="", website=""
        ),
        "Haven Cloud",
    ),
    "merge the organisation": (
        lambda w: organisations.merge_organisations(w.organisation, make.organisation("Harbour Group"), by=w.staff),
        "Harbour Group",
    ),
    "suspend the author": (
        lambda w: suspending.suspend(w.author.membership, by=w.staff, reason="A long quarrel with everybody."),
        None,
    ),
    "erase the author": (lambda w: erasing.erase(w.author, by=w.author), None),
    "the author leaves the group": (lambda w: parting.leave_group(w.group, by=w.author), None),
    "the participant leads": (
        lambda w: (hide(w), appointing.appoint(w.readers["participant"], w.group, by=w.lead, role="lead")),
        None,
    ),
    "the author leads": (lambda w: appointing.appoint(w.author, w.group, by=w.lead, role="lead"), None),
    "the lead is a participant": (
        lambda w: (
            hide(w),
            appointing.appoint(w.other, w.group, by=w.lead, role="lead"),
            appointing.appoint(w.lead, w.group, by=w.other, role="participant"),
        ),
        None,
    ),
    "rename the group": (lambda w: renaming.change_group(w.group, by=w.lead, name="Another table"), "Another table"),
    "give the group another address": (
        lambda w: renaming.change_group(w.group, by=w.lead, slug="another-address"),
        "/workstreams/another-address/threads/",
    ),
    "split": (lambda w: actions.split_subtree(w.answer, by=w.lead, title="Another matter"), None),
    "slow": (lambda w: actions.slow_thread(w.thread, by=w.lead, minutes=5, hours=6), "once in 5 minutes"),
    "silence": (
        lambda w: moderation.silence(w.readers["participant"], group=w.group, by=w.lead, hours=24, reason="Rude."),
        "silenced you",
    ),
    "hide the thread": (
        lambda w: moderation.hide(make.root(w.thread), by=w.lead, reason="Rude.", scope="thread"),
        "Thread hidden by a lead",
    ),
    "hide and restore": (
        lambda w: (
            moderation.undo(
                moderation.hide(w.post, by=w.lead, reason="Rude.", scope="branch"), by=w.lead, reason="Misread."
            ),
            make.reply(w.thread, w.other, w.leaf, body="A late answer."),
        ),
        CANARY,
    ),
    "hide a file": (
        lambda w: actions.hide_file(w.file, by=w.lead, reason="Names a source."),
        "A lead hid this file on",
    ),
    "the participant is removed": (
        lambda w: parting.remove_from_group(w.readers["participant"].participations.get(), by=w.lead, reason="Rude."),
        None,
    ),
    "move": (lambda w: actions.move_thread(w.thread, by=w.staff, to=make.group("Elsewhere")), "Elsewhere"),
}


@pytest.fixture(autouse=True)
def nothing_kept():
    for shelf in SHELVES:
        shelf.clear()


@pytest.mark.parametrize("change", CHANGES)
def test_what_is_kept_says_what_would_be_drawn_now(sign_in, change):
    world = World()
    before = world.read(sign_in)
    happen, says = CHANGES[change]
    happen(world)
    world.readers.pop("author" if change == "erase the author" else "", None)
    kept = world.read(sign_in)
    again = dict(reversed(world.readers.items()))
    world.readers = again
    for shelf in SHELVES:
        shelf.clear()
    drawn = world.read(sign_in)
    for name, text in drawn.items():
        assert kept[name].split(">") == text.split(">"), name
    assert world.read(sign_in) == drawn
    assert kept != {name: text for name, text in before.items() if name in kept}
    assert says is None or any(says in text for text in kept.values())


@pytest.mark.parametrize("gone", ["hide", "withdraw"])
def test_words_that_are_gone_are_kept_for_nobody(sign_in, gone):
    world = World()
    CHANGES[gone][0](world)
    world.read(sign_in)
    kept = [post for shown in pages._pages._found.values() for post in shown.posts if post.pk == world.post.pk]
    assert len(kept) == 1 and CANARY not in str(kept)
    assert sum(CANARY in tree.split(f'id="post-{world.answer.pk}"')[0] for tree in page._trees._found.values()) == 0
    words = {name: text.split(f'id="post-{world.leaf.pk}"')[0] for name, text in world.read(sign_in).items()}
    assert {name for name, text in words.items() if CANARY in text} == {"lead", "secretariat", "author"}


@pytest.mark.parametrize("change", ["lock", "slow"])
def test_a_moment_is_that_of_the_readers_own_clock(sign_in, change):
    world = World()
    CHANGES[change][0](world)
    far = [make.member(time_zone=zone) for zone in ("Pacific/Kiritimati", "Pacific/Honolulu")]
    far += [make.participant(world.group, time_zone=zone) for zone in ("Pacific/Kiritimati", "Pacific/Honolulu")]
    url = world.now().get_absolute_url()
    kept = [sign_in(person).get(url).content.decode().partition("thread-end")[2] for person in far]
    for person, text in zip(far, kept, strict=True):
        for shelf in SHELVES:
            shelf.clear()
        drawn = sign_in(person).get(url).content.decode().partition("thread-end")[2]
        assert EPHEMERAL.sub("~", text.partition("</div>")[0]) == EPHEMERAL.sub("~", drawn.partition("</div>")[0])
    assert "time" in kept[0] or "Slow mode until" in kept[2]


def test_a_page_that_is_kept_asks_for_nothing_but_the_thread(client):
    world = World()
    url = world.thread.get_absolute_url()
    client.get(url)
    with CaptureQueriesContext(connection) as asked:
        client.get(url)
    assert len(asked) == 1


def test_the_version_of_names_rises_in_the_transaction_that_changes_one():
    def version():
        return Sector.objects.annotate(version=RegisterVersion.objects.now()).first().version

    person, organisation = make.member(), make.organisation()
    for change in (
        lambda: Member.objects.filter(pk=person.pk).update(name="Somebody Else"),
        lambda: Member.objects.filter(pk=person.pk).update(is_active=False),
        lambda: Member.objects.filter(pk=person.pk).update(is_staff=True),
        lambda: type(organisation).objects.filter(pk=organisation.pk).update(name="Another body"),
        lambda: type(person.membership).objects.filter(member=person).update(state="suspended"),
        lambda: type(make.sector()).objects.filter(mark="civil").update(short_name="Civil"),
        organisation.delete,
    ):
        before = version()
        change()
        assert version() == before + 1
    before = version()
    Member.objects.filter(pk=person.pk).update(last_login=timezone.now(), time_zone="Europe/Paris")
    assert version() == before

"""What was taken from readers is on no channel: every way in which words leave the portal, for every state in which
somebody may not read them. The word to look for is in none of our texts, and beside it stands one to search by."""

import contextlib
import datetime
import io
import zipfile

import pytest
from django.db import transaction
from django.test import Client, TestCase
from django.urls import reverse
from django.utils import timezone

from members import actions as members
from portal.celery import app
from tests import factories as make
from tests.workstreams.digests.telling import told
from workstreams.discussion import actions as discussion
from workstreams.discussion.models import HeldPost, Post
from workstreams.groups import actions as groups
from workstreams.moderation import actions
from workstreams.moderation.models import Statement
from workstreams.search import actions as search

pytestmark = pytest.mark.django_db

CANARY = "zanzibarquokka"
BEACON = "lighthousekeeper"
REASON = "Spoke to the person, not to the argument."
TITLE = f"{BEACON} {CANARY} who decides"


class World:
    """A thread in a group, a post in it with earlier versions, and a reader who meets them in every way."""

    def __init__(self, *, private=False):
        self.group = make.group("Graded model access", visibility="private" if private else "public")
        self.lead = make.lead(self.group)
        self.reader = make.participant(self.group, "Rosa Reads")
        self.author = make.participant(self.group, "Viktor Halász", "public")
        discussion.follow_group(self.group, by=self.reader, level="watching")
        with run_tasks():
            self.thread = make.thread(self.group, self.author, title=TITLE, body=f"The {BEACON} said {CANARY} first.")
        discussion.follow_thread(self.thread, by=self.reader, level="watching")
        self.mine = make.reply(self.thread, by=self.reader, body="I see it otherwise.")
        with run_tasks():
            self.post = make.reply(
                self.thread, by=self.author, parent=self.mine, body=f"A {BEACON} is {CANARY}, say I."
            )
        for post in (make.root(self.thread), self.post):
            Post.objects.filter(pk=post.pk).update(created_at=post.created_at - datetime.timedelta(minutes=10))
            discussion.edit_post(post, by=self.author, body=f"The {BEACON} is {CANARY}, I say it again.")
        self.post.refresh_from_db()
        discussion.save_draft(
            discussion.answer_to(self.thread, self.post), by=self.reader, body="What I begin to answer.", sequence=1
        )
        discussion.give_sign(self.post, by=self.reader, kind="thanks")
        actions.flag_post(self.post, by=self.reader, reason="conduct", note="Look at this.")
        search.save_search(self.reader, by=self.reader, query=f"q={BEACON}", name="Lights")

    def browser(self):
        """A new one each time: its session goes with the test that began it."""
        browser = Client()
        browser.force_login(self.reader)
        return browser

    def sees(self, address, **more):
        """The page that the reader gets, and every address that it leads to."""
        response = self.browser().get(address, follow=True, **more)
        assert response.status_code in {200, 304, 403, 404}, (address, response.status_code)
        leads = "".join(address for address, _status in response.redirect_chain)
        return response.content.decode() + leads

    @property
    def old_address(self):
        return reverse("thread", args=[self.group.slug, self.thread.pk])


# The states: what is done, so that the reader may not read it any more.


def hidden(world):
    """Both posts are hidden, each for itself; the title is another one."""
    for post in (make.root(world.thread), world.post):
        actions.hide(post, by=make.lead(world.group), reason=REASON)
    actions.retitle(world.thread, by=world.lead, title="Another title", reason=REASON)


def hidden_branch(world):
    """The title is the author's own to change before, so that the branch alone is at stake."""
    actions.retitle(world.thread, by=world.lead, title="Another title", reason=REASON)
    actions.hide(make.root(world.thread), by=world.lead, reason=REASON, scope="branch")


def hidden_thread(world):
    actions.hide(make.root(world.thread), by=world.lead, reason=REASON, scope="thread")


def hidden_by_the_rule(world):
    actions.retitle(world.thread, by=world.lead, title="Another title", reason=REASON)
    for post in (make.root(world.thread), world.post):
        for _ in range(3):
            flagger = make.member(organisation=make.organisation())
            actions.flag_post(post, by=flagger, reason="spam")
        post.refresh_from_db()
        assert post.hidden_at


def withdrawn(world):
    """What is removed by whoever wrote it. A title stays as long as its thread has answers."""
    actions.retitle(world.thread, by=world.lead, title="Another title", reason=REASON)
    for post in (make.root(world.thread), world.post):
        make.reply(world.thread, parent=post)
        discussion.withdraw_post(post, by=world.author)


def moved(world):
    """Into a group that the reader does not see."""
    to = make.group("Behind closed doors", visibility="private")
    discussion.move_thread(world.thread, by=make.staff(), to=to)


def merged(world):
    """Into a thread of a group that the reader does not see."""
    into = make.thread(make.group("Behind closed doors", visibility="private"), title="Within closed doors")
    discussion.merge_threads(world.thread, by=make.staff(), into=into)


def removed(world):
    """The reader lost the seat of a private group."""
    seat = world.group.participations.current().get(member=world.reader)
    groups.remove_from_group(seat, by=world.lead, reason=REASON)


def held(world):
    """What waits for a lead was never a post."""
    with run_tasks():
        for fields in [{"title": TITLE}, {"thread": world.thread, "parent": world.mine}]:
            HeldPost.objects.create(
                author=world.author, group=world.group, body=f"{BEACON} {CANARY}", cause="newcomer", **fields
            )
    hidden_thread(world)


STATES = [hidden, hidden_branch, hidden_thread, hidden_by_the_rule, withdrawn, moved, merged, removed, held]


# The channels: each returns all text that reaches the reader on it.


def thread_page(world):
    return world.sees(world.old_address) + world.sees(reverse("thread_number", args=[world.thread.pk]))


def thread_by_time(world):
    return world.sees(f"{world.old_address}?order=time")


def branch_alone(world):
    return world.sees(f"{world.old_address}?within={world.post.pk}")


def lasting_address(world):
    return world.sees(reverse("post", args=[world.post.pk]))


def menu_of_the_post(world):
    return world.sees(reverse("post_more", args=[world.post.pk])) + world.sees(
        reverse("flag_post", args=[world.post.pk])
    )


def list_of_threads(world):
    return world.sees(reverse("group", args=[world.group.slug])) + world.sees(reverse("groups"))


def home(world):
    return world.sees(reverse("home"))


def search_page(world):
    return world.sees(reverse("search"), data={"q": BEACON})


def suggestions(world):
    return world.sees(reverse("search_suggestions"), data={"q": BEACON})


def reference_completion(world):
    own = make.group()
    make.seat(world.reader, own)
    return "".join(
        world.sees(reverse("reference_options", args=[slug]), data={"q": q})
        for slug in (world.group.slug, own.slug)
        for q in (BEACON, str(world.thread.pk))
    )


def mention_completion(world):
    return world.sees(reverse("mention_options", args=[world.group.slug]), data={"q": "Vik"})


def digest(world):
    now = timezone.now()
    return repr(told(world.reader, now - datetime.timedelta(days=7), now + datetime.timedelta(minutes=1)))


def notices(world):
    return world.sees(reverse("notices")) + world.sees(reverse("following"))


def preview(world):
    own = make.group()
    make.seat(world.reader, own)
    said = f"As in #{world.thread.pk}, and in /workstreams/posts/{world.post.pk}/ too."
    return world.browser().post(f"{reverse('preview')}?group={own.slug}", {"body": said}).content.decode()


def quote(world):
    return world.sees(f"{world.old_address}?reply={world.mine.pk}&quote={world.post.pk}") + world.sees(
        f"{world.old_address}?reply={world.post.pk}&quote={world.post.pk}", headers={"HX-Request": "true"}
    )


def history(world):
    return world.sees(reverse("post_history", args=[world.post.pk]))


def live_endpoint(world):
    return world.sees(reverse("thread_live", args=[world.group.slug, world.thread.pk]), data={"after": "0"})


def drafts(world):
    return world.sees(reverse("drafts"))


def own_flags(world):
    return world.sees(reverse("my_flags")) + "".join(
        world.sees(flag.get_absolute_url()) for flag in world.reader.flags.all()
    )


def export_of_somebody_else(world):
    with run_tasks():
        members.ask_for_own_data(world.reader, by=world.reader)
    with world.reader.data_exports.first().file.open("rb") as file, zipfile.ZipFile(io.BytesIO(file.read())) as archive:
        return "".join(archive.read(name).decode(errors="replace") for name in archive.namelist())


def statements_to_others(world):
    pages = [reverse("my_statements"), reverse("transparency")]
    for one in Statement.objects.exclude(recipient=world.reader):
        pages += [one.get_absolute_url(), reverse("statement_of", args=[one.decision.key])]
    return "".join(world.sees(page) for page in pages)


def what_waits_and_the_log(world):
    """Of the group itself, without a lead's seat in it."""
    pages = [
        reverse(name, args=[world.group.slug]) for name in ("desk_held", "desk_appeals", "desk_log", "desk_log_csv")
    ]
    return "".join(world.sees(page) for page in pages)


def desk_of_another_group(world):
    other = make.group()
    make.seat(world.reader, other, "lead")
    return "".join(
        world.sees(address)
        for address in (
            reverse("desk", args=[other.slug]),
            reverse("desk", args=[world.group.slug]),
            reverse("desk_decided", args=[world.group.slug]),
            reverse("desks"),
        )
    )


CHANNELS = [
    thread_page,
    thread_by_time,
    branch_alone,
    lasting_address,
    menu_of_the_post,
    list_of_threads,
    home,
    search_page,
    suggestions,
    reference_completion,
    mention_completion,
    digest,
    notices,
    preview,
    quote,
    history,
    live_endpoint,
    drafts,
    own_flags,
    export_of_somebody_else,
    statements_to_others,
    what_waits_and_the_log,
    desk_of_another_group,
]
#: These show no words of somebody else's post in any state; they are asked all the same.
ALWAYS_SILENT = {
    mention_completion,
    preview,
    live_endpoint,
    desk_of_another_group,
    export_of_somebody_else,
    statements_to_others,
    what_waits_and_the_log,
}


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"


@contextlib.contextmanager
def run_tasks():
    """As the fixture of this name, which lives for one test alone."""
    eager = app.conf.task_always_eager
    app.conf.update(task_always_eager=True)
    try:
        with TestCase.captureOnCommitCallbacks(execute=True):
            yield
    finally:
        app.conf.update(task_always_eager=eager)


@pytest.fixture(scope="module")
def world(request, django_db_setup, django_db_blocker):
    """Built once for all channels; what a channel itself writes goes with its test."""
    state = getattr(request, "param", None)
    with django_db_blocker.unblock(), transaction.atomic():
        built = World(private=state is removed)
        if state:
            state(built)
        yield built
        transaction.set_rollback(True)


def name_of(function):
    return function.__name__.replace("_", " ")


@pytest.mark.parametrize("channel", CHANNELS, ids=name_of)
@pytest.mark.parametrize("world", STATES, ids=name_of, indirect=True, scope="module")
def test_the_words_are_not_there(world, channel):
    assert CANARY not in channel(world)


@pytest.mark.parametrize("channel", [one for one in CHANNELS if one not in ALWAYS_SILENT], ids=name_of)
@pytest.mark.parametrize("world", [None], ids=["open"], indirect=True, scope="module")
def test_before_it_they_were_there_so_that_the_search_is_no_empty_one(world, channel):
    assert CANARY in channel(world)

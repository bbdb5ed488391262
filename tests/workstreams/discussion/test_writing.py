"""Writing through the pages: with HTMX and without, and nothing that was typed is ever lost."""

import re
import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from tests import factories as make
from tests.workstreams.discussion.forest import grow
from workstreams.discussion import actions, tree
from workstreams.discussion.models import Post, Thread

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}


@pytest.fixture
def thread():
    return make.thread(make.group())


@pytest.fixture
def client(sign_in, thread):
    client = sign_in(make.participant(thread.group, "Ada Byron"))
    return client


def reply_url(thread):
    return reverse("thread_reply", args=[thread.group.slug, thread.pk])


def new_url(group):
    return reverse("thread_new", args=[group.slug])


def seen():
    return f"{timezone.now().timestamp():.6f}"


def typed(response):
    """What stands in the text boxes of a page."""
    return re.findall(r"<textarea[^>]*>\n?(.*?)</textarea>", response.content.decode(), re.S)


def test_a_reply_without_script_leads_to_the_new_post(client, thread, words):
    page = client.post(reply_url(thread), {"body": "I would ask a **regulator**."}, follow=True)
    post = Post.objects.latest("pk")
    assert (post.parent, post.author.name) == (make.root(thread), "Ada Byron")
    assert page.redirect_chain == [(f"{thread.get_absolute_url()}#post-{post.pk}", 302)]
    assert "<strong>regulator</strong>" in page.content.decode()


def test_a_reply_asks_and_writes_in_few_statements(client, thread, django_assert_max_num_queries):
    client.post(reply_url(thread), {"body": "The threshold is too low, says the industry."})
    with django_assert_max_num_queries(17):
        client.post(reply_url(thread), {"body": "Who measures it, and with which tool?"})
    assert thread.posts.count() == 3


def test_any_post_can_be_answered_without_script(client, thread):
    posts = grow(thread, [0] * 70)
    page = client.get(f"{thread.get_absolute_url()}?reply={posts[60].pk}")
    place = page.content.decode().split(f'id="reply-{posts[60].pk}"')[1]
    assert place.index("<textarea") < place.index("post__foot")  # the composer stands below the very post
    assert len(typed(page)) == 1
    sent = client.post(reply_url(thread), {"body": "To the sixtieth.", "parent": posts[60].pk})
    new = Post.objects.latest("pk")
    assert new.parent_id == posts[60].pk
    assert f"?from={posts[61 - tree.CONTEXT].pk}#post-{new.pk}" in sent.url


def test_the_reply_link_brings_a_composer_by_htmx(client, thread, words):
    root = make.root(thread)
    fragment = client.get(f"{thread.get_absolute_url()}?reply={root.pk}", headers=HTMX)
    assert "<html" not in fragment.content.decode()
    assert f"Your reply to {root.author.name}" in words(fragment)
    assert "HX-Request" in fragment.headers["Vary"]


def test_a_reply_by_htmx_comes_at_its_place_and_takes_the_focus(client, thread):
    first = make.reply(thread)
    below = make.reply(thread, parent=first)
    make.reply(thread)
    headers = {**HTMX, "HX-Current-URL": f"http://testserver{thread.get_absolute_url()}"}
    page = client.post(reply_url(thread), {"body": "A word.", "parent": first.pk, "seen": seen()}, headers=headers)
    html = page.content.decode()
    new = Post.objects.latest("pk")
    assert f'hx-swap-oob="afterend:#post-{below.pk}"' in html
    assert re.search(rf'<li class="post d2 post--fresh" id="post-{new.pk}" tabindex="-1" autofocus>', html)
    assert "4 replies" in html
    # Written inside the tree: its composer goes. At the end of the thread a new one, with a new key, comes instead.
    assert "<textarea" not in html
    page = client.post(reply_url(thread), {"body": "At the end.", "seen": seen()}, headers=headers)
    assert typed(page) == [""]


@pytest.mark.parametrize("case", ["other page", "news above", "no page known"])
def test_where_the_place_is_not_on_the_page_the_post_is_loaded_anew(client, thread, case):
    posts = grow(thread, [0] * 60)
    at, shown = seen(), f"?from={posts[30].pk}"
    if case == "other page":
        shown = ""
    elif case == "news above":
        make.reply(thread)
    headers = {**HTMX, "HX-Current-URL": f"http://testserver{thread.get_absolute_url()}{shown}"}
    page = client.post(
        reply_url(thread), {"body": "A word.", **({} if case == "no page known" else {"seen": at})}, headers=headers
    )
    assert f"#post-{Post.objects.latest('pk').pk}" in page.headers["HX-Redirect"]


def test_one_form_sent_twice_makes_one_post(client, thread):
    form = {"body": "Once only.", "submission": str(uuid.uuid4())}
    first, second = client.post(reply_url(thread), form), client.post(reply_url(thread), form)
    assert first.url == second.url
    assert thread.posts.count() == 2


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("", "Write something."),
        ("\u200b\u200b", "Write something."),
        ("x", "Write at least 2 characters."),
        ("word " * 7_000, "34,999 characters"),
        ("nul\x00nul", "ull characters"),
    ],
)
@pytest.mark.parametrize("htmx", [False, True])
def test_a_refused_reply_says_why_and_keeps_the_text(client, thread, words, body, reason, htmx):
    key = str(uuid.uuid4())
    page = client.post(reply_url(thread), {"body": body, "submission": key}, headers=HTMX if htmx else {})
    assert page.status_code == 422
    assert reason in words(page)
    assert [text.replace("\x00", "") for text in typed(page)] == [body.replace("\x00", "")]
    assert key in page.content.decode()
    assert ("<html" in page.content.decode()) is not htmx
    assert thread.posts.count() == 1


@pytest.mark.parametrize("htmx", [False, True])
def test_a_refused_answer_stays_an_answer_to_its_post(client, thread, words, htmx):
    """And its text goes on being kept for that place, not for the end of the thread."""
    first = make.reply(thread)
    form = {"body": "x", "parent": first.pk}
    page = client.post(reply_url(thread), form, headers=HTMX if htmx else {})
    assert page.status_code == 422 and "Write at least 2 characters." in words(page)
    assert f"Your reply to {first.author.name}" in words(page) and "Cancel" in words(page)
    assert re.search(rf'data-draft="[^"]*parent={first.pk}"', page.content.decode())


@pytest.mark.parametrize("parent", ["0", "999999999", "x", "-1", "9" * 40])
def test_a_parent_that_is_not_there_is_said_and_the_text_kept(client, thread, words, parent):
    page = client.post(reply_url(thread), {"body": "A word to nobody.", "parent": parent})
    assert page.status_code == 422
    assert "is not in this thread" in words(page)
    assert "A word to nobody." in typed(page)
    assert thread.posts.count() == 1


def test_a_thread_that_was_locked_meanwhile_gives_the_text_back(client, thread, words):
    actions.lock_thread(thread, by=make.lead(thread.group))
    for parent in ("", make.root(thread).pk):
        page = client.post(reply_url(thread), {"body": "Typed for an hour.", "parent": parent})
        assert page.status_code == 422
        assert "This thread was locked on" in words(page)
        assert typed(page) == ["Typed for an hour."]
    fragment = client.post(reply_url(thread), {"body": "Typed for an hour."}, headers=HTMX)
    assert fragment.status_code == 422
    assert typed(fragment) == ["Typed for an hour."]


def test_somebody_who_lost_the_seat_gets_the_text_back(sign_in, thread, words):
    page = sign_in(make.member()).post(reply_url(thread), {"body": "Typed for an hour."})
    assert page.status_code == 403
    assert "Join it first" in words(page)
    assert typed(page) == ["Typed for an hour."]


def test_markdown_of_a_hostile_kind_stays_text(client, thread):
    client.post(reply_url(thread), {"body": "<script>alert(1)</script> [x](javascript:alert(1)) <img src=x onerror=y>"})
    page = client.get(thread.get_absolute_url()).content.decode()
    assert "<script>alert" not in page
    assert "<img" not in page
    assert 'href="javascript' not in page


def test_the_preview_button_without_script_shows_the_text_and_keeps_it(client, thread):
    page = client.post(
        reply_url(thread), {"body": "A **strong** word.", "preview": "1", "parent": make.root(thread).pk}
    )
    html = page.content.decode()
    assert page.status_code == 200
    assert html.index("<strong>strong</strong>") < html.index("A **strong** word.")
    assert typed(page) == ["A **strong** word."]
    assert thread.posts.count() == 1


@pytest.mark.parametrize(
    ("body", "shows"),
    [("A **strong** word.", "<strong>strong</strong>"), ("", "Write something."), ("x" * 33_000, "33,000 characters")],
)
def test_the_preview_by_htmx_is_a_fragment(client, body, shows):
    page = client.post(reverse("preview"), {"body": body}, headers=HTMX)
    assert page.status_code == 200
    assert shows in page.content.decode()
    assert "<html" not in page.content.decode()


def test_a_preview_takes_no_get_and_no_visitor(client, sign_in):
    assert client.get(reverse("preview")).status_code == 405
    assert sign_in(None).post(reverse("preview"), {"body": "x"}).status_code in {302, 403}


def test_a_participant_opens_a_thread(client, thread, words):
    group = thread.group
    assert "New thread" in words(client.get(group.get_absolute_url()))
    form = client.get(new_url(group)).content.decode()
    key = re.search(r'name="submission" value="([^"]*)"', form)[1]
    sent = {"title": "Is thirty days enough?", "body": "For twelve people.", "submission": key}
    page = client.post(new_url(group), sent)
    made = Thread.objects.get(title="Is thirty days enough?")
    assert page.url == made.get_absolute_url()
    assert client.post(new_url(group), sent).url == page.url
    assert group.threads.count() == 2


def test_a_refused_thread_says_everything_at_once_and_keeps_it(client, thread, words):
    page = client.post(new_url(thread.group), {"title": "Why?", "body": "x"})
    assert page.status_code == 422
    assert "2 things to put right" in words(page)
    assert "Write at least 5 characters." in words(page)
    assert 'value="Why?"' in page.content.decode()
    assert typed(page) == ["x"]
    page = client.post(new_url(thread.group), {"title": "", "body": "Good words"})
    assert "Give the thread a title." in words(page)
    assert typed(page) == ["Good words"]
    assert page.content.decode().count("data-error-summary") == 1


def test_a_thread_is_previewed_without_script(client, thread):
    page = client.post(new_url(thread.group), {"title": "", "body": "A **strong** word.", "preview": "1"})
    assert page.status_code == 200
    assert "<strong>strong</strong>" in page.content.decode()
    assert typed(page) == ["A **strong** word."]
    assert thread.group.threads.count() == 1


@pytest.mark.parametrize("kind", ["applicant", "member", "secretariat", "visitor"])
def test_who_does_not_take_part_opens_no_thread(sign_in, thread, kind):
    person = {
        "applicant": lambda: make.member(state="applied"),
        "member": make.member,
        "secretariat": make.staff,
        "visitor": lambda: None,
    }[kind]()
    client = sign_in(person)
    assert "New thread" not in client.get(thread.group.get_absolute_url()).content.decode()
    for page in (
        client.get(new_url(thread.group)),
        client.post(new_url(thread.group), {"title": "A title", "body": "b"}),
    ):
        assert page.status_code == (403 if person else page.status_code)
        assert page.status_code in {403, 302}
    assert thread.group.threads.count() == 1

"""The page of a thread: what it shows, what it costs, and where its addresses lead."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.db.models import F
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests import factories as make
from tests.workstreams.discussion.forest import grow
from workstreams.discussion import actions
from workstreams.discussion.models import Thread
from workstreams.discussion.tree import PAGE_SIZE

pytestmark = pytest.mark.django_db


#: Bytes of a page with twenty posts beside their words, for a member who may do everything but lead, and for a visitor.
HEAVIEST_WITHOUT_WORDS = 48_500
LIGHTER_FOR_VISITORS = 30_000
#: How many queries a page may take, for whoever reads it first. One asks what was published from its posts.
MOST = {"visitor": 5, "participant": 7, "lead": 7}


def cost(client, url):
    with CaptureQueriesContext(connection) as captured:
        response = client.get(url)
    assert response.status_code == 200
    return len(captured)


@pytest.mark.parametrize("reader", MOST)
def test_the_page_costs_the_same_for_20_and_200_and_2000_posts(client, reader):
    group = make.group()
    if reader != "visitor":
        client.force_login(make.lead(group) if reader == "lead" else make.participant(group))
    client.get(make.thread(group).get_absolute_url())  # the session is in the cache from the second request on
    first, again = set(), set()
    for count in (20, 200, 2000):
        thread = make.thread(group)
        posts = grow(thread, [number // 7 for number in range(count - 1)])
        for query in ("", f"?from={posts[count // 2].pk}", f"?from={posts[-1].pk}"):
            first.add(cost(client, f"{thread.get_absolute_url()}{query}"))
            again.add(cost(client, f"{thread.get_absolute_url()}{query}"))
    assert len(first) == len(again) == 1
    assert first.pop() <= MOST[reader]
    assert again.pop() <= MOST[reader] - 3  # what is the same for every reader is kept drawn


def test_posts_stand_in_reading_order_with_who_said_them(client, words):
    group = make.group("Graded access")
    thread = make.thread(group, make.lead(group, "Amara Diallo"), title="Who decides?")
    answer = make.reply(
        thread, make.participant(group, "Mei Chow", "private", organisation=make.organisation("Harbour Cloud"))
    )
    make.reply(thread, make.participant(group, "Rafael Quispe", "civil"))
    make.reply(thread, make.participant(group, "Kenji Morimoto", "academia"), parent=answer)
    page = words(client.get(thread.get_absolute_url()))
    names = ["Amara Diallo", "Mei Chow", "Kenji Morimoto", "Rafael Quispe"]
    places = [page.index(name, page.index("Posts")) for name in names]
    assert places == sorted(places)
    assert "Mei Chow Private sector Harbour Cloud" in page
    assert "Amara Diallo Civil society Lead" in page
    assert "3 replies from 1 organisation" in page
    assert "Not yet: Public sector, International organisations." in page


def test_who_has_spoken_says_which_posts_count_for_no_sector(client, words):
    group = make.group()
    thread = make.thread(group)
    assert "Not counted" not in words(client.get(thread.get_absolute_url()))
    # As an import leaves them: nobody knows the sectors of those who wrote to a mailing list.
    stranger = make.member(state="")
    thread.posts.create(author=stranger, parent=make.root(thread), path=b"x", depth=1, renderer=1, body="So be it.")
    Thread.objects.filter(pk=thread.pk).update(version=F("version") + 1)
    page = words(client.get(thread.get_absolute_url()))
    assert "Not counted: posts of people whose sector is not on record" in page
    assert "Not yet: Public sector" in page


def test_a_thread_without_any_sector_names_none_as_silent(client, words):
    group, stranger = make.group(), make.member(state="")
    thread = group.threads.create(title="[list] Hello", author=stranger)
    thread.posts.create(author=stranger, path=b"x", depth=0, renderer=1, body="So be it.")
    page = words(client.get(thread.get_absolute_url()))
    assert "Not counted" in page and "Not yet" not in page


def test_deep_posts_stay_at_the_fourth_level_and_say_whom_they_answer(client):
    thread = make.thread(make.group())
    posts = grow(thread, list(range(7)))
    page = client.get(thread.get_absolute_url()).content.decode()
    levels = re.findall(r'<li class="post d(\d)[^"]*" id="post-(\d+)"', page)
    assert levels == [(str(min(post.depth, 4)), str(post.pk)) for post in posts]
    shown = re.findall(r'<a class="inreply" href="#post-(\d+)"', page)
    assert shown == [str(post.parent_id) for post in posts if post.depth > 4]
    # Up to the fourth level the tree shows it, and a screen reader is told.
    assert len(re.findall(r'class="inreply visually-hidden-focusable"', page)) == 4


def test_the_pagers_above_and_below_are_told_apart(client):
    thread = make.thread(make.group())
    grow(thread, [0] * 60)
    page = client.get(thread.get_absolute_url()).content.decode()
    landmarks = re.findall(r'<nav aria-label="([^"]+)"', page)
    assert len(landmarks) == len(set(landmarks))
    assert sum(name.startswith("Pages of this thread") for name in landmarks) == 2


def test_a_reply_to_a_post_on_another_page_links_to_its_lasting_address(client):
    thread = make.thread(make.group())
    posts = grow(thread, [0] * 60)
    page = client.get(f"{thread.get_absolute_url()}?from={posts[55].pk}").content.decode()
    assert f'href="{posts[0].get_absolute_url()}"' in page
    assert f'href="#post-{posts[0].pk}"' not in page


@pytest.mark.parametrize("number", [0, 3, PAGE_SIZE - 1, PAGE_SIZE, 57, 119])
def test_the_address_of_a_post_leads_to_the_page_that_holds_it(client, number):
    thread = make.thread(make.group())
    post = grow(thread, [0] * 119)[number]
    page = client.get(post.get_absolute_url())
    assert page.url.endswith(f"#post-{post.pk}")
    assert f'id="post-{post.pk}"' in client.get(page.url).content.decode()
    assert ("?from=" in page.url) is (number >= PAGE_SIZE)


def test_pages_are_linked_to_their_neighbours(client):
    thread = make.thread(make.group())
    posts = grow(thread, [0] * 119)
    url = thread.get_absolute_url()
    page = client.get(f"{url}?from={posts[60].pk}").content.decode()
    hrefs = re.findall(r'<ul class="pages">(.*?)</ul>', page, re.S)[0]
    assert re.findall(r'href="([^"]*)"', hrefs) == [
        url,
        f"{url}?from={posts[60 - PAGE_SIZE].pk}",
        f"{url}?from={posts[60 + PAGE_SIZE].pk}",
        f"{url}?from={posts[120 - PAGE_SIZE].pk}",
    ]
    assert 'class="pages"' not in client.get(make.thread(thread.group).get_absolute_url()).content.decode()


@pytest.mark.parametrize("start", ["x", "-1", "", "1e3", "9" * 30, "²", "2147483648", "0"])
def test_an_address_that_begins_nowhere_is_not_found(client, start):
    thread = make.thread(make.group())
    assert client.get(thread.get_absolute_url(), {"from": start}).status_code == 404
    assert client.get(f"/workstreams/posts/{'9' * 30}/").status_code == 404


def test_a_post_of_another_thread_begins_no_page(client):
    thread, other = make.thread(make.group()), make.thread(make.group())
    assert client.get(thread.get_absolute_url(), {"from": make.root(other).pk}).status_code == 404


def test_a_thread_stands_below_its_own_group_and_is_led_to_from_any_other(client):
    thread, other = make.thread(make.group()), make.group()
    elsewhere = reverse("thread", args=[other.slug, thread.pk])
    assert client.get(elsewhere).url == thread.get_absolute_url()
    assert client.get(reverse("thread", args=["never-was", thread.pk])).url == thread.get_absolute_url()


CANARY = "xylophone"


@pytest.fixture
def hidden():
    group = make.group()
    thread = make.thread(group)
    author = make.participant(group, "Hasty Author")
    post = make.reply(thread, author, body=f"These {CANARY} words were hasty.")
    make.reply(thread, parent=post, body="A calm answer.")
    post = actions.hide_post(post, by=make.lead(group), reason="spoke to the person (rule 2.1)")
    return post


@pytest.mark.parametrize("reader", ["visitor", "member", "participant", "other_lead", "applicant"])
def test_hidden_words_never_reach_a_readers_page(sign_in, words, hidden, reader):
    group = hidden.thread.group
    person = {
        "visitor": lambda: None,
        "member": make.member,
        "participant": lambda: make.participant(group),
        "other_lead": lambda: make.lead(make.group()),
        "applicant": lambda: make.member(state="applied"),
    }[reader]()
    client = sign_in(person)
    url = hidden.thread.get_absolute_url()
    for address in (url, f"{url}?from={hidden.pk}", f"{url}?reply={hidden.pk}", group.get_absolute_url()):
        assert CANARY not in client.get(address).content.decode()
    fragment = client.get(f"{url}?reply={hidden.pk}", headers={"HX-Request": "true"})
    assert CANARY not in fragment.content.decode()
    page = words(client.get(url))
    day = timezone.localdate().strftime("%-d %b")
    assert f"Hidden by a lead on {day}: spoke to the person (rule 2.1)." in page
    assert "A calm answer." in page


@pytest.mark.parametrize("reader", ["author", "lead", "secretariat"])
def test_those_concerned_still_read_hidden_words_with_a_note(sign_in, words, hidden, reader):
    group = hidden.thread.group
    people = {"author": hidden.author, "lead": make.lead(group), "secretariat": make.staff()}
    page = words(sign_in(people[reader]).get(hidden.thread.get_absolute_url()))
    assert CANARY in page
    assert "Only the author, the leads and the secretariat still see the words." in page


def test_what_the_secretariat_hid_says_so(client, words):
    thread = make.thread(make.group())
    actions.hide_post(make.reply(thread), by=make.staff(), reason="spam")
    assert "Hidden by the secretariat on" in words(client.get(thread.get_absolute_url()))


@pytest.mark.parametrize(
    ("reader", "says"),
    [
        ("visitor", "Sign in to reply"),
        ("applicant", "when your membership is active"),
        ("member", "Join the group"),
        ("secretariat", "Join the group"),
        ("participant", "Post reply"),
        ("lead", "Post reply"),
    ],
)
def test_the_end_of_a_thread_says_how_one_can_answer(sign_in, words, reader, says):
    group = make.group()
    thread = make.thread(group)
    person = {
        "visitor": lambda: None,
        "applicant": lambda: make.member(state="applied"),
        "member": make.member,
        "secretariat": make.staff,
        "participant": lambda: make.participant(group),
        "lead": lambda: make.lead(group),
    }[reader]()
    page = sign_in(person).get(thread.get_absolute_url())
    assert says in words(page)
    assert ("data-reply" in page.content.decode()) is (reader in {"participant", "lead"})


def test_a_locked_thread_offers_no_reply_and_says_why(sign_in, words):
    thread = make.thread(make.group())
    actions.lock_thread(thread, by=make.lead(thread.group))
    page = sign_in(thread.author).get(thread.get_absolute_url())
    assert "A lead locked this thread" in words(page)
    assert "data-reply" not in page.content.decode()
    assert "<textarea" not in page.content.decode()
    page = sign_in(thread.author).get(f"{thread.get_absolute_url()}?reply={make.root(thread).pk}")
    assert "<textarea" not in page.content.decode()


def test_each_reader_finds_what_they_may_do_with_a_post(sign_in):
    group = make.group()
    thread = make.thread(group)
    post = make.root(thread)
    menu = reverse("post_more", args=[post.pk])
    flag, hide = reverse("flag_post", args=[post.pk]), reverse("hide_post", args=[post.pk])
    edit, withdraw = reverse("post_edit", args=[post.pk]), reverse("post_withdraw", args=[post.pk])
    for person, offers in (
        (None, []),
        (make.member(state="applied"), []),
        (make.member(), [flag]),
        (thread.author, [edit, withdraw]),
        (make.lead(group), [flag, hide]),
        (make.lead(make.group()), [flag]),
        (make.staff(), [flag, hide]),
    ):
        client = sign_in(person)
        page = client.get(thread.get_absolute_url()).content.decode()
        assert (menu in page) is bool(offers)
        for headers in ({}, {"HX-Request": "true"}):
            found = client.get(menu, headers=headers).content.decode()
            assert [url for url in (edit, withdraw, flag, hide) if f'"{url}"' in found] == offers
            assert headers or "css/signs" in found, "a page of its own has the sheet that draws the menu"


def test_the_menu_of_a_hidden_post_offers_nothing_and_says_none_of_its_words(sign_in, hidden):
    for person in (None, make.member(), make.participant(hidden.thread.group)):
        found = sign_in(person).get(reverse("post_more", args=[hidden.pk])).content.decode()
        assert CANARY not in found
        assert "/flag/" not in found and "/edit/" not in found


def test_the_menu_of_a_post_that_is_not_theirs_to_know_is_not_found(sign_in):
    post = make.root(make.thread(make.group(visibility="private")))
    for person in (None, make.member()):
        assert sign_in(person).get(reverse("post_more", args=[post.pk])).status_code == 404


def test_what_one_reader_may_read_is_never_drawn_for_the_next(sign_in, hidden):
    """Whoever may read the words opens the page first, so that all that is kept drawn is kept of their page."""
    url, group = hidden.thread.get_absolute_url(), hidden.thread.group
    for may, may_not in (
        (make.lead(group), make.participant(group)),
        (hidden.author, make.participant(group)),
        (make.staff(), None),
        (make.lead(group), make.lead(make.group())),
    ):
        assert CANARY in sign_in(may).get(url).content.decode()
        for _ in range(2):
            assert CANARY not in sign_in(may_not).get(url).content.decode()


def test_words_that_are_hidden_leave_the_page_at_once(sign_in, words):
    group = make.group()
    thread = make.thread(group)
    post = make.reply(thread, body=f"These {CANARY} words were hasty.")
    client = sign_in(None)
    assert CANARY in client.get(thread.get_absolute_url()).content.decode()
    actions.hide_post(post, by=make.lead(group), reason="spoke to the person")
    assert CANARY not in client.get(thread.get_absolute_url()).content.decode()


def test_what_is_kept_drawn_is_each_readers_own(sign_in):
    """The masthead, the composer and the forms: nobody's name or token in the page of another."""
    group = make.group()
    thread = make.thread(group)
    ada, mei = make.participant(group, "Ada Byron"), make.participant(group, "Mei Chow")
    pages = [sign_in(person).get(thread.get_absolute_url()).content.decode() for person in (ada, mei, ada)]
    assert ["Ada Byron" in page for page in pages] == [True, False, True]
    assert ["Mei Chow" in page for page in pages] == [False, True, False]
    tokens = [set(re.findall(r'name="csrfmiddlewaretoken" value="(\w{64})"', page)) for page in pages]
    forms = [set(re.findall(r'name="submission" value="([\w-]{36})"', page)) for page in pages]
    assert all(tokens) and len(set.union(*tokens)) == sum(map(len, tokens))
    assert [len(found) for found in forms] == [1, 1, 1] and len(set.union(*forms)) == 3
    assert all("\ue000" not in page and "\ue001" not in page for page in pages)


def test_a_page_of_twenty_posts_is_light(sign_in):
    thread = make.thread(make.group())
    grow(thread, [0] * 19)
    texts = 20 * len("<p>Post 10.</p>")
    page = sign_in(make.participant(thread.group)).get(thread.get_absolute_url()).content
    assert len(page) - texts < HEAVIEST_WITHOUT_WORDS
    assert len(sign_in(None).get(thread.get_absolute_url()).content) - texts < LIGHTER_FOR_VISITORS


def test_the_first_unread_post_has_a_line_above_and_a_button_leads_there(sign_in, words):
    group = make.group()
    reader = make.participant(group)
    thread = make.thread(group)
    make.reply(thread)
    page = sign_in(reader).get(thread.get_absolute_url())
    assert "New: 2 posts" in words(page) and "Go to 2 new" in words(page)
    actions.mark_thread_read(thread, by=reader, until=Thread.objects.get(pk=thread.pk).posts.latest("pk").pk)
    make.reply(thread)
    page = sign_in(reader).get(thread.get_absolute_url())
    assert f"New since {timezone.localdate():%A}: 1 post" in words(page)
    assert page.content.decode().count("post--new") == 1
    assert "unread" not in words(sign_in(None).get(thread.get_absolute_url()))


def test_a_sign_is_put_and_taken_back_by_the_buttons_of_the_page(sign_in):
    thread = make.thread(make.group())
    post = make.root(thread)
    client = sign_in(make.participant(thread.group))
    url = thread.get_absolute_url()
    assert f'name="agree" value="{post.pk}" aria-pressed="false" aria-label="Agree"' in client.get(url).content.decode()
    assert client.post(reverse("react_here"), {"agree": post.pk}).status_code == 302
    given = f'name="agree" value="-{post.pk}" aria-pressed="true" aria-label="Agree: 1"'
    assert given in client.get(url).content.decode()
    seen = sign_in(None).get(url).content.decode()
    assert "sign agree" in seen and '<button class="act sign' not in seen
    assert sign_in(make.participant(thread.group)).get(url).content.decode().count('aria-label="Agree: 1"') == 1
    client.post(reverse("react_here"), {"agree": f"-{post.pk}"})
    assert given not in client.get(url).content.decode()
    for nonsense in ({}, {"agree": "x"}, {"cheers": post.pk}, {"agree": "9" * 30}):
        assert client.post(reverse("react_here"), nonsense).status_code == 404


def test_a_lead_pins_and_locks_by_a_press(sign_in, words):
    thread = make.thread(make.group())
    lead = sign_in(make.lead(thread.group))
    for verb, said in (("pin", "Pinned"), ("lock", "Locked"), ("unpin", "Locked"), ("unlock", "Lock the thread")):
        url = reverse(f"thread_{verb}", args=[thread.group.slug, thread.pk])
        assert lead.get(url).status_code == 405
        page = lead.post(url, follow=True)
        assert page.redirect_chain == [(thread.get_absolute_url(), 302)]
        assert said in words(page)
    thread.refresh_from_db()
    assert (thread.pinned_at, thread.locked_at) == (None, None)


def test_a_press_by_somebody_else_is_refused(sign_in):
    thread = make.thread(make.group())
    for person in (thread.author, make.member(), make.lead(make.group())):
        page = sign_in(person).post(reverse("thread_lock", args=[thread.group.slug, thread.pk]))
        assert page.status_code == 403
    thread.refresh_from_db()
    assert thread.locked_at is None


def test_the_list_of_threads_has_pinned_ones_first_then_the_newest(client, words):
    group = make.group()
    author, now = make.participant(group, mark="public"), timezone.now()
    for number, title in enumerate(["Oldest question", "Middle question", "Newest question"]):
        make.thread(group, author, title=title, at=now - timedelta(days=9 - number))
    actions.pin_thread(Thread.objects.get(title="Oldest question"), by=make.lead(group))
    make.reply(Thread.objects.get(title="Middle question"), author)
    page = words(client.get(group.get_absolute_url()))
    titles = ["Oldest question", "Middle question", "Newest question"]
    assert [page.index(title) for title in titles] == sorted(page.index(title) for title in titles)
    assert "Pinned. Oldest question" in page
    assert "Replies: 1" in page


def test_threads_come_thirty_to_a_page(client, words):
    group = make.group()
    author = make.participant(group)
    now = timezone.now()
    for number in range(31):
        make.thread(group, author, title=f"Question {number:02}", at=now - timedelta(hours=number))
    first, second = (
        words(client.get(group.get_absolute_url())),
        words(client.get(group.get_absolute_url(), {"page": 2})),
    )
    assert "Threads 31" in first
    assert ("Question 29" in first, "Question 30" in first) == (True, False)
    assert ("Question 29" in second, "Question 30" in second) == (False, True)
    assert client.get(group.get_absolute_url(), {"page": "9" * 40}).status_code == 200
    assert client.get(group.get_absolute_url(), {"page": "x"}).status_code == 200


def test_an_empty_group_says_what_a_good_first_thread_is(sign_in, words):
    group = make.group()
    participant = make.participant(group)
    assert "A good first thread asks one question" in words(sign_in(participant).get(group.get_absolute_url()))
    page = words(sign_in(None).get(group.get_absolute_url()))
    assert "Nobody has written here yet" in page
    assert "Open a thread" not in page


@pytest.mark.parametrize("name", ["main", "tree", "csrf_token", "title", "draft_url", "nobody"])
def test_names_and_titles_that_look_like_a_hole_of_a_stencil_stay_what_was_typed(client, name):
    typed = f"What \ue000{name}\ue001 is"
    group = make.group(typed)
    member = make.participant(group, typed)
    thread = make.thread(group, member, title=typed, body=f"{typed}, and more.")
    client.force_login(member)
    for url in (thread.get_absolute_url(), group.get_absolute_url()):
        page = client.get(url).content.decode()
        assert f"<title>{typed}" in page
        assert page.count("</html>") == 1


@pytest.mark.parametrize("number", [0, 2**63 - 1, 2**63, int("9" * 30)])
def test_a_thread_of_a_number_that_no_row_has_is_not_found(client, number):
    group = make.group()
    client.force_login(make.participant(group))
    assert client.get(reverse("thread", args=[group.slug, number])).status_code == 404
    assert client.post(reverse("thread_reply", args=[group.slug, number]), {"body": "So be it."}).status_code == 404


def test_what_an_office_is_shown_of_a_group_is_not_drawn_for_an_applicant(sign_in, settings):
    settings.SECOND_FACTOR_REQUIRED = True
    group = make.group()
    lead = make.lead(group)
    # Neither is admitted, neither has a second factor: to the querysets they are the same.
    pages = [sign_in(make.staff(state="applied")), sign_in(make.member(state="applied"))]
    address = reverse("member", args=[lead.pk])
    assert [address in one.get(group.get_absolute_url()).content.decode() for one in pages] == [True, False]


def test_that_a_member_is_suspended_is_told_to_nobody_else(sign_in, words):
    group = make.group()
    pages = [sign_in(make.member(state=state)) for state in ("suspended", "applied", "suspended")]
    told = ["Your membership is suspended" in words(one.get(group.get_absolute_url())) for one in pages]
    assert told == [True, False, True]

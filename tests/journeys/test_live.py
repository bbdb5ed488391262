"""A thread that is open in a browser while others answer in it."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.stack import Stack

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]

GROUP = "/workstreams/safe-systems-and-technologies/"


@pytest.fixture(scope="module")
def portal(chromium, begun_portal):
    """The portal, whose pages ask every second."""
    with Stack(like=begun_portal, LIVE_SECONDS="1") as stack:
        yield stack


@pytest.fixture
def reader(visit, portal):
    return visit(portal.emails["private sector"])


@pytest.fixture
def writer(visit, portal):
    return visit(portal.emails["lead"])


def open_thread(person, title="What should a log keep?"):
    """Open a thread of three posts that this person has just begun; returns its address."""
    person.go(f"{GROUP}threads/new/")
    person.fill("Title", title)
    person.fill("Text", "Let us say what.")
    person.press("Open")
    return re.sub(r"^https?://[^/]+|[?#].*", "", person.page.url)


def answer(person, address, text):
    """Answer at the end of a thread, by its form."""
    person.go(address)
    person.page.locator("#thread > .compose textarea, .compose textarea").last.fill(text)
    person.page.get_by_role("button", name="Post reply").last.click()
    expect(person.page.locator("#tree")).to_contain_text(text)


def test_new_replies_are_told_and_come_in_without_losing_a_word(reader, writer):
    address = open_thread(writer)
    for number in range(6):
        answer(writer, address, f"Answer {number}: {'so be it, ' * 60}")
    reader.go(address)
    box = reader.page.locator(".compose textarea").last
    box.fill("I am still thinking about")
    reader.page.evaluate("window.scrollTo(0, document.body.scrollHeight)")
    answer(writer, address, "A late but important point.")
    answer(writer, address, "And one more.")
    news = reader.page.locator("[data-live]")
    expect(news).to_contain_text("2 new replies", timeout=15000)
    assert "A late but important point." not in reader.page.locator("#tree").inner_text()
    before = box.bounding_box()["y"]
    news.get_by_role("link").click()
    expect(reader.page.locator("#tree")).to_contain_text("A late but important point.")
    expect(reader.page.locator("#tree")).to_contain_text("And one more.")
    assert box.input_value() == "I am still thinking about"
    assert abs(box.bounding_box()["y"] - before) <= 2
    expect(news).to_contain_text("The new replies stand in the thread now.")
    reader.finds_the_page_in_order()
    # What is told once is not told again, and the next one is.
    answer(writer, address, "The last word.")
    expect(news).to_contain_text("1 new reply", timeout=15000)


def test_a_page_that_nobody_sees_asks_nothing(reader, writer, portal):
    address = open_thread(writer, "Who looks at what nobody looks at?")
    reader.go(address)
    asked = []
    reader.page.on("request", lambda request: asked.append(request.url) if "/live/" in request.url else None)
    reader.page.wait_for_timeout(3000)
    assert asked
    reader.page.evaluate(
        """Object.defineProperty(document, "hidden", { value: true, configurable: true });
        document.dispatchEvent(new Event("visibilitychange"))"""
    )
    reader.page.wait_for_timeout(1500)
    count = len(asked)
    reader.page.wait_for_timeout(3000)
    assert len(asked) == count
    reader.page.evaluate(
        """Object.defineProperty(document, "hidden", { value: false, configurable: true });
        document.dispatchEvent(new Event("visibilitychange"))"""
    )
    reader.page.wait_for_timeout(3000)
    assert len(asked) > count


def test_a_server_in_trouble_is_left_alone_as_long_as_it_says(reader, writer):
    address = open_thread(writer, "What does a busy server need?")
    reader.go(address)
    asked = []

    def refuse(route):
        asked.append(route.request.url)
        route.fulfill(status=503, headers={"Retry-After": "60"})

    reader.page.route("**/live/**", refuse)
    reader.page.wait_for_timeout(6000)
    assert len(asked) == 1


def test_a_branch_is_shut_and_stays_so_and_opens_for_who_is_led_into_it(reader, writer):
    address = open_thread(writer, "Which branch bears fruit?")
    answer(writer, address, "A first answer.")
    first = writer.page.locator("#tree > .post").nth(1)
    first.locator("[data-reply]").click()
    first.locator("textarea").fill("An answer to the answer.")
    first.get_by_role("button", name="Post reply").click()
    expect(writer.page.locator("#tree")).to_contain_text("An answer to the answer.")
    reader.go(address)
    first, second = reader.page.locator("#tree > .post").nth(1), reader.page.locator("#tree > .post").nth(2)
    button = first.locator(".branch")
    expect(button).to_have_attribute("aria-expanded", "true")
    button.click()
    expect(second).to_be_hidden()
    expect(button).to_have_text("Show replies (1)")
    reader.page.reload()
    expect(second).to_be_hidden()
    reader.finds_the_page_in_order()
    reader.page.evaluate("location.hash = document.querySelectorAll('#tree > .post')[2].id")
    expect(second).to_be_visible()

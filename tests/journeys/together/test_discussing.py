"""A thread as one uses it: on a phone, by the keyboard, with names longer than the screen."""

import time
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.journeys.visitor import PHONE

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

GROUP = "/workstreams/safe-systems-and-technologies/"
WORD = "Verantwortlichkeitszuweisungsverfahrensordnung" * 3
TABLE = (
    "| Sector | What it asked for | When | Who answers | Remarks |\n|---|---|---|---|---|\n"
    + "| Responsibilities " * 5
    + "|"
)


@pytest.fixture
def writer(visit, portal):
    return visit(portal.emails["private sector"])


@pytest.fixture
def reader(visit, portal):
    return visit(portal.emails["public sector"])


@pytest.fixture
def thread(writer):
    """The address of a thread whose title is one long word, with a list and a table in its first post."""
    writer.go(f"{GROUP}threads/new/")
    writer.fill("Title", f"{WORD} {time.time()}")
    writer.fill("Text", f"To read:\n\n- one\n- two\n\nAnd then.\n\n{TABLE}")
    writer.press("Open the thread")
    expect(writer.page.locator(".post__body").first).to_contain_text("And then.")
    return urlsplit(writer.page.url).path


def holds_the_screen(page, selector):
    """Whether all of it is between the two edges of the window."""
    box = page.locator(selector).bounding_box()
    return box["x"] >= 0 and box["x"] + box["width"] <= page.viewport_size["width"]


def test_reply_puts_the_cursor_into_its_composer(reader, thread):
    reader.go(thread)
    reader.page.locator("[data-reply]").first.press("Enter")
    expect(reader.page.locator(".post [data-composer] textarea")).to_be_focused()
    reader.page.keyboard.type("Begun by the keyboard alone.")
    expect(reader.page.locator(".post [data-draft]")).to_contain_text("Draft saved")
    reader.go("/workstreams/drafts/").press("Go on writing")
    expect(reader.page.locator("[data-composer] textarea").first).to_be_focused()


def test_menus_open_within_a_phone(reader, thread):
    reader.page.set_viewport_size(PHONE)
    reader.go(thread)
    reader.page.locator(".followmenu > summary").click()
    menu = reader.page.locator(".followmenu > .menu__list")
    expect(menu).to_be_visible()
    assert menu.evaluate("menu => getComputedStyle(menu).position") == "absolute", "it opens over the page"
    assert holds_the_screen(reader.page, ".followmenu > .menu__list")
    reader.page.keyboard.press("Escape")
    reader.page.locator("a.more").first.click()
    expect(reader.page.locator(".post__foot .menu__list")).to_be_visible()
    assert holds_the_screen(reader.page, ".post__foot .menu__list")


def test_what_is_long_stays_within_the_screen(reader, thread):
    reader.go(thread).finds_the_page_in_order()
    reader.page.set_viewport_size(PHONE)
    scroll = "box => [box.scrollWidth > box.clientWidth, box.querySelector('th').clientWidth > 40]"
    assert reader.page.locator(".post__body .scroll").evaluate(scroll) == [True, True], "the table keeps its words"
    markers = reader.page.locator(".post__body ul").evaluate("list => getComputedStyle(list).listStyleType")
    assert markers == "disc", "the list is the first of its text, whatever the page is made of"
    reader.go(GROUP).finds_the_page_in_order()


def test_a_refused_answer_waits_where_it_was_written(reader, thread):
    reader.go(thread)
    reader.page.locator("[data-reply]").first.click()
    under = reader.page.locator(".post__reply [data-composer]")
    under.locator("textarea").fill("x")
    under.get_by_role("button", name="Post reply").click()
    expect(reader.page.locator("[data-error-summary]")).to_be_focused()
    expect(under).to_contain_text("Cancel")
    expect(under.locator("textarea").first).to_have_value("x")

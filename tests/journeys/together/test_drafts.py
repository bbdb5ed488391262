"""Nothing that was typed is lost: in a real browser, against the real portal."""

import re
import time
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.journeys.visitor import PHONE

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

GROUP = "/workstreams/safe-systems-and-technologies/"
SAVED = re.compile(r"Draft saved \d\d:\d\d")


@pytest.fixture
def writer(visit, portal):
    return visit(portal.emails["private sector"])


@pytest.fixture
def thread(writer):
    """The address of a thread that was just opened, on whose page the writer is."""
    writer.go(f"{GROUP}threads/new/")
    writer.fill("Title", f"What is kept at {time.time()}")
    writer.fill("Text", "One line to begin with.")
    writer.press("Open the thread")
    expect(writer.page.locator(".post__body").first).to_contain_text("One line")
    writer.page.wait_for_load_state()  # the scripts are there, too
    return urlsplit(writer.page.url).path


def text(page):
    return page.locator("[data-composer] textarea[name=body]").first


def saved(page):
    return page.locator("[data-draft]").first


def type_on(page, words):
    text(page).press("Control+End")
    text(page).press_sequentially(words)


def write(page, words):
    type_on(page, words)
    expect(saved(page)).to_have_text(SAVED)


def test_a_draft_is_there_in_another_browser(writer, visit, portal, thread):
    write(writer.page, "Begun here")
    other = visit(portal.emails["private sector"], **{"java_script_enabled": False})
    other.go(thread)
    expect(text(other.page)).to_have_value("Begun here")
    other.go("/workstreams/drafts/").press("Go on writing")
    expect(text(other.page)).to_have_value("Begun here")


def test_a_browser_that_goes_away_in_mid_word_loses_nothing(writer, visit, portal, thread):
    type_on(writer.page, "Half a wo")
    writer.page.close()  # at once: nothing was saved yet but by the page's last breath
    again = visit(portal.emails["private sector"])
    again.page.wait_for_timeout(500)
    again.go(thread)
    expect(text(again.page)).to_have_value("Half a wo")


def test_what_the_server_never_got_is_brought_back_by_the_browser(writer, thread):
    writer.page.route("**/drafts/save/**", lambda route: route.abort())
    type_on(writer.page, "Offline words")
    expect(saved(writer.page)).to_contain_text("Kept in this browser alone")
    writer.page.unroute("**/drafts/save/**")
    address = writer.page.url
    context = writer.page.context
    writer.page.close()
    writer.page = context.new_page()
    writer.page.goto(address)
    expect(text(writer.page)).to_have_value("Offline words")
    expect(saved(writer.page)).to_have_text(SAVED)


def test_what_was_typed_before_the_script_came_is_kept(writer, thread):
    late = []
    writer.page.route("**/js/drafts.js", lambda route: late.append(route))
    writer.page.goto(thread, wait_until="commit")
    type_on(writer.page, "Quicker than the line")
    late[0].continue_()
    expect(saved(writer.page)).to_have_text(SAVED)


def test_an_error_of_ours_keeps_it_and_tries_again(writer, thread):
    writer.page.route("**/drafts/save/**", lambda route: route.fulfill(status=500, body="broken"))
    type_on(writer.page, "While it is broken")
    expect(saved(writer.page)).to_contain_text("Trying again")
    writer.page.unroute("**/drafts/save/**")
    expect(saved(writer.page)).to_have_text(SAVED)
    writer.page.reload()
    expect(text(writer.page)).to_have_value("While it is broken")


def test_somebody_who_was_signed_out_gets_it_back_after_signing_in(writer, portal, thread):
    write(writer.page, "Before.")
    writer.page.context.clear_cookies(name="sessionid")
    type_on(writer.page, " After.")
    expect(saved(writer.page)).to_contain_text("signed out")
    writer.sign_in(portal.emails["private sector"], portal.password)
    writer.go(thread)
    expect(text(writer.page)).to_have_value("Before. After.")
    expect(saved(writer.page)).to_have_text(SAVED)


def test_a_form_whose_key_ran_out_gives_the_text_back(writer, thread):
    write(writer.page, "Kept through it all")
    writer.page.evaluate("document.querySelectorAll('[name=csrfmiddlewaretoken]').forEach(one => one.value = 'x')")
    type_on(writer.page, " and more")
    expect(saved(writer.page)).to_contain_text("load the page again")
    writer.go(thread)
    expect(text(writer.page)).to_have_value("Kept through it all and more")


def test_two_pages_never_write_over_each_other(writer, thread):
    write(writer.page, "One.")
    second = writer.page.context.new_page()
    second.goto(thread)
    write(second, " Two.")
    type_on(writer.page, " Three.")
    box = writer.page.locator(".composer__both")
    expect(box).to_be_visible()
    expect(box.locator("textarea")).to_have_value("One. Two.")
    expect(text(writer.page)).to_have_value("One. Three.")
    box.get_by_role("button", name="Take the other text").click()
    expect(text(writer.page)).to_have_value("One. Two.")
    expect(box.locator("textarea")).to_have_value("One. Three.")
    expect(saved(writer.page)).to_have_text(SAVED)


def test_a_thread_locked_meanwhile_keeps_the_draft_and_gives_the_text_back(writer, visit, portal, thread):
    write(writer.page, "Too late")
    portal.manage(
        "shell",
        "-c",
        "from django.utils import timezone; from members.models import Member; "
        "from workstreams.discussion.models import Thread; "
        f"Thread.objects.filter(pk={thread.rstrip('/').split('/')[-1]})"
        ".update(locked_at=timezone.now(), locked_by=Member.objects.filter(is_staff=True).first())",
    )
    writer.press("Post reply")
    writer.sees("This thread was locked")
    expect(text(writer.page)).to_have_value("Too late")
    writer.go("/workstreams/drafts/")
    expect(writer.page.locator("main")).to_contain_text("A lead locked this thread")
    expect(writer.page.locator("main textarea").first).to_have_value("Too late")


def test_a_post_empties_it_and_the_composer_begins_anew(writer, thread):
    write(writer.page, "This is my answer.")
    text(writer.page).press("Control+Enter")
    expect(writer.page.locator(".post__body").nth(1)).to_contain_text("This is my answer.")
    expect(text(writer.page)).to_have_value("")
    writer.page.reload()
    expect(text(writer.page)).to_have_value("")
    expect(writer.page.locator(".post")).to_have_count(2)
    assert writer.page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('draft:')).length") == 0


def test_a_selection_is_quoted_and_leads_back(writer, thread):
    writer.page.locator(".post__body p").first.select_text()
    expect(writer.page.locator(".quotebutton")).to_be_visible()
    writer.page.locator(".quotebutton").click()
    quote = re.compile(r"> One line to begin with\.\n>\n> \[.+\]\(/workstreams/posts/\d+/\)")
    expect(text(writer.page)).to_have_value(quote)


def test_people_are_offered_after_an_at_sign_and_taken_by_the_keyboard(writer, thread):
    type_on(writer.page, "What does @lei")
    option = writer.page.get_by_role("option").first
    expect(option).to_have_attribute("aria-selected", "true")
    handle = option.get_attribute("data-insert")
    text(writer.page).press("Enter")
    expect(text(writer.page)).to_have_value(f"What does {handle} ")
    type_on(writer.page, "say?")
    writer.page.get_by_role("button", name="Preview").first.click()
    expect(writer.page.locator(".preview a.mention")).to_have_text(handle)


def test_the_buttons_write_markdown(writer, thread):
    text(writer.page).fill("words")
    text(writer.page).select_text()
    writer.page.get_by_role("button", name="Strong").first.click()
    expect(text(writer.page)).to_have_value("**words**")
    text(writer.page).press("Control+i")
    expect(text(writer.page)).to_have_value("***words***")
    writer.page.set_viewport_size(PHONE)
    assert writer.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_recommendation_is_kept_in_the_browser_until_it_is_saved(writer):
    page, title = writer.page, f"What is kept of a text at {time.time()}"
    box, said = page.locator("[name=body]"), page.locator("[data-keep] [role=status]")
    new = f"{GROUP}texts/new/"
    writer.go(new).fill("Title", title)
    writer.fill("Text", "A first clause.")
    expect(said).to_have_text("Kept in this browser until you save it.")
    writer.go(new)
    expect(said).to_have_text("What you typed before is here again.")
    expect(box).to_have_value("A first clause.")
    writer.press("Begin the text")
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    document = urlsplit(page.url).path
    writer.go(new)
    expect(box).to_have_value("")

    writer.go(f"{document}edit/")
    box.press_sequentially("More of it. ")
    writer.go(document).go(f"{document}edit/")  # away at once: before anything was said to be kept
    expect(box).to_have_value("More of it. A first clause.")
    writer.press("Throw it away")
    expect(box).to_have_value("A first clause.")
    writer.go(f"{document}edit/")
    expect(said).to_have_text("")

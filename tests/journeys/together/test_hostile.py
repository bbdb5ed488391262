"""Hostile texts, posted and read in a real browser: nothing runs or calls out, nothing breaks, nothing is lost."""

import html
import re
from urllib.parse import urlsplit

import pytest

from tests.journeys.hostile import TEXTS

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

HOST = "evil.example"
#: Seconds. Each took less than one when it was measured; a text that wears the portal out takes minutes.
PATIENCE = 10


def field(page, name):
    return html.unescape(re.search(rf'name="{name}"[^>]*value="([^"]*)"', page)[1])


def test_hostile_texts_are_words_and_nothing_else(visit, portal):
    visitor = visit(portal.emails["private sector"])
    called, dialogs = [], []
    visitor.page.on("request", lambda request: called.append(request.url))
    visitor.page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    new = "/workstreams/safe-systems-and-technologies/threads/new/"
    form = visitor.page.request.get(new).text()
    opened = visitor.page.request.post(
        new,
        form={
            "csrfmiddlewaretoken": field(form, "csrfmiddlewaretoken"),
            "title": "Texts that want something else",
            "body": "Below are some.",
        },
        headers={"Referer": portal.site + new},
    )
    assert opened.ok
    thread = urlsplit(opened.url).path
    token = field(opened.text(), "csrfmiddlewaretoken")
    posted = 0
    for number, text in enumerate(TEXTS):
        text = text.replace("{host}", HOST)
        answer = visitor.page.request.post(
            f"{thread}reply/",
            form={"csrfmiddlewaretoken": token, "body": text},
            headers={"Referer": portal.site + thread},
            timeout=PATIENCE * 1000,
        )
        assert answer.status in {200, 422}, (number, text[:60], answer.status)
        if answer.status == 422:
            # A text that cannot stand comes back whole, less what no page can hold.
            kept = html.unescape(answer.text().split("<textarea")[1].split(">", 1)[1].split("</textarea>")[0])
            assert _words(text) in _words(kept), (number, text[:60])
        else:
            posted += 1
    assert posted > 0.8 * len(TEXTS)
    address, pages = thread, 0
    while address:
        visitor.page.goto(address)
        visitor.page.wait_for_load_state("networkidle")
        assert visitor.page.evaluate("window.ran") is None
        assert visitor.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
        pages += 1
        later = visitor.page.locator("ul.pages a[rel=next]").first
        address = later.get_attribute("href") if later.count() else ""
    assert pages >= posted // 20
    foreign = [url for url in called if urlsplit(url).netloc != urlsplit(portal.site).netloc]
    assert (foreign, dialogs) == ([], [])
    assert visitor.complaints == []


def _words(text):
    return "".join(character for character in text if character.isalnum())

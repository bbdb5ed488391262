"""A flag from its raising to its reversal, in a real browser on the running portal, with every mail that goes."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.stack import words

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("journey"), pytest.mark.timeout(240)]

GROUP = "/workstreams/safe-systems-and-technologies/"
RUDE = "people who never ran a plover-grade system should stop lecturing those who have"
REASON = "You spoke of the people, not of the proposal."
APPEAL = "The sentence before it says that I include myself. Read together it is about skills."
REVERSAL = "Read as a whole it speaks about skills. It should have been left."
OTHER_LEAD = "tomasz@members.example"


def first_link(letter, path):
    """The first address of a letter whose path begins so (an expression), without the site."""
    return re.search(rf"https?://[^/\s]+({path}[^\s<>\"]*)", words(letter))[1]


def flat(letter):
    return " ".join(words(letter).split())


def open_menu_of(visitor, text):
    post = visitor.page.locator("#tree .post", has=visitor.page.locator(".post__body", has_text=text))
    post.locator("a.more").first.click()
    return post


def flagged(portal, visit, **options):
    """Samuel says something rude, and Camille flags it. Returns both, and the address of the thread."""
    samuel, camille = (visit(portal.emails[sector], **options) for sector in ("private sector", "civil society"))
    samuel.go(GROUP)
    samuel.page.locator("main .ledger a").first.click()
    thread = samuel.page.url
    samuel.page.locator("#composer textarea[name=body]").fill(f"With respect, {RUDE}.")
    samuel.press("Post reply")
    samuel.sees(RUDE)
    thread = samuel.page.url.partition("#")[0]
    camille.go(thread)
    open_menu_of(camille, RUDE)
    camille.page.locator("main").get_by_role("link", name="Flag this post").click()
    camille.page.get_by_label("Conduct").check()
    camille.page.locator("main textarea[name=note]").fill("It dismisses a whole sector.")
    camille.finds_the_page_in_order()
    camille.press("Flag the post")
    camille.sees(RUDE)
    return samuel, camille, thread


def decide_to_hide(lead):
    case = lead.page.locator(".case", has_text="plover-grade")
    case.get_by_role("button", name=re.compile("^Take it")).click()
    case = lead.page.locator(".case--open", has_text="plover-grade")
    case.get_by_label("Hide the post").check()
    case.get_by_label("Which rule").select_option(index=1)
    case.locator("textarea[name=reason]").fill(REASON)
    return case


def test_a_post_is_hidden_appealed_and_comes_back(portal, visit):
    # A desk with nothing on it: then the leads are told of the next flag at once.
    lead, other = visit(portal.emails["lead"]), visit(OTHER_LEAD)
    lead.go(f"{GROUP}desk/").press(re.compile("^Take it"))
    lead.page.get_by_label("Leave it").check()
    lead.press("Leave it and tell them")
    lead.sees("Nothing waits for you")
    samuel, camille, thread = flagged(portal, visit)

    # Camille follows her flag, and adds to it.
    camille.go("/flags/").sees("Conduct")
    camille.finds_the_page_in_order()
    camille.page.get_by_role("link", name="Your flag: Conduct").click()
    camille.sees("It waits for one of the group’s leads")
    camille.page.locator("main textarea").fill("It is the second time this month.")
    camille.press("Add it")
    camille.sees("It is the second time this month.")
    camille.finds_the_page_in_order()

    # A lead is told, takes the case, reads the letter before it goes, and hides the post.
    asked = portal.letter(portal.emails["lead"], "Something was flagged in Safe systems and technologies")
    assert "Conduct" in flat(asked) and "plover-grade" not in flat(asked) and "Camille" not in flat(asked)
    lead.go(first_link(asked, "/workstreams/"))
    lead.finds_the_page_in_order()
    case = decide_to_hide(lead)
    expect(case).to_contain_text("It is the second time this month.")
    expect(case).to_contain_text("taken by you")
    lead.finds_no("Camille")
    case.get_by_role("button", name="Preview the letter").click()
    expect(lead.page.locator("#letter")).to_contain_text(REASON)
    lead.finds_the_page_in_order()
    other.go(f"{GROUP}desk/")
    expect(other.page.locator(".case", has_text="plover-grade")).to_contain_text("Taken by Amara")
    lead.page.locator(".case--open").get_by_role("button", name="Hide and send reasons").click()
    lead.sees("The post is hidden")

    # It is gone for its readers. Samuel reads why, by mail and on the page; Camille reads what became of her flag.
    for reader in (camille.go(thread), visit().go(thread)):
        reader.sees(REASON.rstrip("."))
        reader.finds_no("plover-grade")
    letter = portal.letter(portal.emails["private sector"], "hidden")
    told = flat(letter)
    assert REASON in told and "The rule:" in told and "appeal until" in told and "plover-grade" in told
    assert "Camille" not in told
    outcome = flat(portal.letter(portal.emails["civil society"], "What became of your flag"))
    assert REASON in outcome and "plover-grade" not in outcome
    camille.page.get_by_label("Your account", exact=False).first.click()
    camille.page.get_by_role("link", name="Your flags").click()
    camille.sees("Your flag: Conduct")
    camille.sees("Upheld")
    camille.finds_no("plover-grade")
    samuel.go(first_link(letter, r"/statements/[\w-]+/(?!appeal)")).sees(REASON)
    samuel.sees("plover-grade")
    samuel.finds_no("Camille")
    samuel.finds_the_page_in_order()

    # He appeals. The one who decided cannot decide again; the other lead reverses it.
    samuel.press("Appeal this decision")
    samuel.finds_the_page_in_order()
    samuel.press("Send the appeal")
    samuel.sees("Write why it is wrong")
    samuel.page.locator("main textarea").fill(APPEAL)
    samuel.press("Send the appeal")
    samuel.sees("Somebody who had no part in the decision looks at it again")
    samuel.finds_the_page_in_order()
    arrived = flat(portal.letter(portal.emails["private sector"], "Your appeal has arrived"))
    assert APPEAL in arrived
    asked = portal.letter(OTHER_LEAD, "An appeal in Safe systems and technologies waits for you")
    assert "plover-grade" not in flat(asked)
    lead.go(f"{GROUP}desk/appeals/")
    lead.finds_the_page_in_order()
    expect(lead.page.locator("main")).not_to_contain_text("Decide and send reasons")
    other.go(first_link(asked, "/workstreams/")).sees(APPEAL)
    other.page.get_by_label("Reverse it").check()
    other.page.locator("main textarea[name=reason]").fill(REVERSAL)
    other.finds_the_page_in_order()
    other.press("Decide and send reasons")

    # The post is back, everybody concerned is told, and the log has it all.
    for reader in (camille.go(thread), visit().go(thread), samuel.go(thread)):
        reader.sees("plover-grade")
    for to, subject in (
        (portal.emails["private sector"], "Your appeal: the decision is reversed"),
        (portal.emails["civil society"], "After an appeal: what became of your flag"),
    ):
        assert REVERSAL in flat(portal.letter(to, subject))
    samuel.go("/statements/").sees("Reversed after appeal")
    samuel.finds_the_page_in_order()
    camille.go("/flags/").sees("Taken back")
    camille.finds_the_page_in_order()
    lead.go(f"{GROUP}desk/log/")
    for act in ("Hidden", "Appealed", "Appeal: the decision is reversed"):
        lead.sees(act)
    lead.finds_the_page_in_order()
    stranger = visit().go("/moderation/")
    stranger.sees("Safe systems and technologies")
    stranger.finds_the_page_in_order()

"""The story as people live it, in a real browser on the running portal: from a stranger's first look to the digest."""

import datetime
import re

import pytest
from playwright.sync_api import expect

from tests.journeys.stack import words

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]

OPEN_GROUP = "/workstreams/safe-systems-and-technologies/"
REQUEST_GROUP = "/workstreams/shared-words-for-red-teaming/"
PASSWORD = "a heron on the north pier"
TITLE = "What should a log keep, and for how long?"
OPENING = "Twelve months seems long for a clinic, and short for a court."
TAKEN_BACK = "nobody who asks that has ever run a heron-grade system"
REASON = "Speaks to the person, not to the argument (rule 2.1)."


def sign_up(visitor, portal, *, name, email, sector, organisation):
    """Go through the pages of sign-up, up to the page that says where the application stands."""
    visitor.go("/").press("Join with your sector")
    visitor.sees("Step 1 of 3")
    visitor.finds_the_page_in_order()
    visitor.fill("Your name", name)
    visitor.fill("E-mail address", email)
    visitor.page.get_by_label("Country").select_option("NZ")
    if visitor.checks:
        expect(visitor.page.get_by_label("Time zone")).to_have_value("Pacific/Auckland")
    visitor.press("Continue")
    visitor.sees("Step 2 of 3")
    visitor.press("Continue")
    visitor.sees("Choose the sector that you speak for.")
    visitor.finds_the_page_in_order()
    visitor.page.locator("label.choice", has_text=sector).click()
    visitor.fill("Organisation", organisation)
    visitor.press("Continue")
    visitor.sees("Step 3 of 3")
    visitor.finds_the_page_in_order()
    visitor.page.get_by_label("I have read the rules").check()
    visitor.fill("Password", PASSWORD)
    visitor.fill("Why do you want to take part?", "To learn what others keep.")
    visitor.press("Apply to join")
    visitor.sees("Enter the code")
    visitor.finds_the_page_in_order()
    letter = portal.letter(email, "")
    visitor.fill("Code", re.search(r"^\s*([A-Z0-9-]{6,})\s*$", words(letter), re.MULTILINE)[1])
    visitor.press("Confirm")
    expect(visitor.page).to_have_url(re.compile("/members/application/$"))
    visitor.finds_the_page_in_order()


def test_from_a_first_look_to_the_digest(portal, visit):
    email = "mere@journey.example"
    mere = visit(timezone_id="Pacific/Auckland")

    # A stranger looks around, signs up by sector, and learns where the application stands.
    mere.go("/").sees("Rules for AI that every sector can stand behind")
    mere.finds_the_page_in_order()
    mere.press("Read what the groups discuss")
    mere.sees("Safe systems and technologies")
    mere.finds_no("Incident response room")
    mere.finds_the_page_in_order()
    sign_up(mere, portal, name="Mere Ngata", email=email, sector="Civil society", organisation="Harbour Tenants' Union")
    mere.go("/").sees("Your application is with the secretariat")
    mere.go(OPEN_GROUP).finds_no("Join the group")

    # The secretariat approves in the admin, and mail says so.
    staff = visit(portal.emails["secretariat"])
    staff.go("/").press("Decide")
    staff.page.get_by_role("row", name="Mere Ngata").get_by_role("checkbox").check()
    staff.page.get_by_label("Action:").select_option(label="Approve selected applications")
    staff.finds_the_page_in_order()
    staff.page.get_by_role("button", name=re.compile("^(Go|Run)")).click()
    staff.sees("1 approved")
    staff.finds_no("Mere Ngata")
    assert "accepted" in portal.letter(email, "accepted")["Subject"]

    # The member joins an open group, and asks to join one in which a lead decides.
    mere.go("/").sees("You have no seat in a group yet")
    mere.finds_the_page_in_order()
    mere.go(OPEN_GROUP).press("Join the group")
    mere.sees("Participant")
    mere.finds_the_page_in_order()
    mere.go(REQUEST_GROUP).press("Ask to join")
    mere.sees("A lead of the group decides")
    mere.finds_the_page_in_order()
    mere.page.locator("main textarea").fill("I bring three cases from tenants.")
    mere.press("Ask to join")
    mere.sees("You asked to join")
    lead = visit(portal.emails["lead"])
    lead.go("/").sees("2 requests to join")
    lead.finds_the_page_in_order()
    lead.go(f"{REQUEST_GROUP}desk/requests/").sees("I bring three cases from tenants.")
    lead.finds_the_page_in_order()
    lead.page.get_by_role("article", name="Mere Ngata").get_by_role("button", name="Give a seat").click()
    portal.letter(email, "You are now in Shared words for red-teaming")
    mere.go(REQUEST_GROUP).sees("Participant")

    # She opens a thread with a preview; another member answers, and she answers him, in the tree.
    mere.go(OPEN_GROUP).press("New thread")
    mere.sees("A good thread asks one question")
    mere.finds_the_page_in_order()
    mere.fill("Title", TITLE)
    mere.page.locator("textarea[name=body]").fill(f"{OPENING} **What do you keep?**")
    mere.press("Preview")
    expect(mere.page.locator(".preview strong")).to_have_text("What do you keep?")
    mere.finds_the_page_in_order()
    mere.press("Open the thread")
    mere.sees(OPENING)
    thread = mere.page.url
    samuel = visit(portal.emails["private sector"])
    samuel.go(thread)
    samuel.page.locator("#tree .post").first.get_by_role("link", name=re.compile("^Reply")).click()
    answer = samuel.page.locator(".post__reply textarea[name=body]")
    answer.fill(f"Ask a lawyer; {TAKEN_BACK}.")
    samuel.page.locator(".post__reply").get_by_role("button", name="Post reply").click()
    expect(samuel.page.locator(".post.d1 .post__body")).to_contain_text(TAKEN_BACK)
    samuel.finds_the_page_in_order()
    mere.go(thread).sees(TAKEN_BACK)
    mere.page.locator(".post.d1").get_by_role("link", name=re.compile("^Reply")).click()
    mere.page.locator(".post__reply textarea[name=body]").fill("I did ask one. She keeps seven years.")
    mere.page.locator(".post__reply").get_by_role("button", name="Post reply").click()
    expect(mere.page.locator(".post.d2 .post__body")).to_contain_text("seven years")
    mere.finds_the_page_in_order()

    # She flags his post; a lead hides it with a reason, which he gets by mail, and the words are gone.
    post = mere.page.locator(".post.d1")
    post.locator("a.more").click()
    post.get_by_role("link", name="Flag this post").click()
    mere.sees("It goes to the desk")
    mere.finds_the_page_in_order()
    mere.page.get_by_label("Conduct").check()
    mere.press("Flag the post")
    mere.sees("Whoever decides has your flag")
    mere.finds_the_page_in_order()
    lead.go(f"{OPEN_GROUP}desk/")
    lead.page.locator("main .case", has_text=TAKEN_BACK).get_by_role("button", name=re.compile("^Take it")).click()
    case = lead.page.locator(".case--open", has_text=TAKEN_BACK)
    expect(case).to_contain_text("taken by you")
    lead.finds_the_page_in_order()
    case.get_by_label("Hide the post").check()
    case.locator("textarea[name=reason]").fill(REASON)
    case.get_by_role("button", name="Hide and send reasons").click()
    letter = portal.letter(portal.emails["private sector"], "A post of yours was hidden")
    assert REASON in " ".join(words(letter).split())
    camille = visit(portal.emails["civil society"])
    for reader in (camille.go(thread), mere.go(thread), visit().go(thread)):
        # Which day it is depends on where the reader lives.
        marker = re.compile(rf"Hidden by a lead on \d+ \w+: {re.escape(REASON.rstrip('.'))}")
        expect(reader.page.locator("#tree")).to_contain_text(marker)
        reader.sees("seven years")
        reader.finds_no("heron-grade")
    camille.finds_the_page_in_order()
    samuel.go(thread).sees(TAKEN_BACK)
    samuel.finds_the_page_in_order()

    # The lead pins and locks. A reply that was begun before is refused, and its text kept.
    camille.page.locator("#composer textarea[name=body]").fill("Seven years is what we ask for, too.")
    lead.go(thread).press("Pin the thread")
    lead.press("Lock the thread")
    lead.sees("Unlock the thread")
    lead.finds_the_page_in_order()
    camille.press("Post reply")
    camille.sees("This thread was locked")
    expect(camille.page.locator("textarea[name=body]")).to_have_value("Seven years is what we ask for, too.")
    camille.finds_the_page_in_order()
    visit().go(OPEN_GROUP).sees(TITLE)

    # The first digest names a way out that works without signing in: a look asks, a press stops.
    yasmin = portal.emails["international"]
    first = portal.letter(yasmin, "Your week")
    assert first["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    stranger = visit().go(first["List-Unsubscribe"].strip(" <>"))
    stranger.sees("Stop the digest?")
    stranger.finds_the_page_in_order()
    stranger.press("Stop the digest")
    stranger.sees("No more digests")
    stranger.finds_the_page_in_order()

    # A week later the digest brings the thread to those who want it, without the hidden words.
    camille.go("/digests/settings/").sees("Weekly")
    camille.finds_the_page_in_order()
    to = portal.emails["civil society"]
    before = [len(portal.letters(each, "Your week")) for each in (to, yasmin)]
    portal.hold_digests(datetime.datetime.now(datetime.UTC) + datetime.timedelta(days=8))
    digests = portal.letters(to, "Your week")
    assert [len(digests), len(portal.letters(yasmin, "Your week"))] == [before[0] + 1, before[1]]
    said = " ".join(words(digests[-1]).split())
    assert TITLE in said
    assert OPENING in said
    assert "heron-grade" not in said
    assert "Incident" not in said


def test_every_form_works_without_javascript(portal, visit):
    plain = {"java_script_enabled": False}

    # Signing up, and what follows from the code.
    newcomer = visit(**plain)
    sign_up(
        newcomer,
        portal,
        name="Ole Bakke",
        email="ole@journey.example",
        sector="Public sector",
        organisation="Fjord Town",
    )
    newcomer.sees("Your application is with the secretariat")

    # Joining, asking to join, leaving.
    member = visit(portal.emails["academia"], **plain)
    member.go(OPEN_GROUP).press("Join the group")
    member.sees("Participant")
    member.go(REQUEST_GROUP).press("Ask to join")
    member.page.locator("main textarea").fill("I compare laws on testing.")
    member.press("Ask to join")
    member.sees("You asked to join")

    # Opening a thread, and replying in the tree: each with a preview that keeps what was typed.
    member.go(f"{OPEN_GROUP}threads/new/").fill("Title", "Whose clock counts for a deadline?")
    member.page.locator("textarea[name=body]").fill("Ours or *yours*?")
    member.press("Preview")
    expect(member.page.locator(".preview em")).to_have_text("yours")
    expect(member.page.get_by_label("Title")).to_have_value("Whose clock counts for a deadline?")
    member.press("Open the thread")
    member.sees("Ours or yours?")
    thread = member.page.url
    other = visit(portal.emails["public sector"], **plain)
    other.go(thread)
    other.page.locator("#tree .post").first.get_by_role("link", name=re.compile("^Reply")).click()
    other.page.locator(".post__reply textarea[name=body]").fill("Theirs, **always**.")
    other.page.locator(".post__reply").get_by_role("button", name="Preview").click()
    expect(other.page.locator(".post__reply .preview strong")).to_have_text("always")
    other.page.locator(".post__reply").get_by_role("button", name="Post reply").click()
    expect(other.page.locator(".post.d1 .post__body strong")).to_have_text("always")
    other.page.locator("#composer textarea[name=body]").fill("x")
    other.page.locator("#composer").get_by_role("button", name="Post reply").click()
    other.sees("Write at least 2 characters")
    expect(other.page.locator("textarea[name=body]")).to_have_value("x")

    # Flagging, and deciding on it.
    member.go(thread)
    reply = member.page.locator(".post.d1")
    reply.locator("a.more").click()
    member.page.locator("main").get_by_role("link", name="Flag this post").click()
    member.page.get_by_label("Off topic").check()
    member.press("Flag the post")
    member.sees("Whoever decides has your flag")
    lead = visit(portal.emails["lead"], **plain)
    lead.go(f"{OPEN_GROUP}desk/")
    waits = lead.page.locator("main .case", has_text="Theirs, always.")
    waits.get_by_role("button", name=re.compile("^Take it")).click()
    case = lead.page.locator(".case--open", has_text="Theirs, always.")
    case.get_by_label("Leave it").check()
    case.get_by_role("button", name="Leave it and tell them").click()
    portal.letter(portal.emails["academia"], "What became of your flag")
    lead.go(thread).press("Pin the thread")
    lead.sees("Unpin the thread")

    # What one says about oneself, and when the digest comes.
    member.go("/members/settings/").fill("Your name", "Wanjiru A. Kamau")
    member.press("Save")
    member.sees("Saved.")
    member.go("/digests/settings/")
    member.page.get_by_label("Daily").check()
    member.press("Save the digest")
    member.sees("Daily")
    for visitor in (newcomer, member, other, lead):
        visitor.finds_the_page_in_order()

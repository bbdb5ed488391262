"""How people come and change, in a real browser, on a portal that asks a second factor of whoever decides."""

import re

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from playwright.sync_api import expect

from tests.journeys.stack import Stack, words
from tests.journeys.test_story import PASSWORD, REQUEST_GROUP, sign_up

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]

SET_UP = re.compile(r"/accounts/2fa/totp/activate/\?next=")


@pytest.fixture(scope="module")
def portal(chromium, begun_portal):
    """The portal as one runs it for real in this: an office is used with a second factor only."""
    with Stack(like=begun_portal, SECOND_FACTOR_REQUIRED="1") as stack:
        yield stack


def set_up_a_second_factor(visitor, portal):
    """From being led there to the recovery codes, which come once."""
    expect(visitor.page).to_have_url(re.compile("/accounts/reauthenticate/|/accounts/2fa/totp/activate/"))
    visitor.finds_the_page_in_order()
    if "reauthenticate" in visitor.page.url:
        visitor.fill("Password", portal.password)
        visitor.press("Continue")
    expect(visitor.page).to_have_url(SET_UP)
    visitor.sees("a password alone is not enough")
    visitor.finds_the_page_in_order()
    secret = visitor.page.locator("code.secret").inner_text()
    code = format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))
    visitor.page.locator("main input[name=code]").fill(code)
    visitor.press("Turn on")


def test_a_lead_proves_who_they_are_and_invites_somebody_who_is_in_at_once(portal, visit):
    email = "tala@journey.example"

    # The desk leads whoever has no second factor to set one up, and from there back.
    lead = visit(portal.emails["lead"])
    lead.page.goto("/desk/")
    set_up_a_second_factor(lead, portal)
    lead.go("/desk/").sees("Somebody waits for your decision")
    lead.finds_the_page_in_order()

    # Then they invite.
    lead.go(REQUEST_GROUP).press("People")
    lead.sees("Amara Diallo")
    lead.finds_the_page_in_order()
    lead.go(f"{REQUEST_GROUP}invitations/").press("Invite a person")
    lead.finds_the_page_in_order()
    lead.fill("E-mail address", email)
    lead.fill("Name", "Tala Reyes")
    lead.page.get_by_label("Role").select_option(label="Editor")
    lead.page.locator("main textarea").fill("You wrote the glossary that we keep quoting.")
    lead.press("Send the invitation")
    lead.sees(f"The invitation to {email} is on its way.")
    lead.finds_the_page_in_order()

    # The mail's link says who invites to what; sign-up asks the rest, and the address is not to be changed.
    link = re.search(r"https?://\S+/members/invitations/\S+", words(portal.letter(email, "")))[0]
    guest = visit().go(link)
    guest.sees("Amara Diallo invites you to Shared words for red-teaming")
    guest.sees("You wrote the glossary")
    guest.finds_the_page_in_order()
    guest.press("Sign up")
    guest.sees("Step 1 of 3")
    address = guest.page.get_by_label("E-mail address")
    expect(address).to_have_value(email)
    expect(address).not_to_be_editable()
    expect(guest.page.get_by_label("Your name")).to_have_value("Tala Reyes")
    guest.finds_the_page_in_order()
    guest.page.get_by_label("Country").select_option("PH")
    guest.press("Continue")
    guest.sees("Step 2 of 3")
    guest.finds_the_page_in_order()
    guest.page.locator("label.choice", has_text="Academia").click()
    guest.fill("Organisation", "Institute of Plain Words")
    guest.press("Continue")
    guest.sees("Step 3 of 3")
    guest.finds_the_page_in_order()
    guest.page.get_by_label("I have read the rules").check()
    guest.fill("Password", PASSWORD)
    guest.press("Accept the invitation")

    # No code, nobody to wait for: the group, the role, and the roster say so.
    expect(guest.page).to_have_url(re.compile(f"{REQUEST_GROUP}$"))
    guest.sees("Editor")
    guest.finds_the_page_in_order()
    guest.go(f"{REQUEST_GROUP}people/").sees("Tala Reyes")
    guest.finds_the_page_in_order()
    lead.go(f"{REQUEST_GROUP}invitations/").sees("Accepted")
    lead.finds_the_page_in_order()
    used = visit()
    used.page.goto(link)
    used.sees("An invitation works once.")


def test_whoever_applied_is_approved_seated_and_then_speaks_for_somebody_else(portal, visit):
    email = "ines@journey.example"
    ines = visit(timezone_id="Pacific/Auckland")
    sign_up(ines, portal, name="Inês Duarte", email=email, sector="Public sector", organisation="Town of Vale")

    # The secretariat too proves first who they are; then the desk shows who waits.
    staff = visit(portal.emails["secretariat"])
    staff.page.goto("/desk/")
    set_up_a_second_factor(staff, portal)
    staff.go("/desk/").sees("applications for membership")
    staff.finds_the_page_in_order()
    decide(staff, "Inês Duarte", "Approve selected applications", "1 approved")
    portal.letter(email, "accepted")

    # She asks for a seat, and the queue over all groups gives her one.
    ines.go(REQUEST_GROUP).press("Ask to join")
    ines.page.locator("main textarea").fill("We buy what others test.")
    ines.press("Ask to join")
    ines.sees("You asked to join")
    staff.go(f"{REQUEST_GROUP}desk/requests/").sees("We buy what others test.")
    staff.page.get_by_role("article", name="Inês Duarte").get_by_role("button", name="Give a seat").click()
    portal.letter(email, "You are now in Shared words for red-teaming")
    ines.go(REQUEST_GROUP).sees("Participant")

    # She changes sides: that is asked, and holds from the day on which the secretariat confirms it.
    ines.go("/members/settings/affiliation/").sees("Town of Vale")
    ines.finds_the_page_in_order()
    ines.page.locator("label.choice", has_text="Civil society").click()
    ines.fill("Organisation", "Vale Residents")
    ines.press("Ask for the change")
    ines.sees("What you asked for")
    ines.finds_the_page_in_order()
    staff.go("/desk/").press("Confirm")
    decide(staff, "Inês Duarte", "Confirm selected changes", "1 confirmed", here=True)
    assert "Vale Residents" in words(portal.letter(email, "holds from now on"))
    ines.go("/members/settings/affiliation/").sees("For whom you have spoken")
    expect(ines.page.locator("main .ledger li")).to_contain_text(["Vale Residents", "Town of Vale"])
    ines.finds_the_page_in_order()


def decide(staff, name, action, answer, *, here=False):
    """Choose a row of the administration by its name, and an action for it."""
    if not here:
        staff.go("/desk/").press("Decide")
    staff.page.get_by_role("row", name=name).get_by_role("checkbox").check()
    staff.page.get_by_label("Action:").select_option(label=action)
    staff.finds_the_page_in_order()
    staff.page.get_by_role("button", name=re.compile("^(Go|Run)")).click()
    staff.sees(answer)

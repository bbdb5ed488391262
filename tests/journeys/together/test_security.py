"""Passkeys, codes and sessions in a real browser: script and policy agree, and the pages are in order."""

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]

SECURITY = "/members/settings/security/"


def with_authenticator(visitor):
    """Give the window a device that says yes: what the browser itself offers for tests."""
    devtools = visitor.page.context.new_cdp_session(visitor.page)
    devtools.send("WebAuthn.enable")
    device = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": device})
    return visitor


def test_a_passkey_is_added_and_signs_in(visit, portal):
    visitor = with_authenticator(visit(portal.emails["civil society"]))
    visitor.go(SECURITY).finds_the_page_in_order()
    visitor.press("Add a passkey")
    visitor.sees("Is it you?")
    visitor.finds_the_page_in_order()
    visitor.fill("Password", portal.password)
    visitor.press("Continue")
    visitor.sees("Give it a name")
    visitor.finds_the_page_in_order()
    visitor.fill("Name", "My phone")
    visitor.page.get_by_label("Sign in with it alone").check()
    visitor.press("Add the passkey")
    visitor.sees("Recovery codes")
    visitor.finds_the_page_in_order()
    visitor.go(SECURITY).sees("My phone")
    visitor.finds_the_page_in_order()
    visitor.go("/accounts/logout/").press("Sign out")
    visitor.go("/accounts/login/").finds_the_page_in_order()
    visitor.press("Use a passkey")
    visitor.page.wait_for_url(lambda url: "/accounts/" not in url)
    visitor.go(SECURITY).sees("My phone")


def test_an_app_that_makes_codes_is_set_up_and_asked_for(visit, portal):
    visitor = visit(portal.emails["academia"])
    visitor.go(SECURITY).press("Set up an app that makes codes")
    visitor.fill("Password", portal.password)
    visitor.press("Continue")
    visitor.sees("let it read this picture")
    visitor.finds_the_page_in_order()
    secret = visitor.page.locator("code.secret").inner_text()
    code = format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))
    visitor.page.locator("main input[name=code]").fill(code)
    visitor.press("Turn on")
    visitor.sees("Recovery codes")
    kept = visitor.page.locator(".codes code").first.inner_text()
    visitor.go("/accounts/sessions/").sees("This browser")
    visitor.finds_the_page_in_order()
    visitor.go("/accounts/logout/").press("Sign out")
    visitor.go("/accounts/login/")
    visitor.fill("E-?mail", portal.emails["academia"])
    visitor.fill("Password", portal.password)
    visitor.press("Sign in")
    visitor.sees("Your second factor")
    visitor.finds_the_page_in_order()
    visitor.page.locator("main input[name=code]").fill(kept)
    visitor.press("Sign in")
    visitor.go(SECURITY).sees("9 left")

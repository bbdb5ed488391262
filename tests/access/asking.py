"""Asking as one of the ten, and what an answer says: for every test that goes from address to address."""

import re
from functools import partial
from urllib.parse import quote

from django.conf import settings
from django.contrib.sessions.backends.cached_db import KEY_PREFIX
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.urls import get_resolver, reverse

from tests.access import expectations
from tests.access.addresses import address, is_of_a_group
from tests.access.world import KINDS, VISIBILITIES

METHODS = ["GET", "POST"]
OTHER_VERBS = ["HEAD", "OPTIONS", "PUT", "PATCH", "DELETE"]


def named(resolver=None, above="", space=""):
    """{name: pattern} of every address, in the order of the resolver. The administration keeps two kinds without a
    name: old addresses that redirect to the named ones, and whatever is not found."""
    found = {}
    for one in (resolver or get_resolver()).url_patterns:
        whole = above + str(one.pattern)
        if hasattr(one, "url_patterns"):
            inner = f"{space}{one.namespace}:" if one.namespace else space
            found |= named(one, whole, inner)
        elif one.name:
            found.setdefault(f"{space}{one.name}", whole)
    return found


NAMES = named()
LISTED = [name for name in NAMES if expectations.answers(name)]
IN_GROUPS = [name for name in LISTED if is_of_a_group(name, NAMES[name])]


#: One for all, as the portal itself is begun once: what is between two requests is in the cookies alone.
_browser = Client(raise_request_exception=True)
_doors = iter(range(1, 2**24))


def ask(world, kind, method, url, data=None, **headers):
    """What somebody of the world gets, as a response; whatever the request changed is undone."""
    # Each from a door of its own: limits on how often one may ask are not what is asked here.
    door = next(_doors)
    said = {"REMOTE_ADDR": f"10.{door >> 16}.{door >> 8 & 255}.{door & 255}"}
    _browser.cookies.clear()
    session = world.sessions[kind]
    if session:
        _browser.cookies[settings.SESSION_COOKIE_NAME] = session.session_key
        # Its row is undone with the request; what the cache holds of it is not.
        cache.set(KEY_PREFIX + session.session_key, dict(session.items()), timeout=None)
    with transaction.atomic():
        send = getattr(_browser, method.lower()) if method in METHODS else partial(_browser.generic, method)
        response = send(url, data or {}, headers=headers, **said) if method in METHODS else send(url, **said)
        if getattr(response, "streaming", False):
            response.streamed = b"".join(response.streaming_content)
        transaction.set_rollback(True)
    return response


def answer(response):
    """The status; "in" where one is sent to sign in, "proof" where one is asked for more proof of who one is."""
    if response.status_code in {301, 302}:
        path = response["Location"].split("?")[0]
        if path in {reverse("account_login"), reverse("admin:login")}:
            return "in"
        if path in {reverse("account_reauthenticate"), reverse("mfa_activate_totp"), reverse("mfa_reauthenticate")}:
            return "proof"
    return str(response.status_code)


def body(response, *echoes):
    """What the page says, without what it repeats of the address, and without the form's own keys."""
    content = getattr(response, "streamed", None) or response.content
    text = content.decode("utf-8", "replace")
    text = re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", text)
    for echo in echoes:
        # The way to sign in repeats the address in quotes, with what was asked of it.
        for written in (quote(echo), echo, echo.split("?")[0]):
            text = text.replace(written, "…")
    return text


def got(worlds, name, method):
    """{visibility: [answer of each kind]}; for an address of no group the one line "any"."""
    lines = VISIBILITIES if name in IN_GROUPS else ["public"]
    found = {
        visibility: [answer(ask(world, kind, method, address(name, NAMES[name], world, kind))) for kind in KINDS]
        for visibility, world in worlds.items()
        if visibility in lines
    }
    return found if name in IN_GROUPS else {"any": found["public"]}


#: What the head of an answer says of the moment and of the session, whatever is asked.
OF_THE_MOMENT = {"Set-Cookie", "Content-Security-Policy", "Content-Length", "Location"}


def traces(response, echo):
    """All that an answer tells: its status, where it leads, its headers, its words."""
    headers = {name: value for name, value in response.headers.items() if name not in OF_THE_MOMENT}
    policy = re.sub(r"'nonce-[^']*'", "", response.get("Content-Security-Policy", ""))
    cookies = sorted(response.cookies)
    return {
        "status": answer(response),
        "leads to": response.get("Location", "").split("?")[0],
        "headers": headers | {"policy": policy, "cookies": cookies},
        "words": body(response, echo),
    }

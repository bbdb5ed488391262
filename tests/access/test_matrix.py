"""Every person at every address, and every rule asked about every person: the answers stand in expectations.py, and
those that a rule decides follow from docs/roles.md.

An address or a rule without a line there fails. So does an outsider's request to a private group that is answered in
any other way than at an address that never existed.
"""

import importlib
import inspect
import re
from functools import partial
from pathlib import Path
from urllib.parse import quote

import pytest
from django.conf import settings
from django.contrib.sessions.backends.cached_db import KEY_PREFIX
from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver, reverse

from tests.access import expectations
from tests.access.addresses import address, is_of_a_group
from tests.access.world import KINDS, VISIBILITIES, World

pytestmark = pytest.mark.django_db

ROOT = Path(__file__).resolve().parents[2]
METHODS = ["GET", "POST"]
OTHER_VERBS = ["HEAD", "OPTIONS", "PUT", "PATCH", "DELETE"]
TELLING = ["anonymous", "applicant", "participant", "superuser"]
OUTSIDERS = ["anonymous", "applicant", "member", "other_lead", "suspended"]


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


@pytest.fixture(scope="module")
def worlds(django_db_setup, django_db_blocker, quick_passwords):
    """The three groups with their people, made and signed in once: every request is undone."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield {visibility: World(visibility) for visibility in VISIBILITIES}
        transaction.set_rollback(True)


#: One for all, as the portal itself is begun once: what is between two requests is in the cookies alone.
_browser = Client(raise_request_exception=True)
_doors = iter(range(1, 2**24))


def ask(world, kind, method, url):
    """What one of the ten gets, as a response; whatever the request changed is undone."""
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
        response = send(url, **said)
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


# The addresses


def test_every_address_has_a_line():
    assert [name for name in NAMES if not expectations.answers(name)] == [], "add a line to tests/access/expectations"


def test_every_line_is_of_an_address():
    assert [name for name in expectations.ADDRESSES if name not in NAMES] == []


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("name", LISTED)
def test_everybody_gets_what_the_table_says(worlds, name, method):
    wanted = expectations.answers(name)[METHODS.index(method)]
    if {cell for line in wanted.values() for cell in line} == {"405"}:
        # A verb that an address does not know is refused before it is asked who asks. That it is, these tell.
        world = worlds["private"] if name in IN_GROUPS else worlds["public"]
        found = {kind: answer(ask(world, kind, method, address(name, NAMES[name], world, kind))) for kind in TELLING}
        assert found == dict.fromkeys(TELLING, "405")
    else:
        assert got(worlds, name, method) == wanted


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


@pytest.mark.parametrize("name", IN_GROUPS)
def test_a_private_group_answers_an_outsider_as_an_address_that_never_was(worlds, name):
    world = worlds["private"]
    # One of them tries the other verbs too: none opens a door that those two keep shut.
    for method, kinds in [*((one, OUTSIDERS) for one in METHODS), *((one, ["member"]) for one in OTHER_VERBS)]:
        for kind in kinds:
            here, nowhere = (address(name, NAMES[name], one, kind) for one in (world, None))
            with CaptureQueriesContext(connection) as asked_here:
                first = ask(world, kind, method, here)
            with CaptureQueriesContext(connection) as asked_nowhere:
                second = ask(world, kind, method, nowhere)
            said = f"{method} {name} for {kind}"
            assert traces(first, here) == traces(second, nowhere), said
            # Nor does the time that it takes tell: as much is asked of the database.
            assert len(asked_here) == len(asked_nowhere), said
            assert world.group.slug not in body(first, here), said
            assert world.group.name not in body(first, here), said


# The rules


def rules():
    """{"groups.can_see": the function} of every rule."""
    found = {}
    for path in sorted([*ROOT.glob("members/permissions.py"), *ROOT.glob("workstreams/*/permissions.py")]):
        module = importlib.import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))
        for name, function in inspect.getmembers(module, inspect.isfunction):
            if name.startswith("can_") and function.__module__ == module.__name__:
                found[f"{path.parent.name}.{name}"] = function
    return found


RULES = rules()


def things(world):
    """What rules are asked about: all of the group, all somebody else's."""
    return {
        "group": world.group,
        "thread": world.thread,
        "post": world.post,
        "request": world.asked,
        "seat": world.seat,
        "membership": world.asked.member.membership,
        "member": world.asked.member,
        "invitation": world.invitation,
        "change": world.change,
        "flag": world.flag,
        "case": world.case,
        "decision": world.decision,
        "statement": world.statement,
        "appeal": world.appeal,
        "held": world.held,
        "recommendation": world.recommendation,
        "revision": world.revision,
        "move": world.move,
        "comment": world.comment,
        "call": world.call,
        "objection": world.objection,
        "has_answered": False,
    }


def test_every_rule_has_a_line():
    assert set(RULES) == set(expectations.RULES)


@pytest.mark.parametrize("name", expectations.RULES)
def test_every_rule_says_of_everybody_what_the_table_says(worlds, name):
    found = {}
    for visibility, world in worlds.items():
        _user, *wanted = inspect.signature(RULES[name]).parameters
        found[visibility] = []
        for kind in KINDS:
            person = world.people[kind]
            if kind != "anonymous":
                person = type(person).objects.select_related("membership").get(pk=person.pk)
            given = things(world)
            known = RULES[name](person, **{one: given[one] for one in wanted})
            found[visibility].append("yes" if known else "no")
            vars(world.group).pop("known_role", None)
    assert found == expectations.RULES[name]


def test_the_tables_hold_so_many_cells():
    """Said in docs/roles.md: the number grows with every address."""
    cells = sum(len(row) for name in LISTED for table in expectations.answers(name) for row in table.values()) + sum(
        len(row) for name in expectations.RULES for row in expectations.RULES[name].values()
    )
    assert f"{cells:,} cells" in (ROOT / "docs" / "roles.md").read_text()

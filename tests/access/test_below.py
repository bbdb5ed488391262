"""Things of one group below the address of another, parts of one text below another, and links that nobody signed."""

import pytest
from django.urls import reverse

from tests.access import expectations
from tests.access.addresses import ASKED, parts, value
from tests.access.asking import IN_GROUPS, LISTED, METHODS, NAMES, answer, ask, traces
from tests.access.world import NEVER

pytestmark = pytest.mark.django_db

#: Addresses that name a group and, below it, something of it. A person who is silenced is nobody's.
BELOW = [name for name in IN_GROUPS if {"slug", "pk"} <= set(parts(NAMES[name])) and name != "silence_member"]
SIGNED = [name for name in LISTED if "token" in parts(NAMES[name])]


def known(name, method):
    """Whether the address knows the verb."""
    said = expectations.answers(name)[METHODS.index(method)]
    return any(set(row) - {"in", "405"} for row in said.values())


def given(name, world, kind="superuser"):
    """The parts of an address, by their names."""

    return {part: value(name, part, world, kind) for part in parts(NAMES[name])}


def to(name, values):
    return reverse(name, kwargs=values) + ASKED.get(name, "")


@pytest.mark.parametrize("name", BELOW)
def test_what_belongs_to_another_group_is_not_below_one_s_own(worlds, name):
    own, other = worlds["public"], worlds["private"]
    here = to(name, {**given(name, own), "pk": given(name, other)["pk"]})
    nowhere = to(name, {**given(name, own), "pk": NEVER["pk"]})
    for method in METHODS:
        if known(name, method):
            # The secretariat sees both groups, so that nothing but the address keeps them apart.
            # A thread may have moved: whoever may know of it is led to where it is now.
            for kind in ["lead"] if name.startswith("thread") else ["lead", "superuser"]:
                found, none = ask(own, kind, method, here), ask(own, kind, method, nowhere)
                assert answer(found) == "404", (method, kind)
                assert traces(found, here) == traces(none, nowhere), (method, kind)


@pytest.mark.parametrize("name", [name for name in BELOW if "clause" in parts(NAMES[name])])
def test_what_stands_in_another_text_is_not_below_this_one(worlds, name):
    own, other = worlds["public"], worlds["members"]
    for clause in (given(name, other)["clause"], own.call.revision.texts.get().clause_id):
        url = to(name, {**given(name, own), "clause": clause})
        for method in METHODS:
            if known(name, method):
                assert answer(ask(own, "superuser", method, url)) == "404", (method, url)


@pytest.mark.parametrize("name", SIGNED)
def test_a_link_that_nobody_signed_leads_nowhere(worlds, name):
    world = worlds["public"]
    (token,) = given(name, world).values()
    changed = token[:-1] + ("a" if token[-1] != "a" else "b")
    for kind in ["anonymous", "superuser"]:
        for method in METHODS:
            if known(name, method):
                for link in ("never-was", changed, token.split(":")[0]):
                    said = answer(ask(world, kind, method, to(name, {"token": link})))
                    assert said == "404" or (said == "in" and name == "own_data_file"), (kind, method, link)

"""Every person at every address, and every rule asked about every person: the answers stand in expectations.py, and
those that a rule decides follow from docs/roles.md.

An address or a rule without a line there fails. So does an outsider's request to a private group that is answered in
any other way than at an address that never existed.
"""

import importlib
import inspect
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.access import expectations
from tests.access.addresses import address
from tests.access.asking import IN_GROUPS, LISTED, METHODS, NAMES, OTHER_VERBS, answer, ask, body, got, traces
from tests.access.world import KINDS

pytestmark = pytest.mark.django_db

ROOT = Path(__file__).resolve().parents[2]
TELLING = ["anonymous", "applicant", "participant", "superuser"]
OUTSIDERS = ["anonymous", "applicant", "member", "other_lead", "suspended"]


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


@pytest.mark.parametrize("name", IN_GROUPS)
def test_a_private_group_answers_an_outsider_as_an_address_that_never_was(worlds, name):
    world = worlds["private"]
    # One of them tries the other verbs too, and asks for fragments: none opens a door that those two keep shut.
    for method, kinds, headers in [
        *((one, OUTSIDERS, {}) for one in METHODS),
        *((one, ["member"], {}) for one in OTHER_VERBS),
        *((one, ["member"], {"HX-Request": "true"}) for one in METHODS),
    ]:
        for kind in kinds:
            here, nowhere = (address(name, NAMES[name], one, kind) for one in (world, None))
            with CaptureQueriesContext(connection) as asked_here:
                first = ask(world, kind, method, here, **headers)
            with CaptureQueriesContext(connection) as asked_nowhere:
                second = ask(world, kind, method, nowhere, **headers)
            said = f"{method} {name} for {kind} {headers}"
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

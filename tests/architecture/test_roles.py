"""docs/roles.md says what the functions say: each row is asked of each kind of person."""

import importlib
import inspect
import re
from pathlib import Path

import pytest

from members.models import AffiliationChange, Invitation
from members.permissions import is_active_member, is_secretariat
from tests import factories
from tests.access.roles import FUNCTIONS, SIGHT
from tests.workstreams.cast import person
from workstreams.consensus import actions as consensus
from workstreams.consultations import actions as consultations
from workstreams.discussion.models import HeldPost
from workstreams.groups.models import JoinRequest
from workstreams.groups.permissions import can_see
from workstreams.moderation import actions
from workstreams.recommendations import actions as recommendations
from workstreams.recommendations.models import Recommendation
from workstreams.recommendations.steps import MOVES

pytestmark = pytest.mark.django_db

APPS = {"members": "members"} | {
    name: f"workstreams.{name}"
    for name in (
        *("groups", "directory", "discussion", "moderation", "recommendations", "consultations", "consensus"),
        *("publications", "notices", "search", "digests"),
    )
}
KINDS = {
    "stranger": "stranger",
    "applicant": "applicant",
    "member": "member",
    "participant": "participant",
    "observer": "observer",
    "lead": "lead",
    "another group's lead": "other_lead",
    "secretariat": "secretariat",
}


def things():
    """What the functions are asked about: all in one public group, all somebody else's."""
    group = factories.group(joining="request")
    thread = factories.thread(group)
    post = factories.root(thread)
    flag = actions.flag_post(post, by=factories.member(), reason="conduct")
    hidden = actions.hide(factories.reply(thread), by=factories.lead(group), reason="Rude.")
    statement = hidden.statements.get()
    appeal = actions.appeal(statement, by=statement.recipient, text="It was not.")
    held = HeldPost(group=group, thread=thread, author=factories.participant(group), body="Later.")
    other = factories.member(state="applied")
    request = JoinRequest(group=group, member=other)
    chair = factories.lead(group)
    text = recommendations.begin(group, by=chair, title="Graded access", body="Audits take a month.")
    Recommendation.objects.filter(pk=text.pk).update(step="answering")
    said = consultations.comment(text.revisions.get(), by=factories.participant(group), body="Say thirty days.")
    consultations.dispose(said, by=chair, outcome="accepted")
    call = consensus.open_call(text, by=chair, question="Do you agree?", parties="group", results="open")
    position = consensus.take_position(
        call, by=factories.participant(group), stance="object", reason="Who audits?", change="A panel."
    )
    return {
        "membership": other.membership,
        "invitation": Invitation(email=other.email),
        "change": AffiliationChange(member=other, sector=factories.sector()),
        "member": other,
        "group": group,
        "request": request,
        "seat": factories.seat(factories.member(), group),
        "thread": thread,
        "post": post,
        "flag": flag,
        "case": flag.case,
        "decision": hidden,
        "statement": statement,
        "appeal": appeal,
        "held": held,
        "recommendation": call.recommendation,
        "move": MOVES[0],
        "revision": call.revision,
        "comment": said,
        "call": call,
        "objection": position.objection,
        "has_answered": False,
    }


def test_the_table_names_every_function():
    defined = {
        f"{name}.{function}"
        for name, app in APPS.items()
        for function in re.findall(r"^def (can_\w+)", inspect.getsource(module(app)), re.M)
    }
    assert set(FUNCTIONS) == defined


def test_every_app_with_permissions_is_looked_at():
    root = Path(__file__).resolve().parents[2]
    found = {path.parent.name for path in [*root.glob("*/permissions.py"), *root.glob("workstreams/*/permissions.py")]}
    assert found == set(APPS)


def module(app):
    return importlib.import_module(f"{app}.permissions")


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_row_is_true(name):
    app, _dot, function = name.partition(".")
    asked = getattr(module(APPS[app]), function)
    given = things()
    _user, *wanted = inspect.signature(asked).parameters
    answers = {}
    for column, kind in KINDS.items():
        answers[column] = "yes" if asked(person(kind, given["group"]), **{one: given[one] for one in wanted}) else "no"
    assert answers == {column: FUNCTIONS[name][column] for column in KINDS}


@pytest.mark.parametrize("visibility", ["public", "members", "private"])
def test_who_sees_a_group_is_true(visibility):
    group = factories.group(visibility=visibility)
    row = SIGHT[visibility]
    assert {column: "yes" if can_see(person(kind, group), group) else "no" for column, kind in KINDS.items()} == row


def test_the_kinds_are_what_they_are_called():
    group = factories.group()
    admitted = {kind for kind in KINDS.values() if is_active_member(person(kind, group))}
    assert admitted == {"member", "participant", "observer", "lead", "other_lead", "secretariat"}
    assert is_secretariat(person("secretariat", group))

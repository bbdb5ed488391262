"""Those who hold an office and come without a second factor, editors, and what the secretariat's buttons do.

What they get follows from docs/roles.md too: without a second factor a lead counts as a participant and somebody of the
secretariat as a member, and both are led to set one up; an editor is a participant to whom some rules give more.
"""

import pytest
from django.contrib import admin
from django.urls import reverse

from tests.access import expectations
from tests.access.addresses import address
from tests.access.asking import LISTED, METHODS, NAMES, answer, ask
from tests.access.roles import Profile, is_for_editors
from tests.access.world import KINDS

pytestmark = pytest.mark.django_db

REFUSED = {"403", "404"}
#: Each address and verb that a rule decides, with what everybody gets.
RULED = [
    (name, method, profile)
    for name in LISTED
    for method, profile in zip(METHODS, expectations.answers(name), strict=True)
    if isinstance(profile, Profile)
]
IDS = [f"{method} {name}" for name, method, _profile in RULED]
DOORS = {"admin:login", "admin:logout", "admin:jsi18n"}
#: The buttons above the lists of the administration, which no address names.
BUTTONS = {
    "groups.Participation": ["make_lead", "make_editor", "make_participant", "make_observer"],
    "groups.WorkingGroup": ["charter_groups", "revive_groups"],
    "members.AffiliationChange": ["confirm_selected", "decline_selected"],
    "members.Expertise": ["merge_selected"],
    "members.Invitation": ["resend_selected", "revoke_selected"],
    "members.Membership": ["approve_selected", "decline_selected", "suspend_selected", "reinstate_selected"],
    "members.Organisation": ["approve_selected", "merge_selected"],
    **dict.fromkeys(
        ["digests.Digest", "moderation.Letter", "notices.Mailing", "postoffice.Dispatch"],
        ["hold_selected", "resume_selected", "resend_selected"],
    ),
    "postoffice.Mailbox": ["work_again"],
}


@pytest.fixture(autouse=True)
def _required(worlds, settings):
    """As an alliance runs it: the tests begin with the settings of a demo, which asks nobody for a second factor."""
    settings.SECOND_FACTOR_REQUIRED = True


def row(profile, visibility):
    return dict(zip(KINDS, profile.get(visibility) or profile["any"], strict=True))


def without_proof(instead, office):
    """What may be answered to somebody who lacks the second factor for what `office` gets, and counts as `instead`."""
    if instead in REFUSED and office not in REFUSED:
        return {"proof"}
    return {instead, "proof"} if instead in REFUSED else {instead}


@pytest.mark.parametrize(("name", "method", "profile"), RULED, ids=IDS)
def test_an_editor_gets_what_a_participant_gets_and_more_where_the_page_says_so(worlds, name, method, profile):
    world, wanted = worlds["private"], row(profile, "private")
    found = answer(ask(world, "editor", method, address(name, NAMES[name], world, "editor")))
    # Of the steps of a text some are the editors'; the one that the matrix takes, to the last call, is a lead's.
    more = is_for_editors(profile.rule) and name != "recommendation_step"
    assert found == wanted["lead" if more else "participant"]


@pytest.mark.parametrize(("name", "method", "profile"), RULED, ids=IDS)
def test_an_office_without_a_second_factor_gives_nothing(worlds, name, method, profile):
    for kind, visibility, instead, office in [
        ("unproved_lead", "private", "participant", "lead"),
        ("unproved_staff", "members", "member", "staff"),
    ]:
        world, wanted = worlds[visibility], row(profile, visibility)
        found = answer(ask(world, kind, method, address(name, NAMES[name], world, kind)))
        assert found in without_proof(wanted[instead], wanted[office]), kind


def test_the_administration_asks_the_secretariat_for_its_second_factor_first(worlds):
    world = worlds["public"]
    pages = [name for name in LISTED if name.startswith("admin:") and name not in DOORS]
    found = {name: answer(ask(world, "unproved_staff", "GET", address(name, NAMES[name], world, ""))) for name in pages}
    assert found == dict.fromkeys(pages, "proof")


def buttons():
    """{"members.Member": [what can be done with selected rows]} of every list of the administration."""
    return {
        model._meta.label: [name if isinstance(name, str) else name.__name__ for name in list_of.actions]
        for model, list_of in admin.site._registry.items()
        if list_of.actions
    }


def test_every_button_of_the_administration_has_a_line():
    assert buttons() == BUTTONS, "add it to BUTTONS, and see below that it is the secretariat's alone"


@pytest.mark.parametrize("label", [*BUTTONS, "members.Member", "discussion.Post"])
def test_the_buttons_of_the_administration_are_the_secretariat_s_alone(worlds, label):
    world = worlds["public"]
    model = next(one for one in admin.site._registry if one._meta.label == label)
    url = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
    rows = model._base_manager.order_by("-pk")
    before = list(rows.values())
    # Nothing is deleted there: the button that Django brings along is not one of them.
    for button in [*BUTTONS.get(label, []), "delete_selected"]:
        sent = {"action": button, "_selected_action": [one["id"] for one in before[:2]], "post": "yes"}
        for kind in [*KINDS, "unproved_staff"]:
            found = answer(ask(world, kind, "POST", url, sent))
            if kind in {"staff", "superuser"}:
                assert found in {"200", "302", "422"}, (button, kind)
            else:
                assert found == ("proof" if kind == "unproved_staff" else "in"), (button, kind)

"""What can be done to people and memberships. One transaction each; the actor is `by`."""

from members.actions.affiliations import (
    ask_affiliation_change,
    confirm_affiliation_change,
    decline_affiliation_change,
    withdraw_affiliation_change,
)
from members.actions.applying import accept_rules, apply_for_membership
from members.actions.bringing_in import add_fictitious_members, import_members, import_organisations, imported_members
from members.actions.deciding import admit, admit_by_domain, approve_membership, decline_membership
from members.actions.organisations import (
    add_domain,
    approve_organisation,
    change_organisation,
    enter_organisation,
    merge_organisations,
    remove_domain,
)
from members.actions.profile import change_profile

__all__ = [
    "accept_rules",
    "add_domain",
    "add_fictitious_members",
    "admit",
    "admit_by_domain",
    "apply_for_membership",
    "approve_membership",
    "approve_organisation",
    "ask_affiliation_change",
    "change_organisation",
    "confirm_affiliation_change",
    "decline_affiliation_change",
    "enter_organisation",
    "merge_organisations",
    "remove_domain",
    "withdraw_affiliation_change",
    "change_profile",
    "decline_membership",
    "import_members",
    "import_organisations",
    "imported_members",
]

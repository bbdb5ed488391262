"""What can be done to people and memberships. One transaction each; the actor is `by`."""

from members.actions.applying import accept_rules, apply_for_membership
from members.actions.bringing_in import add_fictitious_members, import_members, import_organisations, imported_members
from members.actions.deciding import admit, admit_by_domain, approve_membership, decline_membership
from members.actions.organisations import approve_organisation
from members.actions.profile import change_profile

__all__ = [
    "accept_rules",
    "add_fictitious_members",
    "admit",
    "admit_by_domain",
    "apply_for_membership",
    "approve_membership",
    "approve_organisation",
    "change_profile",
    "decline_membership",
    "import_members",
    "import_organisations",
    "imported_members",
]

"""What can be done to people and memberships. One transaction each; the actor is `by`."""

from members.actions.affiliations import (
    ask_affiliation_change,
    confirm_affiliation_change,
    decline_affiliation_change,
    withdraw_affiliation_change,
)
from members.actions.applying import accept_rules, announce_application, apply_for_membership, correct_application
from members.actions.bringing_in import (
    add_fictitious_members,
    admit_fictitious_members,
    date_back_members,
    import_members,
    import_organisations,
    imported_members,
)
from members.actions.deciding import admit, admit_by_domain, approve_membership, decline_membership
from members.actions.erasing import erase, erase_guest, names_of_guest, what_hinders_erasing
from members.actions.expertise import merge_expertise
from members.actions.handles import change_handle, give_handles
from members.actions.invitations import (
    accept_invitation,
    accept_invitation_at_signup,
    invite,
    resend_invitation,
    revoke_invitation,
)
from members.actions.leaving import apply_again, leave
from members.actions.organisations import (
    add_domain,
    approve_organisation,
    change_organisation,
    enter_organisation,
    merge_organisations,
    remove_domain,
)
from members.actions.own_data import ask_for_own_data, tend_downloads
from members.actions.profile import change_profile, describe, hide_about, show_about
from members.actions.suspending import lift_what_is_over, reinstate, suspend

__all__ = [
    "accept_invitation",
    "accept_invitation_at_signup",
    "accept_rules",
    "add_domain",
    "add_fictitious_members",
    "admit",
    "admit_by_domain",
    "admit_fictitious_members",
    "announce_application",
    "apply_again",
    "apply_for_membership",
    "approve_membership",
    "approve_organisation",
    "ask_affiliation_change",
    "ask_for_own_data",
    "change_handle",
    "change_organisation",
    "change_profile",
    "confirm_affiliation_change",
    "correct_application",
    "date_back_members",
    "decline_affiliation_change",
    "decline_membership",
    "describe",
    "enter_organisation",
    "erase",
    "erase_guest",
    "give_handles",
    "hide_about",
    "import_members",
    "import_organisations",
    "imported_members",
    "invite",
    "leave",
    "lift_what_is_over",
    "merge_expertise",
    "merge_organisations",
    "names_of_guest",
    "reinstate",
    "remove_domain",
    "resend_invitation",
    "revoke_invitation",
    "show_about",
    "suspend",
    "tend_downloads",
    "what_hinders_erasing",
    "withdraw_affiliation_change",
]

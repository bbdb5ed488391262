"""Joining, and what members see and change about themselves."""

from members.views.affiliation import affiliation, withdraw_affiliation_change
from members.views.application import application, correct_application, rules
from members.views.invitations import invitation
from members.views.leaving import apply_again, leave
from members.views.organisation import OrganisationSignupView
from members.views.own_data import erase, own_data, own_data_file
from members.views.profile import profile
from members.views.security import ActivateTotpView, AddPasskeyView, RecoveryCodesView, SessionsView, security
from members.views.settings import settings
from members.views.signup import SignupView, organisation_suggestions

__all__ = [
    "OrganisationSignupView",
    "ActivateTotpView",
    "AddPasskeyView",
    "RecoveryCodesView",
    "SessionsView",
    "SignupView",
    "affiliation",
    "application",
    "apply_again",
    "correct_application",
    "erase",
    "invitation",
    "leave",
    "organisation_suggestions",
    "own_data",
    "own_data_file",
    "profile",
    "rules",
    "security",
    "settings",
    "withdraw_affiliation_change",
]

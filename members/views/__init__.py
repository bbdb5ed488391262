"""Joining, and what members see and change about themselves."""

from members.views.affiliation import affiliation, withdraw_affiliation_change
from members.views.application import application, rules
from members.views.settings import settings
from members.views.signup import SignupView, organisation_suggestions

__all__ = [
    "SignupView",
    "affiliation",
    "application",
    "organisation_suggestions",
    "rules",
    "settings",
    "withdraw_affiliation_change",
]

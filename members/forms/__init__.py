"""The shapes of input about people: at sign-up, in settings, at the secretariat's desk, in a file."""

from members.forms.affiliation import AffiliationChangeForm
from members.forms.deciding import DeclineForm
from members.forms.roster import RosterRowForm
from members.forms.rules import AcceptRulesForm
from members.forms.settings import ProfileForm
from members.forms.signup import SignupForm

__all__ = [
    "AcceptRulesForm",
    "AffiliationChangeForm",
    "DeclineForm",
    "ProfileForm",
    "RosterRowForm",
    "SignupForm",
]

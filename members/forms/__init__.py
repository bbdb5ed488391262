"""The shapes of input about people: at sign-up, in settings, at the secretariat's desk, in a file."""

from members.forms.affiliation import AffiliationChangeForm
from members.forms.correcting import CorrectApplicationForm
from members.forms.deciding import DeclineForm
from members.forms.expertise import MergeExpertiseForm
from members.forms.leaving import ApplyAgainForm, LeaveForm
from members.forms.merging import MergeForm
from members.forms.organisation import OrganisationSignupForm
from members.forms.own_data import EraseForm, EraseGuestForm, EraseMemberForm, GuestAddressForm
from members.forms.profile import AboutForm
from members.forms.roster import RosterRowForm
from members.forms.rules import AcceptRulesForm
from members.forms.settings import ProfileForm
from members.forms.signup import SignupForm
from members.forms.suspending import SuspendForm

__all__ = [
    "AboutForm",
    "AcceptRulesForm",
    "AffiliationChangeForm",
    "ApplyAgainForm",
    "CorrectApplicationForm",
    "DeclineForm",
    "EraseForm",
    "EraseGuestForm",
    "EraseMemberForm",
    "GuestAddressForm",
    "LeaveForm",
    "MergeExpertiseForm",
    "MergeForm",
    "OrganisationSignupForm",
    "ProfileForm",
    "RosterRowForm",
    "SignupForm",
    "SuspendForm",
]

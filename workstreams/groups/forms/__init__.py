"""The shape of input about groups, their charters and seats."""

from workstreams.groups.forms.charters import CharterForm
from workstreams.groups.forms.describing import ChangeForm, FoundingForm
from workstreams.groups.forms.inviting import InvitationForm, InviteForm, InviteListForm
from workstreams.groups.forms.joining import JoinRequestForm
from workstreams.groups.forms.living import NoteForm
from workstreams.groups.forms.milestones import MilestoneForm
from workstreams.groups.forms.roles import RemovalForm, RoleForm

__all__ = [
    "ChangeForm",
    "CharterForm",
    "FoundingForm",
    "InvitationForm",
    "InviteForm",
    "InviteListForm",
    "JoinRequestForm",
    "MilestoneForm",
    "NoteForm",
    "RemovalForm",
    "RoleForm",
]

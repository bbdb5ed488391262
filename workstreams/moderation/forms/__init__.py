"""The shape of input about flags, decisions and requests."""

from workstreams.moderation.forms.appealing import AppealDecisionForm, AppealForm
from workstreams.moderation.forms.deciding import DecisionForm, UndoForm
from workstreams.moderation.forms.fields import rules_on_offer
from workstreams.moderation.forms.flagging import AdditionForm, FlagForm
from workstreams.moderation.forms.holding import DeclineTextForm
from workstreams.moderation.forms.joining import DeclineForm
from workstreams.moderation.forms.tools import (
    EndForm,
    HideForm,
    MergeForm,
    MoveForm,
    RetitleForm,
    SilenceForm,
    SlowForm,
    SplitForm,
)

__all__ = [
    "AdditionForm",
    "AppealDecisionForm",
    "AppealForm",
    "DecisionForm",
    "DeclineForm",
    "DeclineTextForm",
    "EndForm",
    "FlagForm",
    "HideForm",
    "MergeForm",
    "MoveForm",
    "RetitleForm",
    "SilenceForm",
    "SlowForm",
    "SplitForm",
    "UndoForm",
    "rules_on_offer",
]

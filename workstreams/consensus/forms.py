"""The shape of input about calls."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Field, Layout
from django import forms
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy as _

from portal.days import DayField, end_of
from workstreams.consensus.models import Call, Outcome, Position
from workstreams.recommendations.models import Clause

Stance = Position.Stance
ROWS = "components/decision_choices.html"
STANCES = {
    Stance.SUPPORT: ("agree", "support", ""),
    Stance.RESERVATIONS: ("reserve", "reserve", _("Say what you would still change")),
    Stance.ASIDE: ("aside", "aside", _("Not for us to decide")),
    Stance.OBJECT: ("object", "object", _("Say why, and what change would end it")),
    Stance.RECUSE: ("recuse", "aside", _("We have an interest in the result")),
}

#: What is asked of somebody's reasons, by the stance that is picked; `any` where the page cannot tell.
WHY = [
    ("any", _("Needed with reservations (what you would still change) and with an objection.")),
    ("reserve", _("What you would still change.")),
    ("object", _("What speaks against the text. Nobody can answer an objection without a reason.")),
    ("else", _("You may leave it empty.")),
]


def _text(label, *, required="", help_text="", rows=4):
    return forms.CharField(
        label=label,
        required=bool(required),
        strip=False,
        help_text=help_text,
        error_messages={"required": required},
        widget=forms.Textarea(attrs={"rows": rows, "dir": "auto"}),
    )


class _Form(forms.Form):
    use_required_attribute = False

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False


class PositionForm(_Form):
    """Where somebody stands. What each stance needs, the action says; the page shows the boxes that a stance needs.
    `clauses`: (id, number and first words) of the text that the call is about."""

    stance = forms.ChoiceField(
        label=_("Where you stand"),
        choices=Stance.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose where you stand.")},
    )
    reason = _text(_("Why"))
    clause = forms.ModelChoiceField(
        label=_("The clause you object to"),
        queryset=Clause.objects.none(),
        required=False,
        empty_label=_("The whole text"),
        error_messages={"invalid_choice": _("Choose a clause of this text.")},
    )
    change = _text(
        _("The change that would end the objection"),
        help_text=_("Where you name a clause: the clause as it should read. The difference is shown."),
    )
    submission = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, texts, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["stance"].rows = STANCES
        self.fields["reason"].help_text = format_html_join("", '<span class="hint hint--{}">{}</span>', WHY)
        self.fields["reason"].it_depends = self.fields["change"].it_depends = True
        clause = self.fields["clause"]
        clause.queryset = Clause.objects.filter(pk__in=[text.clause_id for text in texts])
        names = [(text.clause_id, f"{text.number}  {_beginning(text)}") for text in texts]
        clause.choices = [("", clause.empty_label), *names]
        self.helper.layout = Layout(
            Field("stance", template=ROWS),
            Div("reason", css_class="whysaid"),
            Div("clause", "change", css_class="whatwould"),
            "submission",
        )


def _beginning(text):
    words = (text.title or text.source).split()
    return " ".join(words[:8]) + (" …" if len(words) > 8 else "")


class CallForm(_Form):
    """A question about a text. Nothing of it but the question has to be typed; it does not change once it is open."""

    question = forms.CharField(
        label=_("Question"),
        error_messages={"required": _("Write the question.")},
        help_text=_("5 to 500 characters. It asks about the text as it stands: “Do you agree to this text?”"),
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    parties = forms.ChoiceField(
        label=_("Who takes a position"),
        choices=Call.Parties.choices,
        widget=forms.RadioSelect,
        help_text=_("Where all members are asked, they can read this revision for good."),
        error_messages={"required": _("Choose who takes a position.")},
    )
    results = forms.ChoiceField(
        label=_("Where others stand is shown"),
        choices=Call.Results.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose to whom it is shown.")},
    )
    closes = DayField(label=_("Closes at the end of this day"))

    def clean_closes(self):
        """The last minute of that day where the reader is."""
        moment = end_of(self.cleaned_data["closes"])
        if moment <= timezone.now():
            raise forms.ValidationError(_("Choose a day that is still to come."))
        return moment


class OutcomeForm(_Form):
    """What came of a call."""

    result = forms.ChoiceField(
        label=_("What came of it"),
        choices=Outcome.Result.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what came of it.")},
    )
    statement = _text(
        _("Statement"),
        required=_("Write what came of it, and why."),
        help_text=_("What was asked, who stands where, what was done about each objection. It bears your name."),
        rows=8,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["result"].rows = {
            "adopted": ("agree", "support", _("The text can be published.")),
            "returned": ("reply", "object", _("The editors take up the draft again.")),
        }
        self.helper.layout = Layout(Field("result", template=ROWS), "statement")


class AnswerForm(_Form):
    text = _text(_("Your answer"), required=_("Write the answer."))


class OverruleForm(_Form):
    reason = _text(
        _("Your reasons"),
        required=_("Write the reasons."),
        help_text=_("They bear your name, and are printed with the text and the objection."),
    )


class ResolveForm(_Form):
    """Which of the newer revisions resolved an objection."""

    revision = forms.ModelChoiceField(
        label=_("The revision that resolved it"),
        queryset=None,
        empty_label=None,
        error_messages={"required": _("Choose a revision."), "invalid_choice": _("Choose a newer revision.")},
    )

    def __init__(self, *args, revisions, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["revision"].queryset = revisions

"""What the forms of moderation share: a layout without a frame, big rows to choose from, and the rule of a decision."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from workstreams.moderation import rulebook

ROWS = "components/decision_choices.html"
SENTENCE = {"rows": 3, "dir": "auto"}
REASON_MISSING = _("Write what happened. The person concerned will read it.")


def layout(*fields):
    """A helper that draws these fields inside the page's own <form>."""
    helper = FormHelper()
    helper.form_tag = False
    helper.disable_csrf = True  # the page's own <form> has the token
    helper.layout = Layout(*fields)
    return helper


class SometimesDue(forms.CharField):
    """Due or not as the rest of the form says: an empty one passes here, yet the label does not call it optional."""

    def validate(self, value):
        pass


class SometimesChosen(forms.ChoiceField):
    """As `SometimesDue`, from a list: none chosen passes here."""

    def validate(self, value):
        if value:
            super().validate(value)


class RuleField(forms.ChoiceField):
    """Which of the participation rules in force a decision goes by. `offer` fills it, once for each form."""

    def __init__(self, **kwargs):
        super().__init__(
            **{
                "label": _("Which rule"),
                "required": False,
                "error_messages": {"invalid_choice": _("Choose one of the rules in force.")},
                **kwargs,
            }
        )


def rules_on_offer():
    """The rules in force to choose from, as choices; [] where none has a number. One query."""
    found = rulebook.paragraphs(rulebook.in_force())
    rules = [(number, f"{number} {words}") for number, words in found]
    return [("", _("None of them by name")), *rules] if rules else []


def offer_rules(form, name="rule", rules=None):
    """Let a form choose from the rules in force; take the field away where none has a number. One query, and none
    where `rules_on_offer` were asked for before, for several forms."""
    rules = rules_on_offer() if rules is None else rules
    if rules:
        form.fields[name].choices = rules
    else:
        del form.fields[name]

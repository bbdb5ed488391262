"""Raising a flag, and adding to it."""

from crispy_forms.layout import Field
from django import forms
from django.utils.translation import gettext_lazy as _

from workstreams.moderation.forms.fields import ROWS, SENTENCE, layout
from workstreams.moderation.models import Flag


class FlagForm(forms.Form):
    """Why something should not stand as it does, in a word and in a sentence."""

    reason = forms.ChoiceField(
        label=_("What is wrong with it?"),
        choices=Flag.Reason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what is wrong with it.")},
    )
    reason.rows = {
        Flag.Reason.OFF_TOPIC: ("", "aside", _("It belongs in another thread or group.")),
        Flag.Reason.CONDUCT: ("", "aside", _("It speaks to the person, not to the argument.")),
        Flag.Reason.CONFIDENTIAL: ("", "aside", _("It tells what was shared in confidence.")),
        Flag.Reason.SPAM: ("", "aside", _("It advertises, or repeats itself everywhere.")),
        Flag.Reason.OTHER: ("", "aside", _("Say below what it is.")),
    }
    note = forms.CharField(
        label=_("In a sentence"),
        help_text=_("Whoever decides reads it and sees your sector, not your name. The secretariat can see both."),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs=SENTENCE),
    )
    helper = layout(Field("reason", template=ROWS), "note")


class AdditionForm(forms.Form):
    """One more sentence to an own flag."""

    use_required_attribute = False

    text = forms.CharField(
        label=_("Add a sentence"),
        help_text=_("What you wrote before stays as it is."),
        max_length=1000,
        widget=forms.Textarea(attrs=SENTENCE),
        error_messages={"required": _("Write what you want to add.")},
    )
    helper = layout("text")

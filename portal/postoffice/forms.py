"""What the secretariat says when it holds a mail back or has it sent once more."""

from django import forms
from django.utils.translation import gettext_lazy as _


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("It stands in the list, for the secretariat alone."),
        max_length=500,
        error_messages={"required": _("Say why. It stands in the list.")},
        widget=forms.Textarea(attrs={"rows": 3, "cols": 80, "dir": "auto"}),
    )

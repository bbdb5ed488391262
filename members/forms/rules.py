"""Accepting the participation rules."""

from django import forms
from django.utils.translation import gettext_lazy


class AcceptRulesForm(forms.Form):
    """The rules accepted by a member whom the secretariat brought in."""

    accept_rules = forms.BooleanField(
        label=gettext_lazy("I have read the rules and will keep them."),
        error_messages={"required": gettext_lazy("Read the rules and accept them. Everybody here has.")},
    )

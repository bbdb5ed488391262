"""Answering a request to join."""

from django import forms
from django.utils.translation import gettext_lazy as _

from workstreams.moderation.forms.fields import SENTENCE, layout


class DeclineForm(forms.Form):
    """Why a request to join is declined."""

    reason = forms.CharField(
        label=_("Why not, in a sentence the member will read"),
        max_length=2000,
        widget=forms.Textarea(attrs=SENTENCE),
        error_messages={"required": _("Write the reason. The member will read it.")},
    )
    helper = layout("reason")

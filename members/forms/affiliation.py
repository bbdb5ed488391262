"""Asking to speak for another sector or organisation."""

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.translation import gettext_lazy

from members.forms.for_whom import ForWhomForm
from members.models import AffiliationChange


class AffiliationChangeForm(ForWhomForm):
    """For whom a member wants to speak from now on, and what the secretariat should know about it."""

    note = forms.CharField(
        label=gettext_lazy("What should the secretariat know?"),
        help_text=gettext_lazy("For example since when, and who can confirm it."),
        required=False,
        max_length=AffiliationChange._meta.get_field("note").max_length,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )
    use_required_attribute = False

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True

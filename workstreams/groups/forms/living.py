"""The words with which a group rests or ends."""

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.translation import gettext_lazy as _


class NoteForm(forms.Form):
    """The words with which a group rests or ends. How long they may be, the action says."""

    use_required_attribute = False

    note = forms.CharField(
        label=_("Closing note"),
        error_messages={"required": _("Write a closing note. Everybody who reads the group sees it.")},
        help_text=_("What came of the work, or why it rests. Everybody who reads the group sees it."),
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False

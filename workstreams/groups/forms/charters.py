"""Writing charters."""

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.translation import gettext_lazy as _


class CharterForm(forms.Form):
    """A charter's new text. `base` is the number of the revision that it was written on; the first, on none, needs no
    line that says what changed."""

    use_required_attribute = False

    body = forms.CharField(
        label=_("Charter"),
        error_messages={"required": _("Write the charter: what the group is for, and how it works.")},
        strip=False,
        help_text=_("Markdown: ## heading, *emphasis*, **strong**, - list, [words](https://address)."),
        widget=forms.Textarea(attrs={"rows": 20, "dir": "auto"}),
    )
    note = forms.CharField(
        label=_("What changed, in a line"),
        max_length=200,
        error_messages={
            "required": _("Say in a line what changed."),
            "max_length": _("%(limit_value)s characters fit. This has %(show_value)s."),
        },
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    base = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(self, *args, is_first=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["note"].required = not is_first
        self.fields["note"].widget.attrs.pop("maxlength", None)
        self.helper = FormHelper()
        self.helper.form_tag = False

"""Making several fields of expertise one."""

from django import forms
from django.utils.translation import gettext_lazy

from members.models import Expertise


class MergeExpertiseForm(forms.Form):
    """Which of the `fields` that were selected stays."""

    into = forms.ModelChoiceField(
        label=gettext_lazy("The name that stays"),
        queryset=Expertise.objects.none(),
        empty_label=None,
        error_messages={
            "required": gettext_lazy("Choose the name that stays."),
            "invalid_choice": gettext_lazy("Choose the name that stays."),
        },
        widget=forms.RadioSelect,
    )

    use_required_attribute = False

    def __init__(self, *args, fields, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["into"].queryset = fields

"""Two organisations that are one."""

from django import forms
from django.utils.translation import gettext_lazy

from members.models import Organisation


class MergeForm(forms.Form):
    """Which of the two stays."""

    stays = forms.ModelChoiceField(
        label=gettext_lazy("Which one stays?"),
        queryset=Organisation.objects.none(),
        empty_label=None,
        error_messages={"required": gettext_lazy("Choose the one that stays.")},
        widget=forms.RadioSelect,
    )

    def __init__(self, *args, one, other, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["stays"].queryset = Organisation.objects.filter(pk__in=[one.pk, other.pk]).order_by("pk")

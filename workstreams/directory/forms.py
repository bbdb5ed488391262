"""The shape of a search for members."""

from crispy_forms.helper import FormHelper
from django import forms
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy

from members.models import Expertise, Profile, Sector
from workstreams.directory.audience import groups_with_names

MISSING = gettext_lazy("What you chose is not here, or not open to you. Choose again.")


class SearchForm(forms.Form):
    """What members are looked up by. Sent as a GET, so that a search has an address to share.

    The groups on offer are those of which `user` may know who sits there.
    """

    q = forms.CharField(
        label=gettext_lazy("Name"), required=False, max_length=120, widget=forms.TextInput(attrs={"dir": "auto"})
    )
    organisation = forms.CharField(
        label=gettext_lazy("Organisation"),
        required=False,
        max_length=300,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    sector = forms.ModelChoiceField(
        label=gettext_lazy("Sector"),
        queryset=Sector.objects.all(),
        required=False,
        to_field_name="slug",
        empty_label=gettext_lazy("All sectors"),
        error_messages={"invalid_choice": MISSING},
    )
    region = forms.ChoiceField(
        label=gettext_lazy("Region"),
        choices=[("", gettext_lazy("All regions")), *Profile.Region.choices],
        required=False,
        error_messages={"invalid_choice": MISSING},
    )
    expertise = forms.ModelChoiceField(
        label=gettext_lazy("Expertise"),
        queryset=Expertise.objects.order_by(Lower("name")),
        required=False,
        empty_label=gettext_lazy("All fields"),
        error_messages={"invalid_choice": MISSING},
    )
    group = forms.ModelChoiceField(
        label=gettext_lazy("Group"),
        queryset=None,
        required=False,
        to_field_name="slug",
        empty_label=gettext_lazy("All groups"),
        error_messages={"invalid_choice": MISSING},
    )

    use_required_attribute = False

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["group"].queryset = groups_with_names(user).order_by("name")
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True

    @property
    def is_empty(self):
        """Whether nothing was chosen, so that everybody is listed."""
        return not any(self.cleaned_data.values())

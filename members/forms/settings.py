"""What members tell about themselves in their settings."""

from crispy_forms.helper import FormHelper
from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy

from members.duplicates import refuse_look_alike_person
from members.forms.fields import country_field, person_name_field, time_zone_field
from members.names import clean_name


class ProfileForm(forms.Form):
    """What members may change about themselves."""

    name = person_name_field()
    handle = forms.CharField(
        label=gettext_lazy("Handle"),
        help_text=gettext_lazy(
            "Others write it after an @ to call you. Texts that have your former one still lead to you."
        ),
        error_messages={"required": gettext_lazy("Write the handle by which others call you.")},
        widget=forms.TextInput(attrs={"autocapitalize": "none", "spellcheck": "false", "autocomplete": "off"}),
    )
    country = country_field()
    time_zone = time_zone_field()
    mail_language = forms.ChoiceField(
        label=gettext_lazy("Language of mails"), choices=lambda: settings.LANGUAGES, required=False
    )

    def __init__(self, *args, member, **kwargs):
        self.member = member
        super().__init__(*args, **kwargs)
        if not (member.handle or member.is_active_member):
            # It is given with the admission.
            del self.fields["handle"]
        if len(settings.LANGUAGES) < 2:
            # There is nothing to choose.
            del self.fields["mail_language"]
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True

    def clean_name(self):
        name = clean_name(self.cleaned_data["name"])
        if name != self.member.name:
            refuse_look_alike_person(name, besides=self.member)
        return name

"""What members tell about themselves in their settings."""

from crispy_forms.helper import FormHelper
from django import forms

from members.duplicates import refuse_look_alike_person
from members.forms.fields import country_field, person_name_field, time_zone_field
from members.names import clean_name


class ProfileForm(forms.Form):
    """What members may change about themselves."""

    name = person_name_field()
    country = country_field()
    time_zone = time_zone_field()

    def __init__(self, *args, member, **kwargs):
        self.member = member
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True

    def clean_name(self):
        name = clean_name(self.cleaned_data["name"])
        if name != self.member.name:
            refuse_look_alike_person(name, besides=self.member)
        return name

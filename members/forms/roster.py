"""What a file says about organisations and people."""

from django import forms
from django.utils.translation import gettext

from members.domains import clean_address
from members.models import Member, Organisation
from members.names import clean_name


class RosterRowForm(forms.Form):
    """One row of a file of organisations and people. Fields are named as in members.roster.COLUMNS.

    `sectors` and `countries`: what may stand in a cell, and what it means.
    """

    organisation = forms.CharField(required=False, max_length=Organisation._meta.get_field("name").max_length)
    type = forms.CharField(required=False)
    sector = forms.CharField(required=False)
    country = forms.CharField(required=False)
    website = forms.URLField(required=False, assume_scheme="https", max_length=200)
    email = forms.EmailField(required=False, max_length=Member._meta.get_field("email").max_length)
    person = forms.CharField(required=False, max_length=Member._meta.get_field("name").max_length)
    time_zone = forms.CharField(required=False)

    def __init__(self, *args, sectors, country_codes, zones, **kwargs):
        super().__init__(*args, **kwargs)
        self.sectors, self.country_codes, self.zones = sectors, country_codes, zones

    def clean_organisation(self):
        return clean_name(self.cleaned_data["organisation"], may_hold_address=True)

    def clean_person(self):
        return clean_name(self.cleaned_data["person"])

    def clean_email(self):
        email = self.cleaned_data["email"].lower()
        return clean_address(email) if email else ""

    def clean_country(self):
        name = " ".join(self.cleaned_data["country"].split())
        if not name:
            return ""
        code = self.country_codes.get(name.casefold())
        if code is None:
            raise forms.ValidationError(
                gettext("There is no country “%(name)s”. Write its English name or its ISO code."),
                params={"name": name},
            )
        return code

    def clean_time_zone(self):
        zone = self.cleaned_data["time_zone"] or "UTC"
        if zone not in self.zones:
            raise forms.ValidationError(
                gettext("There is no time zone “%(zone)s”. Write one like Europe/Paris."), params={"zone": zone}
            )
        return zone

    def clean(self):
        data = super().clean()
        # The alliance's own word goes before somebody else's type.
        word = " ".join((data.get("sector") or data.get("type") or "").split())
        data["speaks_for"] = self.sectors.get(word.casefold())
        if not word:
            self.add_error(None, gettext("Neither a sector nor a type stands here."))
        elif data["speaks_for"] is None:
            self.add_error(None, gettext("“%(word)s” belongs to no sector.") % {"word": word})
        if not self.errors and not data["organisation"] and not data["email"]:
            self.add_error(None, gettext("Neither an organisation nor an e-mail address stands here."))
        if not self.errors and bool(data["email"]) != bool(data["person"]):
            self.add_error(None, gettext("A person needs a name and an e-mail address."))
        return data

"""For whom somebody speaks: asked at sign-up, and again when it changes."""

from django import forms
from django.urls import reverse_lazy
from django.utils.translation import gettext, gettext_lazy

from members import likeness
from members.duplicates import alike, refuse_look_alike_organisation
from members.models import Organisation, Sector
from members.names import clean_name, elsewhere


class ForWhomForm(forms.Form):
    """A sector, and an organisation or oneself.

    A name that is nearly an organisation's is asked back once, by `meant`: the page offers to take one of those
    (`take`, its id) or to say that another is meant (`mine_is_another`, the name as it was typed).
    """

    sector = forms.ModelChoiceField(
        label=gettext_lazy("Sector"),
        queryset=Sector.objects.all(),
        empty_label=None,
        error_messages={"required": gettext_lazy("Choose the sector that you speak for.")},
        widget=forms.RadioSelect,
    )
    organisation_name = forms.CharField(
        label=gettext_lazy("Organisation"),
        help_text=gettext_lazy("Start typing. If it is not listed, enter its full name and we check it."),
        error_messages={
            "required": gettext_lazy("Enter the name of your organisation, or choose “I speak for myself”")
        },
        max_length=Organisation._meta.get_field("name").max_length,
        widget=forms.TextInput(
            attrs={
                "autocomplete": "organization",
                "dir": "auto",
                "list": "organisations",
                "hx-get": reverse_lazy("organisation_suggestions"),
                "hx-target": "#organisations",
                "hx-trigger": "input changed delay:250ms",
                "hx-params": "organisation_name",
                "hx-sync": "this:replace",
            }
        ),
    )
    mine_is_another = forms.CharField(required=False, widget=forms.HiddenInput)
    individual = forms.BooleanField(label=gettext_lazy("I speak for myself, not for an organisation"), required=False)

    #: The organisation of the typed name, and those that may have been meant; found while the form is checked.
    known, meant = None, ()

    @classmethod
    def taking(cls, data):
        """What was sent, as if the organisation whose button was pressed had been chosen, and with it its sector."""
        wanted = data.get("take", "")
        known = Organisation.objects.approved().filter(pk=wanted).first() if wanted.isdecimal() else None
        if known is None:
            return data
        data = data.copy()
        data["organisation_name"], data["sector"] = known.name, str(known.sector_id)
        data.pop("individual", None)
        return data

    def clean_organisation_name(self):
        name = clean_name(self.cleaned_data["organisation_name"])
        self.known = Organisation.objects.approved().known_as(name) if name else None
        if name and self.known is None:
            refuse_look_alike_organisation(name)
        return name

    def clean(self):
        data = super().clean()
        if data.get("individual"):
            # Said last and by itself: a name that was typed before it no longer counts, nor what was wrong with it.
            self.errors.pop("organisation_name", None)
            data["organisation_name"] = ""
        elif data.get("organisation_name") and data.get("sector"):
            self._recognise(data)
        return data

    def _recognise(self, data):
        name, known = data["organisation_name"], self.known
        if known and known.sector != data["sector"]:
            self.add_error("organisation_name", elsewhere(known))
        elif known:
            data["organisation_name"] = known.name
        elif likeness.key(data.get("mine_is_another") or "") != likeness.key(name):
            self.meant = alike(name, among=Organisation.objects.approved())
            if self.meant:
                self.add_error("organisation_name", gettext("Something like this is here already. Is it yours?"))

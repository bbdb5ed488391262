"""Fields that several forms ask for."""

from django import forms
from django.utils.translation import gettext, gettext_lazy
from django_countries import countries

from members.models import Member, time_zone_choices


def _countries():
    return [("", gettext("Choose a country")), *countries]


def person_name_field():
    return forms.CharField(
        label=gettext_lazy("Your name"),
        help_text=gettext_lazy("As people know you. It stands beside everything you write."),
        max_length=Member._meta.get_field("name").max_length,
        error_messages={"required": gettext_lazy("Enter your name.")},
        widget=forms.TextInput(attrs={"autocomplete": "name", "dir": "auto"}),
    )


def country_field():
    return forms.ChoiceField(
        label=gettext_lazy("Country"),
        choices=_countries,
        error_messages={"required": gettext_lazy("Choose the country that you work in.")},
        widget=forms.Select(attrs={"autocomplete": "country"}),
    )


def time_zone_field(**attrs):
    return forms.ChoiceField(
        label=gettext_lazy("Time zone"),
        help_text=gettext_lazy("Dates and your weekly digest follow it."),
        choices=time_zone_choices,
        initial="UTC",
        widget=forms.Select(attrs=attrs),
    )

"""What people tell about themselves: at sign-up and in their settings; and what a file says about them."""

from allauth.account import app_settings as account_settings
from allauth.account.forms import SignupForm as AccountForm
from crispy_forms.helper import FormHelper
from django import forms
from django.contrib.auth.hashers import make_password
from django.core.validators import MaxLengthValidator
from django.db import transaction
from django.urls import reverse_lazy
from django.utils.translation import gettext, gettext_lazy
from django_countries import countries

from members.models import Member, Membership, Organisation, Sector, time_zone_choices
from members.names import clean_name, elsewhere


def _countries():
    return [("", gettext("Choose a country")), *countries]


def _person_name():
    return forms.CharField(
        label=gettext_lazy("Your name"),
        help_text=gettext_lazy("As people know you. It stands beside everything you write."),
        max_length=Member._meta.get_field("name").max_length,
        error_messages={"required": gettext_lazy("Enter your name.")},
        widget=forms.TextInput(attrs={"autocomplete": "name", "dir": "auto"}),
    )


def _country():
    return forms.ChoiceField(
        label=gettext_lazy("Country"),
        choices=_countries,
        error_messages={"required": gettext_lazy("Choose the country that you work in.")},
        widget=forms.Select(attrs={"autocomplete": "country"}),
    )


def _time_zone(**attrs):
    return forms.ChoiceField(
        label=gettext_lazy("Time zone"),
        help_text=gettext_lazy("Dates and your weekly digest follow it."),
        choices=time_zone_choices,
        initial="UTC",
        widget=forms.Select(attrs=attrs),
    )


class SignupForm(AccountForm):
    """Everything that an applicant tells, asked on three pages and checked as one form.

    `upto`: the last page to check; what stands on later pages is not looked at. `page`: the page to show. Without
    either it is the whole form.
    """

    PAGES = (
        ("name", "email", "country", "time_zone"),
        ("sector", "organisation_name", "individual"),
        ("accept_rules", "password1", "statement"),
    )
    LAST = len(PAGES)
    field_order = [name for names in PAGES for name in names]
    #: The browser does not know that an organisation is asked only of those who speak for one.
    use_required_attribute = False
    #: Never sent back to the browser.
    SECRET = {"password1"}

    name = _person_name()
    country = _country()
    time_zone = _time_zone(**{"data-guess": ""})
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
    individual = forms.BooleanField(label=gettext_lazy("I speak for myself, not for an organisation"), required=False)
    statement = forms.CharField(
        label=gettext_lazy("Why do you want to take part?"),
        help_text=gettext_lazy("The secretariat reads it when it decides."),
        required=False,
        max_length=Membership._meta.get_field("statement").max_length,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )
    accept_rules = forms.BooleanField(
        label=gettext_lazy("I have read the rules and will keep them."),
        error_messages={"required": gettext_lazy("Read the rules and accept them. Everybody here has.")},
    )

    def __init__(self, *args, upto=None, page=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.page = page or self.LAST
        for late in self.PAGES[upto or self.LAST :]:
            for name in late:
                del self.fields[name]
        email = self.fields["email"]
        email.label = gettext("E-mail address")
        email.help_text = gettext("You sign in with it. We send a code there. Other members do not see it.")
        email.error_messages["required"] = gettext("Enter your e-mail address.")
        email.error_messages["invalid"] = gettext("Enter an e-mail address like name@example.org.")
        email.max_length = Member._meta.get_field("email").max_length
        email.validators.append(MaxLengthValidator(email.max_length))
        password = self.fields.get("password1")
        if password:
            password.help_text = gettext(
                "At least 10 characters, not only figures. A sentence that you remember is good."
            )
            password.error_messages["required"] = gettext("Choose a password.")
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)

    @property
    def shown(self):
        """The fields of the page that is shown."""
        return [self[name] for name in self.PAGES[self.page - 1]]

    @property
    def trap(self):
        """The field that people do not see and machines fill in, or None."""
        name = account_settings.SIGNUP_FORM_HONEYPOT_FIELD
        return self[name] if name else None

    @classmethod
    def answers(cls, data, *, without=()):
        """What was answered so far, as (name, text) pairs, but for secrets and for the page numbered in `without`."""
        names = [name for number, names in enumerate(cls.PAGES, 1) if number not in without for name in names]
        return [(name, data[name]) for name in names if name not in cls.SECRET and data.get(name)]

    def first_wrong_page(self):
        """The number of the first page that holds something to put right."""
        wrong = [number for number, names in enumerate(self.PAGES, 1) if any(name in self.errors for name in names)]
        return wrong[0] if wrong else self.page

    def clean_name(self):
        return clean_name(self.cleaned_data["name"])

    def clean_organisation_name(self):
        return clean_name(self.cleaned_data["organisation_name"])

    def clean(self):
        data = super().clean()
        if data.get("individual"):
            # Said last and by itself: a name that was typed before it no longer counts, nor what was wrong with it.
            self.errors.pop("organisation_name", None)
            data["organisation_name"] = ""
        elif data.get("organisation_name") and data.get("sector"):
            known = Organisation.objects.approved().named(data["organisation_name"]).select_related("sector").first()
            if known and known.sector != data["sector"]:
                self.add_error("organisation_name", elsewhere(known))
        return data

    def try_save(self, request):
        if self.account_already_exists:
            # Time must not tell whether an address has an account here: hash a password in this case, too.
            make_password(self.cleaned_data["password1"])
        return super().try_save(request)

    @transaction.atomic
    def save(self, request):
        """Make the account, its first affiliation and the application, or nothing of it (see AccountAdapter)."""
        return super().save(request)


class ProfileForm(forms.Form):
    """What members may change about themselves."""

    name = _person_name()
    country = _country()
    time_zone = _time_zone()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True

    def clean_name(self):
        return clean_name(self.cleaned_data["name"])


class AcceptRulesForm(forms.Form):
    """The rules accepted by a member whom the secretariat brought in."""

    accept_rules = forms.BooleanField(
        label=gettext_lazy("I have read the rules and will keep them."),
        error_messages={"required": gettext_lazy("Read the rules and accept them. Everybody here has.")},
    )


class DeclineForm(forms.Form):
    """Why applications are declined. Each applicant reads it."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        help_text=gettext_lazy("The applicants read it in a mail, word for word."),
        max_length=Membership._meta.get_field("reason").max_length,
        error_messages={"required": gettext_lazy("Write the reason. The applicant will read it.")},
        widget=forms.Textarea(attrs={"rows": 5, "cols": 80, "dir": "auto"}),
    )


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
        return self.cleaned_data["email"].lower()

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

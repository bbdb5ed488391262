"""What people tell about themselves at sign-up."""

from allauth.account import app_settings as account_settings
from allauth.account.forms import SignupForm as AccountForm
from django import forms
from django.contrib.auth.hashers import make_password
from django.core.validators import MaxLengthValidator
from django.db import transaction
from django.urls import reverse_lazy
from django.utils.translation import gettext, gettext_lazy

from members.forms.fields import country_field, person_name_field, time_zone_field
from members.models import Member, Membership, Organisation, Sector
from members.names import clean_name, elsewhere


class SignupForm(AccountForm):
    """Everything that an applicant tells, asked on three pages and checked as one form.

    `upto`: the last page to check; what stands on later pages is not looked at. `page`: the page to show. Without
    either it is the whole form.
    """

    PAGES = (
        ("name", "email", "country", "time_zone"),
        ("sector", "organisation_name", "individual"),
        ("statement", "password1", "accept_rules"),
    )
    LAST = len(PAGES)
    field_order = [name for names in PAGES for name in names]
    #: The browser does not know that an organisation is asked only of those who speak for one.
    use_required_attribute = False
    #: Never sent back to the browser.
    SECRET = {"password1"}

    name = person_name_field()
    country = country_field()
    time_zone = time_zone_field(**{"data-guess": ""})
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

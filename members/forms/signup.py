"""What people tell about themselves at sign-up."""

import secrets

from allauth.account import app_settings as account_settings
from allauth.account.forms import SignupForm as AccountForm
from django import forms
from django.contrib.auth.hashers import make_password
from django.core.validators import MaxLengthValidator
from django.db import transaction
from django.utils.functional import cached_property
from django.utils.translation import gettext, gettext_lazy

from members.duplicates import organisation_of, refuse_look_alike_person
from members.forms.fields import country_field, person_name_field, time_zone_field
from members.forms.for_whom import ForWhomForm
from members.forms.invited import Invited
from members.forms.unhurried import Unhurried
from members.models import Member, Membership, Organisation
from members.names import clean_name


class SignupForm(Invited, Unhurried, ForWhomForm, AccountForm):
    """Everything that an applicant tells, asked on three pages and checked as one form.

    `upto`: the last page to check; what stands on later pages is not looked at. `page`: the page to show. Without
    either it is the whole form.
    """

    PAGES = (
        ("name", "email", "country", "time_zone"),
        ("sector", "organisation_name", "mine_is_another", "individual"),
        ("accept_rules", "password1", "statement"),
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
        self.page = page or upto or self.LAST
        for late in self.PAGES[upto or self.LAST :]:
            for name in late:
                del self.fields[name]
        email = self.fields["email"]
        email.label = gettext("E-mail address")
        email.help_text = gettext("You sign in with it. We send a code there. Other members do not see it.")
        if self.invitation:
            email.help_text = gettext("You sign in with it. The invitation came there, so no code is needed.")
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
        name = clean_name(self.cleaned_data["name"])
        refuse_look_alike_person(name)
        return name

    @cached_property
    def owner_of_address(self):
        """The organisation that the typed address belongs to by its domain, or None."""
        return organisation_of((self.data if self.is_bound else self.initial).get("email") or "")

    @cached_property
    def takes_part_at_once(self):
        """Whether the typed address, once confirmed, proves for whom they say they speak."""
        said = self.data if self.is_bound else self.initial
        owner = None if said.get("individual") else self.owner_of_address
        return owner is not None and owner == Organisation.objects.approved().known_as(
            said.get("organisation_name") or ""
        )

    def try_save(self, request):
        if self.account_already_exists:
            self.rehearse(request)
        return super().try_save(request)

    def rehearse(self, request):
        """Time must not tell whether an address has an account here. So for one that has, an account is made all the
        same, for an address that nobody can have, and undone."""
        if self.invitation:
            # Whoever has the link was told by its mail whose address it is.
            make_password(self.cleaned_data.get("password1"))
            return
        typed, self.cleaned_data["email"] = self.cleaned_data["email"], f"{secrets.token_hex(8)}@rehearsal.invalid"
        self.account_already_exists = False
        try:
            with transaction.atomic():
                self.save(request)
                transaction.set_rollback(True)
        finally:
            self.cleaned_data["email"], self.account_already_exists = typed, True

    @transaction.atomic
    def save(self, request):
        """Make the account, its first affiliation and the application, or nothing of it (see AccountAdapter)."""
        return super().save(request)

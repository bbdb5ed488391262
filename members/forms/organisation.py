"""Sign-up for somebody whom their organisation's identity provider has sent."""

from allauth.account.forms import SignupForm as AccountForm
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialLogin

from members.forms.signup import SignupForm


class _Sent(AccountForm):
    """Makes the account together with its link to the provider, and without a password."""

    def save(self, request):
        user = get_adapter().save_user(request, self.sociallogin, form=self)
        self.custom_signup(request, user)
        return user


class OrganisationSignupForm(SignupForm, _Sent):
    """The usual form without a password: the provider signs them in. An address that the provider vouches for stands
    as it is, and needs no code; any other is asked for, and confirmed like everybody's."""

    def __init__(self, *args, sociallogin, **kwargs):
        self.sociallogin = sociallogin
        known = sociallogin.email_addresses[0] if sociallogin.email_addresses else None
        self.address_is_known = bool(known and known.verified)
        told = {"name": sociallogin.user.name, "email": known.email if known else ""}
        super().__init__(*args, **kwargs | {"initial": told | (kwargs.get("initial") or {})})
        self.fields.pop("password1", None)
        email = self.fields.get("email")
        if email and self.address_is_known:
            self.initial["email"] = known.email
            email.disabled = True
            email.help_text = ""

    def rehearse(self, request):
        """The same as for everybody, and nothing of it stays with what the provider told."""
        told, self.sociallogin = self.sociallogin, SocialLogin.deserialize(self.sociallogin.serialize())
        try:
            super().rehearse(request)
        finally:
            self.sociallogin = told

"""The names and words of a passkey."""

from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django import forms
from django.utils.translation import gettext_lazy


class AddPasskeyForm(AddWebAuthnForm):
    """A passkey that signs in by itself, or, where that is not wished, one that is asked for after the password."""

    passwordless = forms.BooleanField(
        label=gettext_lazy("Sign in with it alone"),
        help_text=gettext_lazy("Without a password. The device then asks for a finger, a face or its own code."),
        required=False,
        initial=True,
    )

"""django-allauth's forms in our words. What they check, and how, is allauth's."""

from allauth.account import forms as account
from allauth.account.adapter import get_adapter
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import EditWebAuthnForm
from django.utils.translation import gettext_lazy as _

#: What allauth's fields are called here, and what is said where one is left empty.
WORDS = {
    "login": (_("E-mail address"), _("Enter your e-mail address.")),
    "email": (_("E-mail address"), _("Enter your e-mail address.")),
    "password": (_("Password"), _("Enter your password.")),
    "oldpassword": (_("Your password until now"), _("Enter the password that you have now.")),
    "password1": (_("New password"), _("Choose a password.")),
    "password2": (_("New password, once more"), _("Enter the new password a second time.")),
    "code": (_("Code"), _("Enter the code.")),
    "name": (_("Name"), _("Enter a name.")),
}
NO_ADDRESS = _("Enter an e-mail address like name@example.org.")
GOOD_PASSWORD = _("At least 10 characters, not only figures. A sentence that you remember is good.")


class InOurWords:
    """Calls the fields of a form as we do, and takes out the grey words inside the boxes: a label stays readable while
    one types."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            if name in WORDS:
                field.label, field.error_messages["required"] = WORDS[name]
            if name in {"login", "email"}:
                field.error_messages["invalid"] = NO_ADDRESS
        if "password1" in self.fields:
            self.fields["password1"].help_text = GOOD_PASSWORD


class LoginForm(InOurWords, account.LoginForm):
    """Sign in by address and password."""


class RequestLoginCodeForm(InOurWords, account.RequestLoginCodeForm):
    """Have a code sent."""


class ConfirmLoginCodeForm(InOurWords, account.ConfirmLoginCodeForm):
    """The code that signs in."""


class ConfirmAddressForm(InOurWords, account.ConfirmEmailVerificationCodeForm):
    """The code that confirms an address."""


class ChangeAddressForm(InOurWords, account.ChangeEmailForm):
    """Another address, before the first is confirmed."""


class AddAddressForm(InOurWords, account.AddEmailForm):
    """One more address."""


class ResetPasswordForm(InOurWords, account.ResetPasswordForm):
    """Have a link for a new password sent."""


class ResetLinkForm(account.UserTokenForm):
    """What stands in that link. For an account that was closed since, it works no more."""

    def clean(self):
        data = super().clean()
        if not self.reset_user.is_active:
            raise get_adapter().validation_error("invalid_password_reset")
        return data


class ResetPasswordKeyForm(InOurWords, account.ResetPasswordKeyForm):
    """The new password, behind that link."""


class ChangePasswordForm(InOurWords, account.ChangePasswordForm):
    """The new password of somebody who knows the old one."""


class SetPasswordForm(InOurWords, account.SetPasswordForm):
    """The first password of somebody who came without one."""


class ReauthenticateForm(InOurWords, account.ReauthenticateForm):
    """The password, once more."""


class SecondFactorForm(InOurWords, mfa.AuthenticateForm):
    """The code of an app, or a recovery code, while signing in."""


class SecondFactorAgainForm(InOurWords, mfa.ReauthenticateForm):
    """The same, once more."""


class ActivateTotpForm(InOurWords, ActivateTOTPForm):
    """The first code of an app."""


class RenamePasskeyForm(InOurWords, EditWebAuthnForm):
    """What a passkey is called."""

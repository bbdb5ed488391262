"""The doors of an account, which are django-allauth's: here they answer as every other form of the portal does."""

from allauth.account import views as account
from allauth.account.adapter import get_adapter
from allauth.mfa.base import views as mfa
from allauth.mfa.totp.views import DeactivateTOTPView
from allauth.mfa.webauthn.views import EditWebAuthnView
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _

from members.rehearsing import look_for_nobody
from portal.fragments import UNPROCESSABLE
from portal.mail import MailAway

#: What is said at a form whose mail could not be sent, and the status with which it comes back.
MAIL_AWAY = _("Our mail server does not answer at the moment, so no mail was sent. Try again in a few minutes.")
UNAVAILABLE = 503


class Refusing:
    """A form that cannot be taken as it stands comes back with status 422, one whose mail could not be sent with 503.
    Known or unknown address, right or wrong half of it: the status is the same."""

    def form_valid(self, form):
        try:
            return super().form_valid(form)
        except MailAway:
            form.add_error(None, MAIL_AWAY)
            response = super().form_invalid(form)
            response.status_code = UNAVAILABLE
            return response

    def form_invalid(self, form):
        response = super().form_invalid(form)
        if response.status_code == 200:
            response.status_code = UNPROCESSABLE
        return response


def confirm_read(request, addresses):
    """Whoever brings what stood in a mail has read it: the one address that it can have gone to counts as confirmed, as
    if its own code had been entered. Of several, none does."""
    addresses = list(addresses[:2])
    if len(addresses) == 1 and not addresses[0].verified:
        get_adapter().confirm_email(request, addresses[0])


class LoginView(Refusing, account.LoginView):
    """Sign in by address and password."""


class RequestLoginCodeView(Refusing, account.RequestLoginCodeView):
    """Have a code sent."""


class ConfirmLoginCodeView(Refusing, account.ConfirmLoginCodeView):
    """Sign in by that code, which confirms where it came to. A wrong one costs as much where nobody has the address."""

    def _verify_form_valid(self, form):
        confirm_read(self.request, self._process.user.emailaddress_set.filter(email=self._process.state["email"]))
        return super()._verify_form_valid(form)

    def form_invalid(self, form):
        if self._process.user is None:
            look_for_nobody()
        return super().form_invalid(form)


@method_decorator(login_not_required, name="dispatch")
class ConfirmAddressView(Refusing, account.ConfirmEmailVerificationCodeView):
    """Confirm an address by the code that was sent there."""

    def _resend_form_valid(self, form):
        """Send a new one. Somebody who has an account and signs up gets their mail once more, too, where allauth would
        send none: how long the answer takes, and whether the mail server is away, would tell that they have one."""
        if self._process.user is not None:
            return super()._resend_form_valid(form)
        self._process.generate_code()
        self._process.send()
        self._process.record_resend()
        self._process.persist()
        return HttpResponseRedirect(self.passthrough_next_url(reverse("account_email_verification_sent")))


class AddressesView(Refusing, account.EmailView):
    """The own addresses."""


class ChangePasswordView(Refusing, account.PasswordChangeView):
    """A new password for the old one."""


class SetPasswordView(Refusing, account.PasswordSetView):
    """A first password."""


class ResetPasswordView(Refusing, account.PasswordResetView):
    """Have a link for a new password sent."""


class ResetPasswordFromKeyView(Refusing, account.PasswordResetFromKeyView):
    """Choose a new password by the link from the mail.

    Whoever has the link has read the mail that it came in. Where the account has one address alone the mail went
    there, so that address counts as confirmed, and signing in asks for no code. Of several, the link does not say
    which one it went to: then nothing is concluded.
    """

    def form_valid(self, form):
        response = super().form_valid(form)
        confirm_read(self.request, self.reset_user.emailaddress_set.all())
        return response


class ReauthenticateView(Refusing, account.ReauthenticateView):
    """The password, once more."""


class SecondFactorView(Refusing, mfa.AuthenticateView):
    """The second factor, while signing in."""


class SecondFactorAgainView(Refusing, mfa.ReauthenticateView):
    """The second factor, once more."""


class DeactivateTotpView(Refusing, DeactivateTOTPView):
    """Take the app that makes codes away."""


class RenamePasskeyView(Refusing, EditWebAuthnView):
    """Give a passkey another name."""

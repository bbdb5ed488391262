"""How somebody signs in, and what proves that it is them. The ceremonies are django-allauth's."""

from allauth.account.utils import get_next_redirect_url
from allauth.mfa.base.views import IndexView
from allauth.mfa.recovery_codes.views import ViewRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView
from allauth.mfa.webauthn.views import AddWebAuthnView
from allauth.usersessions.internal.flows.sessions import end_other_sessions
from allauth.usersessions.views import ListUserSessionsView
from django.utils.http import urlencode

from members.second_factor import lacks_second_factor
from members.sessions import open_sessions
from members.views.entrance import Refusing


class SecurityView(IndexView):
    """Everything by which somebody signs in, on one page, each with its way to change it."""

    template_name = "members/security.html"

    def get_context_data(self, **kwargs):
        user = self.request.user
        return super().get_context_data(
            sessions=open_sessions(user),
            organisation_logins=user.socialaccount_set.count(),
            lacks_second_factor=lacks_second_factor(user),
            **kwargs,
        )


class SessionsView(ListUserSessionsView):
    """Where the reader is signed in, and when each browser was last used."""

    def get_context_data(self, **kwargs):
        return {**super().get_context_data(**kwargs), "sessions": open_sessions(self.request.user)}


class _FirstProof(Refusing):
    """A second factor that is set up here counts from now on, so no session that was opened without it stays: all but
    this one end. The codes for a lost device are shown next, and from there it goes to `next`."""

    def get_context_data(self, **kwargs):
        onward = get_next_redirect_url(self.request) or ""
        query = f"?{urlencode({'next': onward})}" if onward else ""
        return {**super().get_context_data(**kwargs), "next_url": onward, "query": query}

    def form_valid(self, form):
        response = super().form_valid(form)
        end_other_sessions(self.request, self.request.user)
        return response

    def get_success_url(self):
        onward = get_next_redirect_url(self.request)
        if onward and self.did_generate_recovery_codes:
            return f"{super().get_success_url()}?{urlencode({'next': onward})}"
        return onward or super().get_success_url()


class ActivateTotpView(_FirstProof, ActivateTOTPView):
    """Set up an app that makes codes."""


class AddPasskeyView(_FirstProof, AddWebAuthnView):
    """Add a passkey or a security key."""


class RecoveryCodesView(ViewRecoveryCodesView):
    """The codes for a lost device, and the way back to where a second factor was asked for."""

    def get_context_data(self, **kwargs):
        return super().get_context_data(next_url=get_next_redirect_url(self.request) or "", **kwargs)


security = SecurityView.as_view()

"""Addresses under /accounts/ that are ours instead of allauth's."""

from django.urls import path, re_path
from django.views.generic import RedirectView

from members import views
from members.views import entrance

urlpatterns = [
    path("signup/", views.SignupView.as_view(), name="account_signup"),
    path("organisation/signup/", views.OrganisationSignupView.as_view(), name="socialaccount_signup"),
    path("login/", entrance.LoginView.as_view(), name="account_login"),
    path("login/code/", entrance.RequestLoginCodeView.as_view(), name="account_request_login_code"),
    path("login/code/confirm/", entrance.ConfirmLoginCodeView.as_view(), name="account_confirm_login_code"),
    path("confirm-email/", entrance.ConfirmAddressView.as_view(), name="account_email_verification_sent"),
    path("email/", entrance.AddressesView.as_view(), name="account_email"),
    path("password/change/", entrance.ChangePasswordView.as_view(), name="account_change_password"),
    path("password/set/", entrance.SetPasswordView.as_view(), name="account_set_password"),
    path("password/reset/", entrance.ResetPasswordView.as_view(), name="account_reset_password"),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        entrance.ResetPasswordFromKeyView.as_view(),
        name="account_reset_password_from_key",
    ),
    path("reauthenticate/", entrance.ReauthenticateView.as_view(), name="account_reauthenticate"),
    path("sessions/", views.SessionsView.as_view(), name="usersessions_list"),
    path("2fa/authenticate/", entrance.SecondFactorView.as_view(), name="mfa_authenticate"),
    path("2fa/reauthenticate/", entrance.SecondFactorAgainView.as_view(), name="mfa_reauthenticate"),
    path("2fa/", RedirectView.as_view(pattern_name="security"), name="mfa_index"),
    path("2fa/totp/activate/", views.ActivateTotpView.as_view(), name="mfa_activate_totp"),
    path("2fa/totp/deactivate/", entrance.DeactivateTotpView.as_view(), name="mfa_deactivate_totp"),
    path("2fa/webauthn/add/", views.AddPasskeyView.as_view(), name="mfa_add_webauthn"),
    path("2fa/webauthn/keys/<int:pk>/edit/", entrance.RenamePasskeyView.as_view(), name="mfa_edit_webauthn"),
    path("2fa/recovery-codes/", views.RecoveryCodesView.as_view(), name="mfa_view_recovery_codes"),
]

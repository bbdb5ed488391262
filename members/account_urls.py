"""Addresses under /accounts/ that are ours instead of allauth's."""

from django.urls import path
from django.views.generic import RedirectView

from members import views

urlpatterns = [
    path("signup/", views.SignupView.as_view(), name="account_signup"),
    path("organisation/signup/", views.OrganisationSignupView.as_view(), name="socialaccount_signup"),
    path("2fa/", RedirectView.as_view(pattern_name="security"), name="mfa_index"),
    path("2fa/totp/activate/", views.ActivateTotpView.as_view(), name="mfa_activate_totp"),
    path("2fa/webauthn/add/", views.AddPasskeyView.as_view(), name="mfa_add_webauthn"),
    path("2fa/recovery-codes/", views.RecoveryCodesView.as_view(), name="mfa_view_recovery_codes"),
]

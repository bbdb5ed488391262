"""Addresses under /members/."""

from django.urls import path

from members import views

urlpatterns = [
    path("application/", views.application, name="application"),
    path("application/change/", views.correct_application, name="correct_application"),
    path("apply-again/", views.apply_again, name="apply_again"),
    path("erase/", views.erase, name="erase"),
    path("invitations/<str:secret>/", views.invitation, name="invitation"),
    path("organisations/", views.organisation_suggestions, name="organisation_suggestions"),
    path("leave/", views.leave, name="leave_alliance"),
    path("own-data/", views.own_data, name="own_data"),
    path("own-data/<str:token>/", views.own_data_file, name="own_data_file"),
    path("profile/", views.profile, name="profile"),
    path("rules/", views.rules, name="rules"),
    path("settings/", views.settings, name="settings"),
    path("settings/affiliation/", views.affiliation, name="affiliation"),
    path(
        "settings/affiliation/<int:pk>/withdraw/", views.withdraw_affiliation_change, name="withdraw_affiliation_change"
    ),
    path("settings/security/", views.security, name="security"),
]

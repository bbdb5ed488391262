"""Addresses under /members/."""

from django.urls import path

from members import views

urlpatterns = [
    path("application/", views.application, name="application"),
    path("organisations/", views.organisation_suggestions, name="organisation_suggestions"),
    path("rules/", views.rules, name="rules"),
    path("settings/affiliation/", views.affiliation, name="affiliation"),
    path(
        "settings/affiliation/<int:pk>/withdraw/", views.withdraw_affiliation_change, name="withdraw_affiliation_change"
    ),
    path("settings/", views.settings, name="settings"),
]

"""Addresses under /members/."""

from django.urls import path

from members import views

urlpatterns = [
    path("application/", views.application, name="application"),
    path("organisations/", views.organisation_suggestions, name="organisation_suggestions"),
    path("rules/", views.rules, name="rules"),
    path("settings/", views.settings, name="settings"),
]

"""Addresses under /digests/."""

from django.urls import path

from workstreams.digests import views

urlpatterns = [
    path("settings/", views.digest_settings, name="digest_settings"),
    path("unsubscribe/<str:token>/", views.unsubscribe, name="digest_unsubscribe"),
]

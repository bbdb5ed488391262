"""Addresses under /digests/."""

from django.urls import path

from workstreams.digests import views

urlpatterns = [
    path("settings/", views.digest_settings, name="digest_settings"),
    path("preview/", views.digest_preview, name="digest_preview"),
    path("preview/mail/", views.digest_preview_mail, name="digest_preview_mail"),
    path("choose/<str:token>/", views.digest_choices, name="digest_choices"),
    path("unsubscribe/<str:token>/", views.unsubscribe, name="digest_unsubscribe"),
]

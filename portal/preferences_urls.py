"""Addresses of what a person may prefer, signed in or not."""

from django.urls import path

from portal import preferences

urlpatterns = [path("preferences/theme/", preferences.set_theme, name="theme")]

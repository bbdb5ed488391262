"""Addresses under /texts/: all recommendations that one may read, and what became of an area's work."""

from django.urls import path

from workstreams.recommendations import views

urlpatterns = [
    path("", views.texts, name="texts"),
    path("areas/<slug:slug>/", views.area, name="area"),
]

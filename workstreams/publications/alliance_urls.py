"""Addresses at the top: what became of one's own contributions."""

from django.urls import path

from workstreams.publications import views

urlpatterns = [path("contributions/", views.my_contributions, name="my_contributions")]

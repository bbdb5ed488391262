"""Addresses under /directory/."""

from django.urls import path

from workstreams.directory import views

urlpatterns = [
    path("", views.directory, name="directory"),
    path("members.csv", views.sheet, name="directory_csv"),
    path("<int:pk>/", views.member, name="member"),
]

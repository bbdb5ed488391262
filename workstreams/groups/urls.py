"""Addresses under /workstreams/: the areas with their groups, and the people of each group."""

from django.urls import path

from workstreams.groups import views

urlpatterns = [
    path("", views.groups, name="groups"),
    path("<slug:slug>/people/", views.people, name="group_people"),
    path("<slug:slug>/charter/", views.charter, name="group_charter"),
    path("<slug:slug>/join/", views.join, name="group_join"),
    path("<slug:slug>/leave/", views.leave, name="group_leave"),
]

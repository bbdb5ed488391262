"""Addresses under /workstreams/: publishing a text of a group."""

from django.urls import path

from workstreams.publications import views

urlpatterns = [path("<slug:slug>/texts/<int:pk>/publish/", views.publish, name="publish")]

"""Addresses under /workstreams/: opening a call on a text."""

from django.urls import path

from workstreams.consensus import views

urlpatterns = [path("<slug:slug>/texts/<int:pk>/call/", views.call_open, name="call_open")]

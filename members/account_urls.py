"""Addresses under /accounts/ that are ours instead of allauth's."""

from django.urls import path

from members import views

urlpatterns = [
    path("signup/", views.SignupView.as_view(), name="account_signup"),
]

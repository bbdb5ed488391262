"""Addresses under /workstreams/: the balance of one group."""

from django.urls import path

from workstreams.balance import views

urlpatterns = [
    path("<slug:slug>/balance/", views.group, name="group_balance"),
    path("<slug:slug>/balance/table.csv", views.group_csv, name="group_balance_csv"),
]

"""Addresses under /balance/: the alliance and its areas."""

from django.urls import path

from workstreams.balance import views

urlpatterns = [
    path("", views.alliance, name="balance"),
    path("table.csv", views.alliance_csv, name="balance_csv"),
    path("areas/<slug:slug>/", views.area, name="area_balance"),
    path("areas/<slug:slug>/table.csv", views.area_csv, name="area_balance_csv"),
]

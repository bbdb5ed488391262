"""Addresses of no group: one's own flags, and the secretariat's desk of cases."""

from django.urls import path

from workstreams.moderation import views

urlpatterns = [
    path("flags/", views.my_flags, name="my_flags"),
    path("flags/<int:pk>/", views.my_flag, name="my_flag"),
    path("desk/cases/", views.desk_alliance, name="desk_alliance"),
    path("desk/decided/", views.desk_alliance_decided, name="desk_alliance_decided"),
    path("desk/log/", views.desk_alliance_log, name="desk_alliance_log"),
    path("desk/log.csv", views.desk_alliance_log_csv, name="desk_alliance_log_csv"),
    path("moderation/", views.transparency, name="transparency"),
]

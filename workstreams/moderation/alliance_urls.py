"""Addresses of no group: one's own flags, what was decided about oneself, and the secretariat's desk."""

from django.urls import path

from workstreams.moderation import views

urlpatterns = [
    path("flags/", views.my_flags, name="my_flags"),
    path("flags/<int:pk>/", views.my_flag, name="my_flag"),
    path("statements/", views.my_statements, name="my_statements"),
    path("statements/of/<uuid:key>/", views.statement_of, name="statement_of"),
    path("statements/<uuid:key>/", views.statement, name="statement"),
    path("statements/<uuid:key>/appeal/", views.appeal, name="appeal"),
    path("desk/cases/", views.desk_alliance, name="desk_alliance"),
    path("desk/appeals/", views.desk_alliance_appeals, name="desk_alliance_appeals"),
    path("desk/decided/", views.desk_alliance_decided, name="desk_alliance_decided"),
    path("desk/log/", views.desk_alliance_log, name="desk_alliance_log"),
    path("desk/log.csv", views.desk_alliance_log_csv, name="desk_alliance_log_csv"),
    path("moderation/", views.transparency, name="transparency"),
]

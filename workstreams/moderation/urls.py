"""Addresses under /workstreams/: flagging, and the desk of each group."""

from django.urls import path

from workstreams.moderation import views

urlpatterns = [
    path("posts/<int:pk>/flag/", views.flag_post, name="flag_post"),
    path("threads/<int:pk>/flag/", views.flag_title, name="flag_title"),
    path("files/<uuid:key>/flag/", views.flag_file, name="flag_file"),
    path("people/<int:pk>/flag/", views.flag_profile, name="flag_profile"),
    path("posts/<int:pk>/hide/", views.hide_post, name="hide_post"),
    path("posts/<int:pk>/split/", views.split_post, name="split_post"),
    path("silences/<int:pk>/end/", views.silence_end, name="silence_end"),
    path("cases/<int:pk>/claim/", views.case_claim, name="case_claim"),
    path("cases/<int:pk>/give-back/", views.case_give_back, name="case_give_back"),
    path("cases/<int:pk>/decide/", views.case_decide, name="case_decide"),
    path("decisions/<int:pk>/undo/", views.decision_undo, name="decision_undo"),
    path("<slug:slug>/threads/<int:pk>/tools/", views.thread_tools, name="thread_tools"),
    path("<slug:slug>/people/<int:pk>/silence/", views.silence_member, name="silence_member"),
    path("appeals/<int:pk>/decide/", views.appeal_decide, name="appeal_decide"),
    path("<slug:slug>/desk/", views.desk, name="desk"),
    path("<slug:slug>/desk/requests/", views.desk_requests, name="desk_requests"),
    path("<slug:slug>/desk/requests/<int:pk>/", views.decide_request, name="decide_request"),
    path("held/<int:pk>/decide/", views.held_decide, name="held_decide"),
    path("<slug:slug>/desk/first-posts/", views.desk_held, name="desk_held"),
    path("<slug:slug>/desk/appeals/", views.desk_appeals, name="desk_appeals"),
    path("<slug:slug>/desk/decided/", views.desk_decided, name="desk_decided"),
    path("<slug:slug>/desk/log/", views.desk_log, name="desk_log"),
    path("<slug:slug>/desk/log.csv", views.desk_log_csv, name="desk_log_csv"),
]

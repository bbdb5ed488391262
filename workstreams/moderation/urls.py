"""Addresses under /workstreams/: flagging and hiding posts, and the desk of each group."""

from django.urls import path

from workstreams.moderation import views

urlpatterns = [
    path("posts/<int:pk>/flag/", views.flag_post, name="flag_post"),
    path("posts/<int:pk>/hide/", views.hide_post, name="hide_post"),
    path("posts/<int:pk>/decide/", views.decide_post, name="decide_post"),
    path("<slug:slug>/desk/", views.desk, name="desk"),
    path("<slug:slug>/desk/requests/", views.desk_requests, name="desk_requests"),
    path("<slug:slug>/desk/requests/<int:pk>/", views.decide_request, name="decide_request"),
    path("<slug:slug>/desk/decided/", views.desk_decided, name="desk_decided"),
]

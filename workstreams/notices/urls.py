"""Addresses under /notices/."""

from django.urls import path

from workstreams.notices import views

urlpatterns = [
    path("", views.inbox, name="notices"),
    path("<int:pk>/", views.notice, name="notice"),
    path("read/", views.read_all, name="notices_read"),
    path("settings/", views.notice_settings, name="notice_settings"),
    path("mail/mute/<str:token>/", views.mute, name="notice_mute"),
    path("mail/stop/<str:token>/", views.stop_mails, name="notice_mails_stop"),
    path("following/", views.following, name="following"),
]

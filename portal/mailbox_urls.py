"""The mail reader, at /demo/mail/ and only in demo mode."""

from django.urls import path

from portal import mailbox_views as views

urlpatterns = [
    path("", views.inbox, name="mailbox"),
    path("<str:key>/", views.letter, name="mailbox_letter"),
    path("<str:key>/html/", views.letter_html, name="mailbox_letter_html"),
]

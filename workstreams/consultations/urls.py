"""Addresses under /comments/: each comment, and what is done with it."""

from django.urls import path

from workstreams.consultations import views

urlpatterns = [
    path("", views.my_comments, name="my_comments"),
    path("sent/", views.comment_sent, name="comment_sent"),
    path("confirm/<str:token>/", views.comment_confirm, name="comment_confirm"),
    path("<int:pk>/", views.comment, name="comment"),
    path("<int:pk>/answer/", views.comment_answer, name="comment_answer"),
    path("<int:pk>/dispose/", views.comment_dispose, name="comment_dispose"),
    path("<int:pk>/take-over/", views.comment_take_over, name="comment_take_over"),
    path("<int:pk>/hide/", views.comment_hide, name="comment_hide"),
    path("<int:pk>/show/", views.comment_show, name="comment_show"),
]

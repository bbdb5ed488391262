"""Addresses under /workstreams/: the comments on a text of a group."""

from django.urls import path

from workstreams.consultations import views

_TEXT = "<slug:slug>/texts/<int:pk>/"

urlpatterns = [
    path(f"{_TEXT}consult/", views.consultation_open, name="consultation_open"),
    path(f"{_TEXT}consult/close/", views.consultation_close, name="consultation_close"),
    path(f"{_TEXT}consult/end/", views.consultation_end, name="consultation_end"),
    path(f"{_TEXT}comments/", views.dispositions, name="dispositions"),
    path(f"{_TEXT}comments.csv", views.dispositions_csv, name="dispositions_csv"),
    path(f"{_TEXT}comments/import/", views.dispositions_import, name="dispositions_import"),
    path(f"{_TEXT}r<int:number>/comments/", views.revision_comments, name="revision_comments"),
    path(f"{_TEXT}r<int:number>/clauses/<int:clause>/", views.clause_comments, name="clause_comments"),
]

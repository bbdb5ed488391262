"""Addresses under /workstreams/: the texts of a group, and each text."""

from django.urls import path

from workstreams.recommendations import views

_TEXT = "<slug:slug>/texts/<int:pk>/"

urlpatterns = [
    path("posts/<int:pk>/quote-into/", views.quote_into, name="quote_into"),
    path("<slug:slug>/texts/", views.recommendations, name="recommendations"),
    path("<slug:slug>/texts/new/", views.recommendation_new, name="recommendation_new"),
    path(_TEXT, views.recommendation, name="recommendation"),
    path(f"{_TEXT}edit/", views.recommendation_edit, name="recommendation_edit"),
    path(f"{_TEXT}title/", views.recommendation_title, name="recommendation_title"),
    path(f"{_TEXT}r<int:number>/", views.recommendation_revision, name="recommendation_revision"),
    path(f"{_TEXT}r<int:before>..r<int:after>/", views.recommendation_changes, name="recommendation_changes"),
    path(f"{_TEXT}history/", views.recommendation_history, name="recommendation_history"),
    path(f"{_TEXT}step/<slug:to>/", views.recommendation_step, name="recommendation_step"),
    path(f"{_TEXT}deadline/", views.recommendation_deadline, name="recommendation_deadline"),
    path(f"{_TEXT}review/", views.recommendation_review, name="recommendation_review"),
    path(f"{_TEXT}clauses/<int:clause>/", views.recommendation_clause, name="recommendation_clause"),
]

"""Addresses under /search/."""

from django.urls import path

from workstreams.search import views

urlpatterns = [
    path("", views.search, name="search"),
    path("suggestions/", views.suggestions, name="search_suggestions"),
    path("saved/", views.saved_searches, name="saved_searches"),
    path("saved/<int:pk>/", views.saved_search, name="saved_search"),
    path("saved/<int:pk>/delete/", views.delete, name="saved_search_delete"),
]

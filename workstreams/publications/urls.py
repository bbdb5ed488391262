"""Addresses under /publications/: all that was published, each publication and its files, and its clauses."""

from django.urls import path

from workstreams.publications import views

_ONE = "<str:number>/<str:version>/"

urlpatterns = [
    path("", views.publications, name="publications"),
    path("<str:number>/", views.publication_number, name="publication_number"),
    path("<str:number>/<str:version>.pdf", views.publication_pdf, name="publication_pdf"),
    path("<str:number>/<str:version>.json", views.publication_json, name="publication_json"),
    path(_ONE, views.publication, name="publication"),
    path(f"{_ONE}supersede/", views.supersede_publication, name="supersede_publication"),
    path(f"{_ONE}withdraw/", views.withdraw_publication, name="withdraw_publication"),
    path(f"{_ONE}clauses/<str:clause>/", views.clause_trace, name="clause_trace"),
]

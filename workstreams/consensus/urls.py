"""Addresses of calls and of objections."""

from django.urls import path

from workstreams.consensus import views

urlpatterns = [
    path("calls/<int:pk>/", views.call, name="call"),
    path("calls/<int:pk>/position/", views.position, name="position"),
    path("calls/<int:pk>/positions/", views.positions, name="call_positions"),
    path("calls/<int:pk>/objections/", views.objections, name="call_objections"),
    path("calls/<int:pk>/close/", views.call_close, name="call_close"),
    path("calls/<int:pk>/outcome/", views.outcome, name="outcome"),
    path("objections/<int:pk>/", views.objection, name="objection"),
    path("objections/<int:pk>/answer/", views.objection_answer, name="objection_answer"),
    path("objections/<int:pk>/withdraw/", views.objection_withdraw, name="objection_withdraw"),
    path("objections/<int:pk>/resolve/", views.objection_resolve, name="objection_resolve"),
    path("objections/<int:pk>/overrule/", views.objection_overrule, name="objection_overrule"),
    path("objections/<int:pk>/discuss/", views.objection_discuss, name="objection_discuss"),
]

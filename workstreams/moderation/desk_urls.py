"""Address under /desk/: away from /workstreams/, where a group's short address could take it."""

from django.urls import path

from workstreams.moderation import views

urlpatterns = [path("", views.desks, name="desks")]

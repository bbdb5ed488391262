"""Address under /desk/: away from /workstreams/, where a group's short address could take it."""

from django.urls import path

from workstreams.desk import views

urlpatterns = [path("", views.desks, name="desks")]

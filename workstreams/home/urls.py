"""The portal's first address."""

from django.urls import path

from workstreams.home import views

urlpatterns = [path("", views.home, name="home")]

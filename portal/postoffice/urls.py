from django.urls import path

from portal.postoffice import views

urlpatterns = [path("address/", views.mail_address, name="mail_address")]

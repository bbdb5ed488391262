from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PostOfficeConfig(AppConfig):
    """What goes out by mail, each until it went; and what is known of the addresses that it goes to."""

    name = "portal.postoffice"
    label = "postoffice"
    verbose_name = _("Mail")

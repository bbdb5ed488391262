from django.apps import AppConfig


class PortalConfig(AppConfig):
    """The ground: settings, wiring, mail, and the commands that run the whole."""

    name = "portal"
    verbose_name = "Portal"

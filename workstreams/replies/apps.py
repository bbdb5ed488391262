from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RepliesConfig(AppConfig):
    """Answers by mail: what comes to our address becomes a post, or goes back with the reason."""

    name = "workstreams.replies"
    verbose_name = _("Replies by mail")

    def ready(self):
        import_module("workstreams.replies.checks")
        import_module("workstreams.replies.hooks")

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DutiesConfig(AppConfig):
    name = "workstreams.duties"
    verbose_name = _("What texts ask of whom")

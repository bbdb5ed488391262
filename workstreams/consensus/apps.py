from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ConsensusConfig(AppConfig):
    name = "workstreams.consensus"
    verbose_name = _("Consensus")

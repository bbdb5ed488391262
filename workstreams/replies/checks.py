"""What `manage.py check --deploy` asks of a portal that takes answers by mail."""

from django.conf import settings
from django.core.checks import Tags, Warning, register


@register(Tags.security, deploy=True)
def senders_are_vouched_for(app_configs, **_kwargs):
    """Warn where answers come in and nothing tells whether their sender is who they claim to be."""
    if not settings.INBOUND_ADDRESS or settings.INBOUND_AUTHSERV_ID:
        return []
    return [
        Warning(
            "Answers by mail are read (INBOUND_ADDRESS), and INBOUND_AUTHSERV_ID is empty: whoever has a mail of "
            "somebody else's can answer it in their name.",
            hint="Set it to the name under which your mail server writes Authentication-Results: docs/mail-in.md.",
            id="replies.W001",
        )
    ]

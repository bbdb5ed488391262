"""Where a mail provider tells what came in and what came back: its own addresses of anymail's, and none of others."""

from anymail.urls import urlpatterns as of_all
from django.core.exceptions import ImproperlyConfigured


def patterns_of(provider, secret):
    """What to include for a provider by anymail's name for it, as patterns and their namespace. Each address asks for
    the secret (settings.ANYMAIL). Raises ImproperlyConfigured where one of the two is none."""
    patterns = [one for one in of_all if str(one.pattern).lstrip("^").startswith(f"{provider}/")]
    if not patterns:
        raise ImproperlyConfigured(f"MAIL_PROVIDER: anymail knows no “{provider}”.")
    if not all(secret.partition(":")):
        raise ImproperlyConfigured("MAIL_PROVIDER needs MAIL_WEBHOOK_SECRET, as name:password.")
    return patterns, "anymail"

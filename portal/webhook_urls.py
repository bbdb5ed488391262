"""Where a mail provider tells what came in and what came back: its own addresses of anymail's, and none of others."""

from functools import wraps

from anymail.urls import urlpatterns as of_all
from anymail.utils import get_request_basic_auth
from django.core.exceptions import ImproperlyConfigured, RequestDataTooBig
from django.urls import URLPattern
from django.utils.crypto import constant_time_compare

# A mail with files, as providers write it into one text: larger than any form may be (DATA_UPLOAD_MAX_MEMORY_SIZE).
LARGEST = 60 * 1024 * 1024


def patterns_of(provider, secret):
    """What to include for a provider by anymail's name for it, as patterns and their namespace. Each address asks for
    the secret (settings.ANYMAIL). Raises ImproperlyConfigured where one of the two is none."""
    patterns = [one for one in of_all if str(one.pattern).lstrip("^").startswith(f"{provider}/")]
    if not patterns:
        raise ImproperlyConfigured(f"MAIL_PROVIDER: anymail knows no “{provider}”.")
    if not all(secret.partition(":")):
        raise ImproperlyConfigured("MAIL_PROVIDER needs MAIL_WEBHOOK_SECRET, as name:password.")
    large = [URLPattern(one.pattern, _with_large_mails(one.callback, secret), name=one.name) for one in patterns]
    return large, "anymail"


def _with_large_mails(view, secret):
    """A webhook that takes mails with files, from whoever shows the secret; from others as much as any form may be."""

    @wraps(view)
    def hook(request, *args, **kwargs):
        shown = get_request_basic_auth(request) or ""
        if constant_time_compare(shown, secret):
            # Django has no limit for one view: what was read before it asks is not counted.
            request._body = request.read(LARGEST + 1)
            if len(request._body) > LARGEST:
                raise RequestDataTooBig
        return view(request, *args, **kwargs)

    return hook

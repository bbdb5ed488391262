"""What is said when something cannot be done: in our words, and with the typed text given back.

The handlers are wired by name in portal/urls.py and settings. None of them may need the database to be well: the
server error renders without a request, and the others fall back to it when the page's own context fails.
"""

import logging

from django.core.exceptions import DisallowedHost, RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.csrf import requires_csrf_token

from portal.context import alliance
from portal.preferences import theme_of

log = logging.getLogger(__name__)

#: Fields that people write in, whatever their length; of the others only long ones are worth giving back.
WRITTEN = {"body", "note", "reason"}
WORTH_KEEPING = 20
#: Never shown again: secrets, and what the page put there by itself.
SECRET = ("password", "token", "secret", "code", "csrf", "key")
OWN = {"next", "submission"}


def kept(request):
    """What a person typed into the form that failed, as pairs of (field, text). Empty when it cannot be read."""
    if request.method != "POST":
        return []
    try:
        fields = [(name, text) for name, texts in request.POST.lists() for text in texts]
    except Exception:  # too large, cut off, not decodable: the reason does not matter, nothing can be given back
        return []
    return [
        (name, text)
        for name, text in fields
        if name not in OWN
        and not any(word in name.lower() for word in SECRET)
        and text.strip()
        and (name in WRITTEN or len(text) > WORTH_KEEPING)
    ]


def _page(request, status, **context):
    context["kept"] = kept(request)
    if hasattr(request, "user"):
        try:
            return render(request, f"{status}.html", context, status=status)
        except Exception:
            log.exception("The page for status %s could not be drawn for this reader", status)
    # Refused before anybody was recognised, or the page's own context is broken.
    return HttpResponse(_plain(request, f"{status}.html", context), status=status)


def _plain(request, template, context):
    """A page without a reader: no request, no context processor, no query."""
    return render_to_string(template, {"alliance": alliance(), "theme": theme_of(request), "bare": True, **context})


def _what_was_unreadable(exception):
    if isinstance(exception, RequestDataTooBig):
        return _("That was more than this site takes at once. Send less, or in parts.")
    if isinstance(exception, (TooManyFieldsSent, TooManyFilesSent)):
        return _("That form had more fields or files than this site takes at once. Send fewer.")
    if isinstance(exception, MultiPartParserError):
        return _("A file has too long a name, or the form was cut off on its way. Shorten the name, and send it again.")
    if isinstance(exception, DisallowedHost):
        return _("This site does not answer under that name. Use the address that you were given.")
    return _("Something in the address or in the form is not as this site sends it. Go back, and try again.")


@requires_csrf_token
def bad_request(request, exception):
    """400: what came cannot be read. Says why where the reason is known."""
    return _page(request, 400, message=_what_was_unreadable(exception))


@requires_csrf_token
def permission_denied(request, exception):
    """403: not for this reader. Shows the exception's own words: they say what one may do and whom to ask."""
    return _page(request, 403, message=str(exception))


@requires_csrf_token
def page_not_found(request, exception):
    """404: the same words whether it does not exist or is not open to this reader."""
    return _page(request, 404)


@requires_csrf_token
def too_many_requests(request, exception=None):
    """429: tried too often. django-allauth asks for it by the name handler429; the address typed is shown again."""
    address = request.POST.get("login") or request.POST.get("email") or ""
    return _page(request, 429, address=address[:254])


@requires_csrf_token
def csrf_failure(request, reason=""):
    """403 for a form whose key has run out: signed in anew in another tab, or left open for long."""
    context = {"kept": kept(request)}
    if hasattr(request, "user"):
        return render(request, "403_csrf.html", context, status=403)
    return HttpResponse(_plain(request, "403_csrf.html", context), status=403)


def mail_away(request):
    """503: the mail that somebody waits for, with a code or a link, could not be sent. Known address or not, it is the
    same page."""
    address = request.POST.get("login") or request.POST.get("email") or ""
    return _page(request, 503, address=address[:254])


def server_error(request):
    """500: our fault. Drawn without a reader, and in the last resort without a template."""
    try:
        return HttpResponse(_plain(request, "500.html", {"kept": kept(request)}), status=500)
    except Exception:
        log.exception("The page for a server error could not be drawn")
        words = "Something went wrong on our side. It is recorded. Try again in a few minutes."
        return HttpResponse(format_html("<!doctype html><title>Error</title><h1>{}</h1>", words), status=500)

"""The demo's mail reader: what the portal sent, for anybody at this machine. A real deployment does not have it."""

import re

from csp.constants import SELF
from csp.decorators import csp_update
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.views.decorators.clickjacking import xframe_options_sameorigin

from portal import mailbox

PER_PAGE = 50
# A mail is styled inside and may load nothing. Its links open beside it, in a page that is not bound by this.
SANDBOX = "allow-popups allow-popups-to-escape-sandbox"
LETTER_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src 'none'; form-action 'none'; frame-ancestors 'self'; "
    f"sandbox {SANDBOX}"
)
_HEAD = re.compile(r"<head[^>]*>", re.IGNORECASE)


@login_not_required
def inbox(request):
    """The messages, newest first; `?to=` keeps those to an address that contains it."""
    to = request.GET.get("to", "").strip()
    page = Paginator(mailbox.letters_for(to), PER_PAGE).get_page(request.GET.get("page"))
    query = f"{urlencode({'to': to})}&" if to else ""
    return render(request, "portal/mailbox/inbox.html", {"page": page, "to": to, "query": query})


@login_not_required
@csp_update({"frame-src": [SELF]})
def letter(request, key):
    """One message: its headers, its text, its HTML in a frame."""
    return render(request, "portal/mailbox/letter.html", {"letter": _letter_or_404(key), "sandbox": SANDBOX})


@login_not_required
@xframe_options_sameorigin
def letter_html(request, key):
    """The HTML of a message as it was sent, under a policy of its own; only the frame in `letter` shows it."""
    html = _letter_or_404(key).html
    if not html:
        raise Http404
    return as_it_looks(html)


def as_it_looks(html):
    """A page that is the HTML of a message, for a frame in one of ours."""
    beside = '<base target="_blank">'
    head = _HEAD.search(html)
    html = html[: head.end()] + beside + html[head.end() :] if head else beside + html
    return HttpResponse(html, headers={"Content-Security-Policy": LETTER_POLICY})


def _letter_or_404(key):
    try:
        return mailbox.letter(key)
    except KeyError as error:
        raise Http404 from error

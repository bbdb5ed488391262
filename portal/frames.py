"""The frame of a page, masthead to footer, kept drawn for each reader (see portal.stencils)."""

from django.contrib.messages import get_messages
from django.http import HttpResponse
from django.middleware.csrf import get_token
from django.template import engines
from django.template.loader import render_to_string
from django.utils.translation import get_language

from portal.stencils import Kept, hole

# A frame weighs about 10 kB: that many members read at once in one process and find theirs.
_frames = Kept(500)


def framed(request, template, kind, values, *, status=200):
    """Answer with a page. `template` extends base.html; `kind` is all that its own blocks depend on beside the reader,
    and `values` are what it prints by name and nowhere asks about, with a `csrf_token` where one was made already.

    What the masthead shows says itself what it depends on (`masthead.facts`, from the context). With a message for the
    reader, or a warning that leads back to this address, the page is drawn anew.
    """
    values = {"csrf_token": values.get("csrf_token") or get_token(request), **values, "here": request.get_full_path()}
    context = _context(request)
    facts = context["masthead"].facts
    if facts is None or get_messages(request):
        return HttpResponse(render_to_string(template, values, request), status=status)
    key = (template, kind, get_language(), context["theme"], facts)
    frame = _frames.get(key, lambda: render_to_string(template, {name: hole(name) for name in values}, request))
    return HttpResponse(frame.fill(values), status=status)


def _context(request):
    """What the context processors give every template that the frame depends on."""
    given = {}
    for processor in engines["django"].engine.template_context_processors:
        if processor.__module__ in {"portal.context", "workstreams.home.context"}:
            given |= processor(request)
    return given

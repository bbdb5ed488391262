"""A template becomes a message. It returns and never sends; whoever sends, remembers it (portal.postoffice)."""

import contextlib
import functools
import smtplib
import textwrap
import zoneinfo
from email.utils import formataddr, make_msgid, parseaddr

import css_inline
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import timezone, translation

from portal.context import alliance


@functools.cache
def _inliner():
    # The rules for the dark theme and for narrow screens stay in <style>: they cannot stand on an element.
    return css_inline.CSSInliner(load_remote_stylesheets=False, keep_style_tags=True)


def inline(html):
    """A page of HTML with its rules put on the elements: what many mail readers need. Loads nothing."""
    return _inliner().inline(html)


def absolute(path):
    """An address that works in a mail: `path` at SITE_URL. An address that is whole already stays as it is."""
    path = str(path)
    if path.startswith(("https://", "http://")):
        return path
    return f"{settings.SITE_URL}/{path.lstrip('/')}"


def one_line(text):
    """Text as it may stand in a header: no line breaks, no runs of spaces."""
    return " ".join(str(text).split())


def in_columns(text):
    """Text for a window of 72 columns: longer lines are broken at spaces, so that an address stays whole. The others
    stay as they are, the "-- " above the foot too."""
    return "\n".join("\n".join(_columns().wrap(line)) if len(line) > 72 else line for line in text.split("\n"))


@functools.cache
def _columns():
    return textwrap.TextWrapper(width=72, replace_whitespace=False, break_long_words=False, break_on_hyphens=False)


def domain():
    """The domain that we send from: what stands behind the "@" of what we name."""
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"


def message_id():
    """A new Message-ID under the domain that we send from."""
    return make_msgid(domain=domain())


def list_id(name, key):
    """What a mail program sorts by (RFC 2919): `key` is the list's own word under our domain, `name` is for people."""
    return formataddr((one_line(name), f"{key}.{domain()}"))


@contextlib.contextmanager
def written_for(reader):
    """In the language and the time zone of whoever reads: a member, or None for an address that is nobody's here. What
    this site no longer has, language or zone, is the site's own."""
    language = getattr(reader, "mail_language", "")
    if language not in dict(settings.LANGUAGES):
        language = settings.LANGUAGE_CODE
    with timezone.override(_zone(getattr(reader, "time_zone", ""))), translation.override(language):
        yield


def _zone(name):
    try:
        return zoneinfo.ZoneInfo(name or settings.TIME_ZONE)
    except (ValueError, OSError, zoneinfo.ZoneInfoNotFoundError):
        return zoneinfo.ZoneInfo(settings.TIME_ZONE)


def message(template, to, subject, context=None, *, headers=None, reply_to=None, unsubscribe=None):
    """A message of `email/<template>.txt` and `email/<template>.html` to one address.

    `context` goes to both, with `alliance` and `subject`; write links with the filter `absolute`.
    `headers`: more headers, or others instead of ours (a lasting Message-ID). `reply_to`: an address or a list.
    `unsubscribe`: the address (path or whole) that ends this kind of mail by one POST, for RFC 8058.
    Raises ValueError for an empty address.
    """
    more = {}
    if unsubscribe:
        more["List-Unsubscribe"] = f"<{absolute(unsubscribe)}>"
        more["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return framed(f"email/{template}", to, subject, context or {}, headers=more | (headers or {}), reply_to=reply_to)


def framed(files, to, subject, context, *, headers=None, reply_to=None):
    """The same of `<files>.txt` and `<files>.html`, wherever they lie."""
    if not to or not str(to).strip():
        raise ValueError("A message needs an address to go to.")
    subject = one_line(subject)
    context = {"alliance": alliance(), "subject": subject, "lang": translation.get_language(), **context}
    text = in_columns(render_to_string(f"{files}.txt", context).strip()) + "\n"
    html = inline(render_to_string(f"{files}.html", context))
    return assembled(to, subject, text, html, headers=headers, reply_to=reply_to)


def assembled(to, subject, text, html, *, headers=None, reply_to=None):
    """A message of both parts as they are, the HTML with its rules on the elements."""
    made = EmailMultiAlternatives(
        subject=subject,
        body=text,
        to=[str(to).strip()],
        headers={"Message-ID": message_id(), "Auto-Submitted": "auto-generated"} | (headers or {}),
        reply_to=[reply_to] if isinstance(reply_to, str) else reply_to,
    )
    made.attach_alternative(html, "text/html")
    return made


class MailAway(Exception):
    """A mail that cannot wait was not taken by the mail server. Whoever asked for it asks again."""


def refused_for_good(problem):
    """Whether the mail server refused this recipient or this very mail for good, so that asking again is rude."""
    if isinstance(problem, smtplib.SMTPRecipientsRefused):
        return all(code >= 500 for code, _answer in problem.recipients.values())
    return isinstance(problem, smtplib.SMTPDataError) and problem.smtp_code >= 500

"""The post office: a template becomes a message. It returns and never sends; whoever sends, remembers it."""

import functools
import smtplib
from email.utils import make_msgid, parseaddr

import css_inline
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string

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


def message_id():
    """A new Message-ID under the domain that we send from."""
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
    return make_msgid(domain=domain)


def message(template, to, subject, context=None, *, headers=None, reply_to=None, unsubscribe=None):
    """A message of `email/<template>.txt` and `email/<template>.html` to one address.

    `context` goes to both, with `alliance` and `subject`; write links with the filter `absolute`.
    `headers`: more headers, or others instead of ours (a lasting Message-ID). `reply_to`: an address or a list.
    `unsubscribe`: the address (path or whole) that ends this kind of mail by one POST, for RFC 8058.
    Raises ValueError for an empty address.
    """
    if not to or not str(to).strip():
        raise ValueError("A message needs an address to go to.")
    subject = one_line(subject)
    context = {"alliance": alliance(), "subject": subject, **(context or {})}
    ours = {"Message-ID": message_id(), "Auto-Submitted": "auto-generated"}
    if unsubscribe:
        ours["List-Unsubscribe"] = f"<{absolute(unsubscribe)}>"
        ours["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    made = EmailMultiAlternatives(
        subject=subject,
        body=render_to_string(f"email/{template}.txt", context).strip() + "\n",
        to=[str(to).strip()],
        headers=ours | (headers or {}),
        reply_to=[reply_to] if isinstance(reply_to, str) else reply_to,
    )
    made.attach_alternative(inline(render_to_string(f"email/{template}.html", context)), "text/html")
    return made


def refused_for_good(problem):
    """Whether the mail server refused this recipient or this very mail for good, so that asking again is rude."""
    if isinstance(problem, smtplib.SMTPRecipientsRefused):
        return all(code >= 500 for code, _answer in problem.recipients.values())
    return isinstance(problem, smtplib.SMTPDataError) and problem.smtp_code >= 500

"""What may stand as a title or as the text of a post: the text in, the reason against it out."""

import hashlib

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from workstreams.discussion.models import BODY_LENGTH, TITLE_LENGTH
from workstreams.markup.rendering import is_blank, plain


def state_of(body, title=""):
    """A short name for a text as it stands, by which a form tells what it was written upon."""
    return hashlib.sha256(f"{title}\n{body}".encode(errors="replace")).hexdigest()[:16]


def title_begun(post):
    """The title of the thread that a post begins, or with which it began one that was merged since."""
    return post.former_titles[-1] if post.parent_id and post.former_titles else post.thread.title


def tidy(body):
    """The text as it is kept: line ends of one kind, nothing around it."""
    return body.replace("\r\n", "\n").strip()


def wrong_with_title(title):
    """What has to be put right in a title, in words; "" for nothing."""
    return _("Give the thread a title.") if is_blank(title) else _wrong_with_text(title, TITLE_LENGTH)


def wrong_with_body(body):
    """What has to be put right in the text of a post, in words; "" for nothing."""
    if is_blank(body):
        return _("Write something.")
    if wrong := _wrong_with_text(body, BODY_LENGTH):
        return wrong
    # Markdown can be typed that shows no word: a lone line, an address to refer to and no reference.
    return _("Write something.") if is_blank(plain(body)) else ""


def _wrong_with_text(text, limits):
    least, most = limits
    if "\x00" in text:
        return _("There is a character in this that cannot be kept (NUL). Take it out.")
    if len(text) < least:
        return ngettext("Write at least %(n)d character.", "Write at least %(n)d characters.", least) % {"n": least}
    if len(text) > most:
        return _("This has %(has)s characters, and %(most)s fit. Shorten it, or split it into two posts.") % {
            "has": number_format(len(text), force_grouping=True),
            "most": number_format(most, force_grouping=True),
        }
    return ""

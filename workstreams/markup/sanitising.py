"""What HTML may reach a page or a mail, whoever made it. Everything that is rendered passes through here last."""

import html
import re

import nh3

from workstreams.markup.pictures import is_own_picture

TAGS = {
    "a", "blockquote", "br", "code", "details", "div", "em", "h3", "h4", "h5", "h6", "hr", "img", "li", "ol", "p",
    "pre", "s", "strong", "summary", "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
ATTRIBUTES = {"a": {"href", "title"}, "img": {"src", "alt", "width", "height"}, "ol": {"start"}}
# What scrolls sideways must be reached by the keyboard.
FIXED_VALUES = {"pre": {"tabindex": {"0"}}, "div": {"tabindex": {"0"}}, "img": {"loading": {"lazy"}}}
CLASSES = {
    "a": {"mention", "quoted", "reference"},
    "details": {"quote"},
    "br": {"soft"},
    "div": {"scroll", "sent-by"},
    "p": {"attribution"},
    "td": {"centre", "end"},
    "th": {"centre", "end"},
}
SCHEMES = {"http", "https", "mailto"}
LINK_REL = "nofollow ugc noopener noreferrer"


def _only_own_pictures(tag, attribute, value):
    # A picture from elsewhere would tell its server who reads.
    return None if (tag, attribute) == ("img", "src") and not is_own_picture(value) else value


_page = nh3.Cleaner(
    tags=TAGS,
    attributes=ATTRIBUTES,
    tag_attribute_values=FIXED_VALUES,
    allowed_classes=CLASSES,
    url_schemes=SCHEMES,
    link_rel=LINK_REL,
    attribute_filter=_only_own_pictures,
)
_words = nh3.Cleaner(tags=set(), attributes={}, clean_content_tags={"summary"})
_own_words = nh3.Cleaner(tags=set(), attributes={}, clean_content_tags={"summary", "blockquote"})

_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_BLOCK = re.compile(r"</?(?:blockquote|br|div|h\d|hr|li|p|pre|t[dhr])\b")
# What begins or ends a paragraph: marked with a sign that no text has (see `writable`).
_PARAGRAPH = re.compile(r"</?(?:blockquote|div|h\d|hr|li|p|pre|table)\b")
# In the first cell, for between cells a table takes no words.
_ROW = re.compile(r"<tr>\s*<t[dh][^>]*>")
_ITEM = re.compile(r"<li>\s*(?:<p>)?")
# A picture says its words.
_PICTURE = re.compile(r'<img src="[^"]*" alt="([^"]*)"[^>]*>')
_NOT_SAID = re.compile(r'<div class="sent-by">.*?</div>|<p class="attribution">.*?</p>', re.DOTALL)


def clean(markup):
    """The HTML with nothing left in it but the tags, attributes, classes and kinds of address named above."""
    return _page.clean(markup)


def writable(text):
    """The text with one kind of line end, and without what no page and no database takes: control characters go, a
    surrogate that stands alone becomes the replacement character."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _UNWRITABLE.sub(lambda found: "\ufffd" if found[0] >= "\ud800" else "", text)


def words(markup, *, quoted=True):
    """The words of cleaned HTML on one line. The first words of a folded quote are not said twice.

    Without `quoted` only what the author said: no quotes, no line that says whose they are, no signature.
    """
    return " ".join(_said(_BLOCK.sub(r" \g<0>", markup), quoted).split())


def paragraphs(markup, *, quoted=True):
    """The same as a list, one line for each paragraph, heading, item or row; items begin with a dash."""
    markup = _ROW.sub("\\g<0>\x1e", _ITEM.sub("\x1e– ", markup))
    said = _said(_PARAGRAPH.sub("\x1e\\g<0>", _BLOCK.sub(r" \g<0>", markup)), quoted)
    return [line for part in said.split("\x1e") if (line := " ".join(part.split()))]


def _said(markup, quoted):
    if not quoted:
        markup = _NOT_SAID.sub(" ", markup)
    markup = _PICTURE.sub(r" \1 ", markup)
    return html.unescape((_words if quoted else _own_words).clean(markup))

"""What a writer said themselves in a mail that is HTML alone: mail programs mark what they add."""

import re
from html import escape
from html.parser import HTMLParser

from workstreams.discussion.mbox.webpages import page_to_text

# Around the line above a quote, and around signatures.
ADDED = {
    "gmail_attr",
    "gmail_signature",
    "moz-cite-prefix",
    "moz-signature",
    "protonmail_signature_block",
    "AppleMailSignature",
}
# From here on stands what was answered, with no quote around it.
LAST = {
    "divRplyFwdMsg",
    "appendonsend",
    "yahoo_quoted",
    "protonmail_quote",
    "zmail_extra",
    "ms-outlook-mobile-reference-message",
}
# In characters: what is longer is no answer, and is not looked through.
LONGEST = 1_000_000
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
# A "<" that another follows before any ">".
_NO_TAG = re.compile(r"<(?=[^<>]*(?:<|\Z))")
EMPTY = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}


def words_of_page(page):
    """The text of a page with quotes as lines that begin with ">", and without what a mail program added. Never
    raises."""
    reader = _Reader()
    reader.feed(_without_loose_ends(page[:LONGEST]))
    reader.close()
    return page_to_text("".join(reader.kept))


def _without_loose_ends(page):
    """A page without comments, and with tags that begin and do not end as text: the standard library's reader takes the
    square of their number for them."""
    closed = page.rfind("-->") + 1
    page = _COMMENT.sub("", page[: closed + 2]) + page[closed + 2 :].replace("<!--", "") if closed else page
    return _NO_TAG.sub("&lt;", page)


class _Reader(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.kept, self.open, self.left_out, self.is_over = [], 0, None, False

    def handle_starttag(self, tag, attrs):
        attrs = {name: value or "" for name, value in attrs}
        marks = {*attrs.get("class", "").split(), attrs.get("id", "").removeprefix("x_")}
        self.is_over = self.is_over or bool(marks & LAST)
        if tag not in EMPTY:
            self.open += 1
            if marks & ADDED and self.left_out is None:
                self.left_out = self.open
        if self._is_kept():
            link = attrs.get("href", "")
            self.kept.append(f'<{tag} href="{escape(link)}">' if tag == "a" else f"<{tag}>")

    def handle_endtag(self, tag):
        if tag in EMPTY:
            return
        if self._is_kept():
            self.kept.append(f"</{tag}>")
        if self.left_out is not None and self.open <= self.left_out:
            self.left_out = None
        self.open = max(0, self.open - 1)

    def handle_data(self, data):
        if self._is_kept():
            self.kept.append(escape(data))

    def _is_kept(self):
        return self.left_out is None and not self.is_over

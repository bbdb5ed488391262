"""Markdown in, safe HTML out. No models, no requests."""

import functools
import html
import unicodedata

import nh3
from markdown_it import MarkdownIt

# Rises whenever the same Markdown would give other HTML, so that stored HTML can be told stale from fresh.
RENDERER_VERSION = 1

TAGS = {
    "a", "blockquote", "br", "code", "dd", "del", "dl", "dt", "em", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p",
    "pre", "strong", "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}, "td": {"align"}, "th": {"align"}}
SCHEMES = {"http", "https", "mailto"}
LINK_REL = "nofollow ugc noopener noreferrer"


@functools.cache
def _parser():
    parser = MarkdownIt("commonmark", {"html": False, "linkify": True, "maxNesting": 20})
    parser.enable(["table", "strikethrough", "linkify"])
    # A remote picture would tell its server who reads: it becomes a link to the picture.
    parser.add_render_rule("image", _image_as_link)
    parser.add_render_rule("heading_open", _heading)
    parser.add_render_rule("heading_close", _heading)
    return parser


def _image_as_link(renderer, tokens, index, options, env):
    source = tokens[index].attrGet("src") or ""
    return f'<a href="{html.escape(source)}">{html.escape(tokens[index].content or source)}</a>'


def _heading(renderer, tokens, index, options, env):
    # A page has one h1 and its sections are h2: headings in a text begin below them.
    tokens[index].tag = f"h{min(6, int(tokens[index].tag[1]) + 2)}"
    return renderer.renderToken(tokens, index, options, env)


def render(text):
    """Render CommonMark with tables, strikethrough and bare links to HTML that is safe to show as it is.

    Raw HTML in the text is shown as text. Pictures become links. Links say `nofollow ugc`. Never raises on any text.
    """
    return nh3.clean(
        _parser().render(text),
        tags=TAGS,
        attributes=ATTRIBUTES,
        url_schemes=SCHEMES,
        link_rel=LINK_REL,
    )


def plain(text):
    """The words of a Markdown text without its marks, for a line in a mail or a list."""
    return " ".join(html.unescape(nh3.clean(render(text), tags=set())).split())


def is_blank(text):
    """Whether a reader would see nothing: only spaces, control and zero-width characters."""
    return all(unicodedata.category(character) in {"Cc", "Cf", "Zs", "Zl", "Zp", "Mn"} for character in text)

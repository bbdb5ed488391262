"""Markdown in, safe HTML out. No models, no requests."""

import functools
import html
import unicodedata
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.rules_block import table
from markdown_it.token import Token

from workstreams.markup import calling, folding, links, pictures
from workstreams.markup.sanitising import clean, words, writable

# Rises whenever the same text would give other HTML, so that stored HTML can be told stale from fresh.
RENDERER_VERSION = 4

# The parser reads no deeper than this, and drops what is: such a text is shown as it was typed.
NESTING = 24
# Quotes and lists within each other. Deeper ones stay at this level, for a phone has no room.
DEEPEST = 6
# Addresses that one text may say again and again by reference, in characters for each character of the text.
REPEATED = 10
# A table with more cells than this is shown as it was typed: the parser fills up every row that is short.
CELLS = 20_000

# Letters by their category, and yet nothing to see: Hangul fillers, the empty Braille cell.
_INVISIBLE = set("\u115f\u1160\u3164\uffa0\u2800\u2065") | {chr(code) for code in range(0xFFF0, 0xFFF9)}
_UNSEEN = {"Cc", "Cf", "Cs", "Zs", "Zl", "Zp", "Mn", "Mc", "Me"}


@functools.cache
def _parser():
    parser = MarkdownIt("commonmark", {"html": False, "linkify": True, "maxNesting": NESTING})
    parser.enable(["table", "strikethrough", "linkify"])
    parser.linkify = links.finder()
    parser.inline.ruler.at("linkify", links.bare_link)
    parser.block.ruler.at("table", _table, {"alt": ["paragraph", "reference"]})
    parser.validateLink = links.is_allowed
    parser.core.ruler.after("block", "_note_depth", _note_depth)
    naming = (calling.name_quoted, calling.link_names)
    for rule in (_pictures_to_links, *naming, _headings_below_the_page, _flatten, _align_by_class, _fold):
        parser.core.ruler.push(rule.__name__, rule)
    parser.add_render_rule("fold_open", _fold_open)
    parser.add_render_rule("fold_close", _fold_close)
    parser.add_render_rule("table_open", _table_open)
    parser.add_render_rule("table_close", _table_close)
    parser.add_render_rule("fence", _code)
    parser.add_render_rule("code_block", _code)
    return parser


@dataclass(frozen=True)
class Rendered:
    """A text as HTML, and whom it calls: the handles that stand outside quotes, code and links."""

    html: str
    called: frozenset


def render(text, *, definitions=""):
    """Render CommonMark with tables, strikethrough and bare links to HTML that is safe to show as it is.

    Raw HTML in the text is shown as text. Pictures become links, but for those that lie here (see `pictures`). Links
    say `nofollow ugc`. Quotes of many lines are folded. Never raises, on any text, and never takes longer than the text
    is long. `definitions`: lines elsewhere that say where its links lead, read once for all parts of a text.
    """
    return render_calling(text, definitions=definitions).html


def render_calling(text, *, mentions=None, references=None, definitions=""):
    """The same as Rendered, where `mentions` {handle: address} and `references` {number: address} become links."""
    text, noted = writable(text), {"mentions": mentions, "threads": references}
    if definitions:
        noted["references"] = dict(_defined(definitions))
    tokens = _parser().parse(text, noted)
    if noted["deepest"] >= NESTING - 2 or _repeated(tokens) > REPEATED * len(text) + links.LONGEST:
        return Rendered(clean(f'<pre tabindex="0">{html.escape(text)}</pre>'), frozenset())
    shown = clean(_parser().renderer.render(tokens, _parser().options, noted))
    return Rendered(shown, frozenset(noted.get("called", ())))


def plain(text):
    """The words of a Markdown text without its marks, on one line, for a mail or a list."""
    return words(render(text))


def is_blank(text):
    """Whether a reader would see nothing: only spaces, controls, fillers, and marks with no letter to stand on."""
    return all(unicodedata.category(character) in _UNSEEN or character in _INVISIBLE for character in text)


@functools.lru_cache(maxsize=4)
def _defined(definitions):
    noted = {}
    _parser().parse(writable(definitions), noted)
    return noted.get("references", {})


def _repeated(tokens):
    children = (child for token in tokens for child in token.children or ())
    return sum(len(str(value)) for child in children for value in child.attrs.values())


def _note_depth(state):
    state.env["deepest"] = max((token.level for token in state.tokens), default=0)


def _table(state, start, end, silent):
    if start + 1 >= end:
        return False
    columns = state.src.count("|", state.bMarks[start + 1], state.eMarks[start + 1]) + 1
    return columns * (end - start) <= CELLS and table(state, start, end, silent)


def _pictures_to_links(state):
    # A remote picture would tell its server who reads. Inside a link only its words stay: links do not nest.
    for block in state.tokens:
        if not any(child.type == "image" for child in block.children or ()):
            continue
        inside, children = 0, []
        for child in block.children:
            inside += {"link_open": 1, "link_close": -1}.get(child.type, 0)
            children += [child] if child.type != "image" else _link_to(child, state.md, inside)
        block.children = children


def _link_to(picture, parser, inside):
    source = picture.attrGet("src")
    said = parser.renderer.renderInlineAsText(picture.children, parser.options, {}).strip()
    text = Token("text", "", 0, content=said or source)
    if inside:
        return [text]
    if own := pictures.picture_at(source):
        return _shown(picture, *own, leads_on=bool(said))
    return [Token("link_open", "a", 1, attrs={"href": source}), text, Token("link_close", "a", -1)]


def _shown(picture, address, width, height, *, leads_on):
    attrs = {"src": address, "alt": "", "width": str(width), "height": str(height), "loading": "lazy"}
    shown = Token("image", "img", 0, attrs=attrs, children=picture.children, content=picture.content)
    if not leads_on:
        # Without a word there is no name for a link.
        return [shown]
    return [Token("link_open", "a", 1, attrs={"href": address}), shown, Token("link_close", "a", -1)]


def _headings_below_the_page(state):
    # A page has one h1 and its sections are h2: headings in a text begin below them, and none is a level too deep for
    # those above it, whatever was typed.
    above = []
    for token in state.tokens:
        if token.type == "heading_open":
            typed = int(token.tag[1])
            above = [level for level in above if level < typed]
            token.tag = f"h{min(6, len(above) + 3)}"
            above.append(typed)
        elif token.type == "heading_close":
            token.tag = f"h{min(6, len(above) + 2)}"


def _flatten(state):
    # One entry for each quote, list and item that is open: its tag, and whether it is left out for being too deep.
    kept, containers = [], []
    for token in state.tokens:
        is_container = token.tag in ("blockquote", "ul", "ol", "li")
        if is_container and token.nesting == 1:
            standing = sum(tag != "li" and not out for tag, out in containers)
            # An item belongs to its list: it goes where the list went.
            containers.append((token.tag, containers[-1][1] if token.tag == "li" else standing >= DEEPEST))
        is_out = is_container and containers[-1][1]
        if is_container and token.nesting == -1:
            containers.pop()
        if token.tag == "p" and any(out for _, out in containers):
            token.hidden = False
        if not is_out:
            kept.append(token)
    state.tokens = kept


def _align_by_class(state):
    # The parser writes a style attribute, which our policy forbids; and "right" is not the end in every script.
    for token in state.tokens:
        style = token.attrs.pop("style", None) if token.tag in ("td", "th") else None
        if style in ("text-align:right", "text-align:center"):
            token.attrSet("class", "end" if style.endswith("right") else "centre")


def _fold(state):
    folded, first, depth = [], None, 0
    for token in state.tokens:
        if token.type == "blockquote_open":
            if depth == 0 and token.level == 0:
                first = len(folded)
            depth += 1
        folded.append(token)
        if token.type == "blockquote_close":
            depth -= 1
            # Who quotes and adds nothing wants it read.
            if depth == 0 and first is not None and len(folded) - first < len(state.tokens):
                folded[first:] = _folded(folded[first:])
                first = None
    state.tokens = folded


def _folded(quote):
    said = [_text_of(token) for token in quote if token.type in ("inline", "fence", "code_block")]
    begins, ends = quote[0].map
    if not folding.is_long(lines=ends - begins, characters=sum(map(len, said))):
        return quote
    return [Token("fold_open", "", 1, content=" ".join(said)), *quote, Token("fold_close", "", -1)]


def _text_of(token):
    if token.type != "inline":
        return token.content
    return "".join(" " if "break" in child.type else child.content for child in token.children)


def _fold_open(renderer, tokens, index, options, env):
    return folding.unfold_tag(tokens[index].content)


def _fold_close(renderer, tokens, index, options, env):
    return folding.FOLD_END


def _table_open(renderer, tokens, index, options, env):
    return '<div class="scroll" tabindex="0"><table>\n'


def _table_close(renderer, tokens, index, options, env):
    return "</table></div>\n"


def _code(renderer, tokens, index, options, env):
    return f'<pre tabindex="0"><code>{html.escape(tokens[index].content)}</code></pre>\n'

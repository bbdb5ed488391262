"""The text of a mail in, safe HTML out. A mail is plain text with habits; those that help reading are honoured.

Line ends stay where the writer put them; those that only keep lines short are marked `soft`, for a narrow screen to
ignore. Quotes (`>`, or what Outlook writes under a line) nest, and long ones are folded. Code, patches and columns
keep their spaces. Web addresses become links. Signatures are muted, and the armour of OpenPGP is left out.
"""

import html
import re
from itertools import groupby, pairwise
from textwrap import dedent

from workstreams.markup import folding, links
from workstreams.markup.sanitising import clean, words, writable

# Quotes within quotes. Deeper ones stay at this level, for a phone has no room.
DEEPEST = 6
# A line at least this long, whose next word would have passed the margin, was broken by a program.
WRAPPED = 50
MARGIN = 64
# In longer lines, which are data rather than writing, no addresses are looked for.
LINKED = 5000
# In lines: what is longer is no signature, of a person or of OpenPGP.
SIGNATURE = 15
ARMOUR = 100

_QUOTE = re.compile(r"(?:> ?)+")
_HEADER = re.compile(r"\*?[^\W\d_][\w -]{1,14}\*?:\*?\s")
_DIVIDER = re.compile(r"_{20,}\s*|-{2,} ?[^-].{3,40}[^-] ?-{2,}\s*")
_ATTRIBUTION = re.compile(
    r"(?:\d|@|wrote|writes|said|schrieb|écrit|escribió|escreveu|scrisse|ha scritto|skrev|schreef|написал|пишет)"
    r"[^\n]*:\s*\Z"
)
_BULLET = re.compile(r"\s*(?:[-*+•·–]|\(?\w{1,3}[.)]|\[\w+\]:?)\s")
_COLUMNS = re.compile(r"\S(?: {3,}| *\t\s*)\S|[|+]-{3}|-{3}[|+]")
_NAME = re.compile(r"[^\W\d_][\w ,.'’-]{0,40}")
_PATCH = re.compile(r"diff --git |Index: |@@ -\d")
_IN_PATCH = re.compile(
    r"[ \t+\-@\\]|diff |index |Index: |=====|new file |deleted file |old mode |new mode |similarity |rename |\s*\Z"
)


def render_mail(text):
    """Render the text of a mail, decoded and with flowed lines joined, to HTML that is safe to show as it is.

    Never raises, on any text, and never takes longer than the text is long.
    """
    lines = [_split_prefix(line) for line in writable(text).split("\n")]
    lines = _settle_blank_lines(_nest_below_dividers(_without_armour(lines)))
    lines, signed, after = _take_signature(lines)
    # Who sends on what somebody else wrote, and adds nothing, wants it read.
    may_fold = any(depth == 0 and line.strip() for depth, line in lines)
    made = _sections(lines, may_fold)
    if signed:
        made += f'<div class="sent-by">{_paragraph(signed)}</div>\n'
    return clean(made + _sections(after, may_fold))


def plain_mail(text):
    """What the writer of a mail said, on one line: no quotes, no "On Monday, A wrote:", no signature."""
    return words(render_mail(text), quoted=False)


def _split_prefix(line):
    prefix = _QUOTE.match(line)
    if not prefix:
        return 0, line
    return min(DEEPEST, prefix[0].count(">")), line[prefix.end() :]


def _without_armour(lines):
    kept, at, signed = [], 0, False
    while at < len(lines):
        depth, line = lines[at]
        mark = line.strip() if line.startswith("-----") else ""
        if mark == "-----BEGIN PGP SIGNED MESSAGE-----":
            # Its own headers follow ("Hash: SHA512"), up to an empty line.
            at += 1
            while at < len(lines) and lines[at][1].strip() and _HEADER.match(lines[at][1]):
                at += 1
            signed = True
            continue
        if mark == "-----BEGIN PGP SIGNATURE-----":
            ends = [n for n in range(at, min(at + ARMOUR, len(lines))) if "-----END PGP SIGNATURE-----" in lines[n][1]]
            if ends:
                at, signed = ends[0] + 1, False
                continue
        kept.append((depth, line[2:] if signed and line.startswith("- ") else line))
        at += 1
    return kept


def _nest_below_dividers(lines):
    """What stands under "-----Original Message-----" or a long line, with From: and Sent:, is a quote as well."""
    added, made = 0, []
    for at, (depth, line) in enumerate(lines):
        if not added and depth == 0 and _DIVIDER.fullmatch(line):
            below = [text for _, text in lines[at + 1 : at + 6] if text.strip()][:2]
            if len(below) == 2 and all(_HEADER.match(text) for text in below):
                added = 1
                continue
        made.append((min(DEEPEST, depth + added), line))
    return made


def _settle_blank_lines(lines):
    """An empty line between two quotes is part of the quote, whether or not the writer's program marked it so."""
    settled, above, waiting = [], 0, 0
    for depth, line in lines:
        if not line.strip():
            waiting += 1
            continue
        settled += [(min(above, depth), "")] * waiting + [(depth, line)]
        above, waiting = depth, 0
    return settled


def _take_signature(lines):
    """The lines without the signature, the signature's, and what follows it, as when the quote stands at the end."""
    begins = next((at for at, (depth, line) in enumerate(lines) if depth == 0 and line == "-- "), None)
    if begins is None:
        return lines, [], []
    ends = next((at for at in range(begins, len(lines)) if lines[at][0]), len(lines))
    if ends < len(lines):
        # The line that says who is quoted belongs to the quote: the signature ends at its first empty line.
        ends = next((at for at in range(begins, ends) if not lines[at][1].strip()), ends)
    if ends - begins > SIGNATURE:
        return lines, [], []
    return lines[:begins], [line for _, line in lines[begins + 1 : ends]], lines[ends:]


def _sections(lines, may_fold):
    made = []
    runs = [(quoted, list(run)) for quoted, run in groupby(lines, key=lambda line: line[0] > 0)]
    for (quoted, run), (quote_follows, _) in pairwise([*runs, (False, [])]):
        if quoted:
            made.append(_quote(run, may_fold))
        else:
            made.append(_blocks([line for _, line in run], quote_follows))
    return "".join(made)


def _quote(lines, may_fold):
    made, current = [], 0
    runs = [(depth, list(run)) for depth, run in groupby(lines, key=lambda line: line[0])]
    for (depth, run), (following, _) in pairwise([*runs, (0, [])]):
        made.append("<blockquote>" * (depth - current) + "</blockquote>" * (current - depth))
        made.append(_blocks([line for _, line in run], quote_follows=following > depth))
        current = depth
    made.append("</blockquote>" * current + "\n")
    said = [line.strip() for _, line in lines if line.strip()]
    if not may_fold or not folding.is_long(lines=len(said), characters=sum(map(len, said))):
        return "".join(made)
    first = [line for line in said[:20] if not any(mark.match(line) for mark in (_DIVIDER, _HEADER))]
    first = [line for line in first if not _ATTRIBUTION.search(line)] or said[:20]
    return folding.unfold_tag(" ".join(first)) + "".join(made) + folding.FOLD_END


def _blocks(lines, quote_follows=False):
    """Paragraphs and whatever must keep its spaces, of lines that stand at one level."""
    blocks = []
    for gap, keeps_spaces, block in _split_blocks(lines):
        if keeps_spaces and blocks and blocks[-1][0]:
            blocks[-1][1].extend([""] * gap + block)
        else:
            blocks.append((keeps_spaces, block))
    if blocks and _is_name(blocks[-1][1]):
        blocks[-1] = (False, [line.strip() for line in blocks[-1][1]])
    return "".join(
        _preformatted(block) if keeps_spaces else _paragraph(block, quote_follows and number == len(blocks))
        for number, (keeps_spaces, block) in enumerate(blocks, 1)
    )


def _split_blocks(lines):
    """Yield (empty lines before it, whether it must keep its spaces, its lines) for each block."""
    at, gap = 0, 0
    while at < len(lines):
        if not lines[at].strip():
            at, gap = at + 1, gap + 1
            continue
        ends = _end_of_patch(lines, at)
        is_patch = ends is not None
        if not is_patch:
            ends = at + 1
            while ends < len(lines) and lines[ends].strip() and not _begins_patch(lines, ends):
                ends += 1
        yield gap, is_patch or _keeps_spaces(lines[at:ends]), lines[at:ends]
        at, gap = ends, 0


def _begins_patch(lines, at):
    is_header = lines[at].startswith("--- ") and at + 1 < len(lines) and lines[at + 1].startswith("+++ ")
    return is_header or bool(_PATCH.match(lines[at]))


def _end_of_patch(lines, at):
    """Where the patch ends that begins here, or None where none does."""
    if not _begins_patch(lines, at):
        return None
    ends = at + 1
    while ends < len(lines) and _IN_PATCH.match(lines[ends]):
        ends += 1
    while not lines[ends - 1].strip():
        ends -= 1
    return ends


def _keeps_spaces(block):
    if all(line.startswith(("    ", "\t")) for line in block):
        return True
    if len(block) < 2:
        return False
    in_patch = all(line[0] in "+-@ \t" for line in block) and any(line[0] == "+" for line in block)
    return in_patch or 2 * sum(bool(_COLUMNS.search(line)) for line in block) >= len(block) + 1


def _is_name(block):
    """Many indent the name with which they end. That is no code."""
    return len(block) < 3 and all(_NAME.fullmatch(line.strip()) and not line.strip()[0].islower() for line in block)


def _preformatted(block):
    # As in Markdown, what all lines are indented by says that it is code, and is no part of it.
    text = _linked(dedent("\n".join(block)))
    return f'<pre tabindex="0">{text}</pre>\n'


def _paragraph(block, quote_follows=False):
    made = [_line(block[0])]
    for line, following in pairwise(block):
        word = following.split(maxsplit=1)[0] if following.strip() else ""
        if len(line) >= WRAPPED and len(line) + len(word) >= MARGIN and word and not _BULLET.match(following):
            made.append('<br class="soft">\n' + _linked(following.strip()))
        else:
            made.append("<br>\n" + _line(following))
    kind = ' class="attribution"' if quote_follows and len(block) < 4 and _ATTRIBUTION.search(block[-1]) else ""
    return f"<p{kind}>{''.join(made)}</p>\n"


def _line(line):
    line = line.rstrip().expandtabs()
    said = line.lstrip(" ")
    return "\xa0" * (len(line) - len(said)) + _linked(said)


def _linked(text):
    """The text as HTML, with its web addresses as links."""
    if "://" not in text and "www." not in text.lower() or len(max(text.split("\n"), key=len)) > LINKED:
        return html.escape(text)
    made, at = [], 0
    for found in links.finder().match(text) or ():
        if links.is_allowed(found.url):
            shown = html.escape(text[found.index : found.last_index])
            made += [html.escape(text[at : found.index]), f'<a href="{html.escape(found.url)}">{shown}</a>']
            at = found.last_index
    return "".join([*made, html.escape(text[at:])])

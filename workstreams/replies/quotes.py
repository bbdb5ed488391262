"""What a mail's writer said themselves: without what they answered, the line above it, and their signature.

Line by line and in linear time, for the text is a stranger's. What mail programs write above a quote is known in many
languages from mail-parser-reply; its patterns are asked of single short lines alone.
"""

import re
from functools import cache

from mailparser_reply.constants import MAIL_LANGUAGES

# A line above a quote is wrapped to three lines at most, and never so long.
ABOVE, LONGEST = 3, 400
# In lines: what is longer is no signature.
SIGNATURE = 12
# Where in a text a signature may begin, blank lines included: so many lines before its end.
LAST = 40
# In characters: a text beyond this is no answer, and is not looked through.
LONGEST_TEXT = 400_000

_QUOTE = re.compile(r"\s?>")
_DELIMITER = re.compile(r"--\s?")
_LINE = re.compile(r"\s*[_-]{20,}\s*")
# "-----Original Message-----", "-------- Weitergeleitete Nachricht --------"
_DIVIDER = re.compile(r"\s*-{3,} ?[^\W\d_][^-]{3,40} ?-{3,}\s*|Begin forwarded message:\s*")
_LABEL = re.compile(r"\s*\*?([^\W\d_][\w .'()-]{0,24}?)\s?:\*?(?:\s|$)")
FROM = {"from", "von", "de", "da", "van", "från", "fra", "od", "от", "发件人", "보낸 사람"}
OTHERS = {
    *("sent", "date", "to", "cc", "subject", "reply-to"),
    *("gesendet", "datum", "an", "betreff", "antwort an"),
    *("envoyé", "date", "à", "objet", "répondre à"),
    *("enviado", "enviado el", "fecha", "para", "asunto", "responder a"),
    *("inviato", "data", "a", "oggetto"),
    *("enviada em", "enviado em", "assunto"),
    *("verzonden", "aan", "onderwerp", "skickat", "till", "ämne", "sendt", "til", "emne"),
}
_WROTE = re.compile(
    r"(?:wrote|writes|schrieb|schreibt|a écrit|écrit|escribió|ha scritto|escreveu|schreef|skrev|napisał|写道)\b"
    r".{0,200}[:：]"
)
_BEGINS = re.compile(r"(?:On|Am|Le|El|Il|Em|A|Op|Den|Dnia|Dne)\b|\d{1,4}[-./年]|.{1,120}<\S+@\S+>", re.IGNORECASE)
# What phones and programs put under a mail, beyond what the package knows.
_SENT_FROM = re.compile(
    r"(?:Sent|Get Outlook|Gesendet|Von meinem|Envoyé|Obtenez|Enviado|Inviato|Scarica|Verzonden|Obtén|Holen Sie sich|"
    r"Télécharger|Download)\b.{0,60}\b"
    r"(?:iPhone|iPad|Android|Outlook|Samsung|Galaxy|mobile|Mobilgerät|Handy|móvil|Yahoo|Thunderbird|"
    r"Proton Mail|BlackBerry)"
    r".{0,120}",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"(?:(?:with )?(?:best|kind|warm|kindest|many)(?: (?:regards|wishes|thanks))?|regards|cheers|sincerely(?: yours)?|"
    r"yours(?: sincerely| faithfully)?|all the best|thanks(?: again)?|thank you|"
    r"(?:mit )?(?:freundlichen?|besten?|vielen?|herzlichen?|liebe|viele|beste|schöne) (?:gr(?:ü|ue)(?:ß|ss)en?|dank)|"
    r"(?:bien |très )?cordialement|bien à vous|(?:meilleures|sincères) salutations|merci|"
    r"(?:un )?(?:cordial )?saludos?(?: cordiales)?|atentamente|cordialmente|gracias|"
    r"(?:cordiali|distinti) saluti|grazie|(?:com os )?(?:melhores )?cumprimentos|atenciosamente|obrigad[oa]|abraços|"
    r"(?:met )?vriendelijke groet(?:en)?)"
    r"\s*[,.!]?",
    re.IGNORECASE,
)


def own_words(text):
    """The text of a mail without quotes, what stands above them, and signatures.

    An answer above or below the quote is left alone. Where somebody answers between the lines, the lines stay as
    quotes, for they say what each answer is to. "" where nothing is the writer's own.
    """
    if len(text) > LONGEST_TEXT:
        return text
    lines = [line.rstrip() if not _DELIMITER.fullmatch(line) else "--" for line in _plain(text).split("\n")]
    pieces = _pieces(lines)
    said = [number for number, (is_quote, _piece) in enumerate(pieces) if not is_quote]
    if not said:
        return ""
    kept = [
        "\n".join(line.strip() for line in piece) if is_quote else "\n".join(piece)
        for number, (is_quote, piece) in enumerate(pieces)
        if not is_quote or (len(said) > 1 and number < said[-1])
    ]
    return "\n\n".join(kept)


def _plain(text):
    """Line ends of one kind, and spaces that are spaces."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u00a0", " ").replace("\u202f", " ")
    return text.replace("\ufeff", "").replace("\u2060", "")


def _pieces(lines):
    """[(is it a quote, its lines)], in their order, without what divides them and without blank lines around them."""
    pieces, number = [], 0
    while number < len(lines):
        if _QUOTE.match(lines[number]):
            _add(pieces, True, lines[number])
        elif ends := _above_a_quote(lines, number):
            following = next((line for line in lines[ends:] if line.strip()), "")
            if not _QUOTE.match(following):
                # What follows is quoted without a mark, as some programs do: all of it.
                break
            number = ends
            continue
        elif _is_divider(lines, number):
            break
        else:
            _add(pieces, False, lines[number])
        number += 1
    settled = [(is_quote, piece if is_quote else _unsigned(piece)) for is_quote, piece in pieces]
    return [(is_quote, _trimmed(piece)) for is_quote, piece in settled if any(line.strip() for line in piece)]


def _add(pieces, is_quote, line):
    if not pieces or (pieces[-1][0] != is_quote and line.strip()):
        pieces.append((is_quote, []))
    pieces[-1][1].append(line)


def _above_a_quote(lines, number):
    """Where "On Monday, A wrote:" ends that begins in this line, as the number of the next line; None for none."""
    if not lines[number].strip():
        return None
    said = ""
    for ends in range(number, min(number + ABOVE, len(lines))):
        line = lines[ends].strip()
        if not line or _QUOTE.match(line) or len(said) + len(line) > LONGEST:
            return None
        said = f"{said} {line}".strip()
        if line.endswith(":") or line.endswith("："):
            return ends + 1 if _tells_who_wrote(said) else None
    return None


def _tells_who_wrote(said):
    if re.search(r"\d", said) and _BEGINS.match(said) and _WROTE.search(said):
        return True
    return any(pattern.fullmatch(said) for pattern in _known("wrote_header"))


def _is_divider(lines, number):
    """Whether all from this line on is what was answered: a divider, or headers of a mail."""
    line = lines[number]
    if _DIVIDER.fullmatch(line):
        return True
    if _LINE.fullmatch(line):
        below = next((index for index in range(number + 1, len(lines)) if lines[index].strip()), None)
        return below is not None and _begins_headers(lines, below)
    return _begins_headers(lines, number)


def _begins_headers(lines, number):
    """ "From:" and, in the lines below, two more of what stands in the head of a mail."""
    first = _LABEL.match(lines[number])
    if not first or first[1].strip().lower() not in FROM:
        return False
    below = (_LABEL.match(line) for line in lines[number + 1 : number + 8])
    return len({label[1].strip().lower() for label in below if label} & OTHERS) >= 2


def _unsigned(lines):
    """Without the signature at its end: what is below the delimiter, a closing and what follows it, or what a phone
    adds."""
    lines = list(lines)
    for number in range(max(0, len(lines) - LAST), len(lines)):
        if lines[number] == "--" and len([one for one in lines[number + 1 :] if one.strip()]) <= SIGNATURE:
            lines = lines[:number]
            break
    lines = _without_what_phones_add(lines)
    for number in range(max(1, len(lines) - LAST), len(lines)):
        rest = [line for line in lines[number + 1 :] if line.strip()]
        if _CLOSING.fullmatch(lines[number].strip()) and len(rest) <= SIGNATURE and _looks_like_a_name(rest):
            return lines[:number]
    return lines


def _looks_like_a_name(rest):
    """What stands below a closing: nothing, or short lines that are no sentences."""
    return all(len(line) <= 70 and not line.rstrip().endswith(("?", "!", ":")) for line in rest) and not any(
        re.search(r"[a-zß-ÿ]{2,}\.\s*$", line) and " " in line.strip() for line in rest[:1]
    )


def _without_what_phones_add(lines):
    lines = list(lines)
    while lines and (not lines[-1].strip() or _is_sent_from(lines[-1].strip())):
        lines.pop()
    return lines


def _is_sent_from(line):
    return bool(_SENT_FROM.fullmatch(line)) or (
        len(line) <= 80 and any(pattern.match(line) for pattern in _known("sent_from"))
    )


@cache
def _known(what):
    """What the package knows of this, as patterns for one line."""
    found = [one[what] for one in MAIL_LANGUAGES.values() if one.get(what)]
    return [re.compile(f"(?:{pattern})", re.IGNORECASE) for pattern in found]


def _trimmed(lines):
    lines = list(lines)
    while lines and not lines[0].strip():
        lines.pop(0)
    while lines and not lines[-1].strip():
        lines.pop()
    return lines

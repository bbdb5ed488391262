"""How alike two names are: to recognise an organisation that is here under another spelling, and to refuse a name that
only looks like one that is here. Text in, keys and likenesses out.
"""

import re
import unicodedata

from rapidfuzz import fuzz, process

#: Likeness, of 100, from which two names are shown beside each other: "Did you mean …?"
NEAR = 88
#: What a legal form says about a body is not its name. Dropped at the end only: "AS Roma" keeps its first word.
LEGAL_FORMS = frozenset(
    """
    ab ag aisbl aps as asa asbl bhd bv co company corp corporation doo ead eirl ev foreningen gbr gmbh inc incorporated
    jsc kft kg kgaa kk limited llc llp lp ltd ltda mbh nv oao ooo oy oyj plc pte pty pvt ry sa sal sap sarl sas sasu
    sdn se sl slu spa spzoo sro srl stichting ug vzw zrt
    """.split()
)
#: Letters that Unicode takes for no variants of another, though people type the other.
PLAIN = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"})
#: Letters and figures that look like a Latin letter, before case is taken away: each stands for what it looks like.
#: After Unicode Technical Standard 39, kept to what a reader would not notice in a line.
LOOKS_LIKE = str.maketrans(
    {
        # Cyrillic
        **dict(zip("аеорсухіјѕԁһԛԝѵгӏкпт", "aeopcyxijsdhqwvrlknt", strict=True)),
        **dict(zip("АВЕКМНОРСТУХІЈЅԌԚԜѴӀ", "ABEKMHOPCTYXlJSGQWVl", strict=True)),
        # Greek
        **dict(zip("αεικνορτυχγϲϳ", "aeiknoptuxycj", strict=True)),
        **dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧϹ", "ABEZHlKMNOPTYXC", strict=True)),
        # Armenian and Cherokee letters, and Latin ones drawn like others
        **dict(zip("օոսցԼՏՕ", "onugLSO", strict=True)),
        **dict(zip("ᎪᏴᏟᎬᎻᎫᏦᏞᎷᏢᎡᏚᎢᏙᎳᏃ", "ABCEHJKLMPRSTVWZ", strict=True)),
        **dict(zip("ɑɡɩıʟ", "agiil", strict=True)),
        # Figures, and the capital that is drawn like a small letter
        **dict(zip("I1|0", "lllo", strict=True)),
    }
)
_UPRIGHT = re.compile(r"[̀-ͯ]")
_INSIDE_WORDS = re.compile(r"(?<=\w)['’`´.](?=\w)")


def _without_accents(text):
    return (
        text if text.isascii() else unicodedata.normalize("NFC", _UPRIGHT.sub("", unicodedata.normalize("NFKD", text)))
    )


def key(name):
    """The name as it is compared: without case, accents, punctuation, legal form, "the", and order of words.

    Never longer than 300 signs, and empty only for a name without letters and figures.
    """
    text = _without_accents(name.casefold()).translate(PLAIN).replace("&", " and ").replace("+", " and ")
    words = re.findall(r"\w+", _INSIDE_WORDS.sub("", text).replace("_", " "))
    kept = [word for word in words if word != "the"] or words
    while len(kept) > 1 and (kept[-1] in LEGAL_FORMS or kept[-1] == "and"):
        kept.pop()
    return " ".join(sorted(kept))[:300]


def near(name, candidates, *, limit=3):
    """The candidates whose names are most like this one, the likeliest first: [(candidate, likeness of 100), …].

    `candidates`: {anything: key of its name}. Words are compared in alphabetical order, for so keys are written.
    """
    wanted = key(name)
    if not wanted:
        return []
    found = process.extract(wanted, candidates, scorer=fuzz.ratio, score_cutoff=NEAR, limit=limit)
    return [(candidate, likeness) for _key, likeness, candidate in found]


def drawn(name):
    """What a reader sees in a name: look-alike letters of other scripts as Latin ones, without accents and case."""
    return " ".join(_without_accents(name.translate(LOOKS_LIKE)).translate(LOOKS_LIKE).casefold().split())


def spelt(name):
    """What stands in a name, without accents and case: equal where two people only share it."""
    return " ".join(_without_accents(name).casefold().split())


def homograph_of(name, others):
    """The first of the other names that looks like this one and is spelt with other letters, or None."""
    looks, letters = drawn(name), spelt(name)
    return next((other for other in others if drawn(other) == looks and spelt(other) != letters), None)

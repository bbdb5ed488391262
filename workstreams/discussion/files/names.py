"""What a file is called once it is here."""

import os
import re
import unicodedata

LONGEST = 200
# Of these a picture's name may end while it is kept as another kind.
_PICTURE_SUFFIXES = {".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif"}
_SPACES = re.compile(r"\s+")


def tidy_name(name, kind):
    """The last part of a name, on one line, without what is not seen, ending as its kind does, and not too long."""
    name = name.replace("\\", "/").rpartition("/")[2]
    name = "".join(
        " " if unicodedata.category(one) in {"Zl", "Zp"} or one in "\t\n\r" else one
        for one in unicodedata.normalize("NFC", name)
        # Controls, and marks that turn the direction: "gpj.exe" must not read as "exe.jpg".
        if unicodedata.category(one) not in {"Cc", "Cf", "Cs", "Co", "Cn"} or one in "\t\n\r"
    )
    name = _SPACES.sub(" ", name).strip(" .")
    stem, suffix = os.path.splitext(name)
    if suffix.lower() not in kind.suffixes:
        if suffix.lower() not in _PICTURE_SUFFIXES:
            stem = name
        suffix = kind.suffixes[0]
    return (stem[: LONGEST - len(suffix)].strip() or "file") + suffix

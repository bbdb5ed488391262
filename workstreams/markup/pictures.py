"""Files of this site in a text: their addresses, and how they are written.

`![words](/workstreams/files/<key>/#640x480)` shows a picture: the size behind the address says that it is one, and
keeps its place on the page until it is there. Without a size it is a link, and so is every picture from elsewhere: a
remote one would tell its server who reads.
"""

import re

# The largest side that a page makes room for.
LARGEST = 20_000

_KEY = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
_PLACE = f"/workstreams/files/({_KEY})/"
_FILE = re.compile(_PLACE)
_PICTURE = re.compile(rf"{_PLACE}#([1-9]\d{{0,4}})x([1-9]\d{{0,4}})")
# What a name may not bring into a text: marks of Markdown.
_MARKS = re.compile(r"([\\\[\]<>*_`~|!#&])")


def keys_in(text):
    """The keys of the files that a text names, in their order, each once."""
    return list(dict.fromkeys(_FILE.findall(text)))


def picture_at(address):
    """(address, width, height) of a picture of this site, as a text writes it; None for any other address."""
    found = _PICTURE.fullmatch(address)
    if found is None:
        return None
    width, height = int(found[2]), int(found[3])
    if max(width, height) > LARGEST:
        return None
    return address.partition("#")[0], width, height


def is_own_picture(source):
    """Whether an address may stand as the source of a picture on a page."""
    return bool(_FILE.fullmatch(source))


def written(name, address, *, width=None, height=None):
    """How a file is written into a text, so that `keys_in` finds it there. `width` and `height` for a picture."""
    label = _MARKS.sub(r"\\\1", name)
    return f"![{label}]({address}#{width}x{height})" if width else f"[{label}]({address})"


def without(text, keys):
    """The text with files of these keys named by their words alone."""
    for key in keys:
        place = re.escape(f"/workstreams/files/{key}/")
        text = re.sub(rf"!?\[((?:\\.|[^\[\]\\])*)\]\({place}[^)\s]*\)", r"\1", text)
        text = re.sub(place + r"(?:#\d+x\d+)?", "", text)
    return text

"""Handles: what others write to call somebody, as in @amara.diallo. Names in, handles or a reason against one out."""

import re
import unicodedata

from django.utils.text import slugify
from django.utils.translation import gettext as _

from members.likeness import PLAIN

SHORTEST, LONGEST = 2, 40
#: Of a name that no Latin letter spells, as most of the world's.
NAMELESS = "member"
#: What would be taken for an office, or for everybody.
RESERVED = frozenset(
    """
    admin administrator all alliance anyone channel editor editors everybody everyone former-member group here lead
    leads moderator moderators nobody observer observers office participant participants portal root secretariat staff
    support system team webmaster
    """.split()
)
_FORM = re.compile(r"[a-z0-9]+(?:[._-][a-z0-9]+)*")


def proposed(name):
    """The handle that a name suggests: "Amara Diallo" becomes amara.diallo, "Mei-Ling Chow" mei-ling.chow."""
    spelt = unicodedata.normalize("NFKD", name.lower().translate(PLAIN).replace("ß", "ss"))
    words = [slugify(word.replace("'", "").replace("’", "").replace("_", "-")) for word in spelt.split()]
    handle = ".".join(word.strip("-") for word in words if word.strip("-"))[: LONGEST - 6].strip("._-")
    return handle if len(handle) >= SHORTEST and handle not in RESERVED else NAMELESS


def free(name, taken):
    """The proposed handle, or the same with the first number from 2 on that makes it nobody's of `taken`."""
    handle = stem = proposed(name)
    number = 1
    while handle in taken or handle == NAMELESS:
        number += 1
        handle = f"{stem}-{number}"
    return handle


def tidy(handle):
    """A handle as somebody types it, as it is kept."""
    return handle.strip().removeprefix("@").lower()


def wrong_with(handle):
    """Why this cannot be somebody's handle, in words; "" where it can."""
    if not SHORTEST <= len(handle) <= LONGEST:
        return _("A handle has 2 to 40 characters.")
    if not _FORM.fullmatch(handle):
        return _("Write it with letters from a to z and figures. A point, a hyphen or a low line may join them.")
    if handle in RESERVED:
        return _("This would be taken for an office, or for everybody. Choose another.")
    return ""

"""Names of people and organisations: what may stand as one. Text in, the name or a reason against it out."""

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

#: Joiners that spell words in Persian and in the scripts of India, though nobody sees them.
JOINERS = {"\u200c", "\u200d"}
UNSEEN = {"Cc", "Cf", "Cs", "Co"}
#: What leads somewhere else: an address on the web, with what stands behind its host, or one of mail.
_ADDRESS = re.compile(r"://|\bwww\.|(?-i:\w\.[a-z]{2,}/)|\w@\w[\w-]*\.\w", re.IGNORECASE)


def clean_name(text, *, may_hold_address=False):
    """The name with its spaces made single. Raises ValidationError, with the reason, for what is no name.

    A name shows at least one letter or figure, holds no signs that cannot be seen (they make two names look alike,
    or turn the line round), and advertises no address. A list that the secretariat brings in may: real organisations
    write theirs into their names, and nobody advertises there.
    """
    name = " ".join(text.split())
    if any(unicodedata.category(sign) in UNSEEN and sign not in JOINERS for sign in name):
        raise ValidationError(_("There are signs in this name that cannot be seen. Type it anew."), code="unseen")
    if name and not any(unicodedata.category(sign)[0] in "LN" for sign in name):
        raise ValidationError(_("Write the name with at least one letter."), code="no_letter")
    if not may_hold_address and _ADDRESS.search(unicodedata.normalize("NFKC", name)):
        raise ValidationError(_("Write the name without an address of the web or of mail."), code="address")
    return name


def elsewhere(organisation):
    """What somebody is told who enters this organisation under another sector than its own."""
    return _("%(name)s is here under “%(sector)s”. Choose that sector, or another name.") % {
        "name": organisation.name,
        "sector": organisation.sector,
    }

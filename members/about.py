"""What may stand as a text about oneself. Text in, the text or a reason against it out."""

import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

LONGEST = 1000


def clean_about(text):
    """The text with its outer spaces gone and its lines ended in one way. "" is a text, too.

    Raises ValidationError for signs that no page can show, for a text in which nothing can be seen, and for one that
    is too long. Joiners stay: Persian and the scripts of India are spelled with them.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    if any(unicodedata.category(sign) in {"Cc", "Cs"} and sign not in "\n\t" for sign in text):
        raise ValidationError(_("There are signs in this text that cannot be shown. Type it anew."), code="unseen")
    if text and not any(unicodedata.category(sign)[0] in "LNPS" for sign in text):
        raise ValidationError(_("Nothing in this text can be seen. Write something, or leave it empty."), code="empty")
    if len(text) > LONGEST:
        raise ValidationError(
            _("%(most)s characters fit. This has %(length)s.") % {"most": LONGEST, "length": len(text)}, code="long"
        )
    return text

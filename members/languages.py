"""Languages that people say they speak: the two-letter codes of ISO 639-1 that Django has names for."""

from django.conf.locale import LANG_INFO
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

#: Django names only the ways to write Chinese; people speak the language.
CHINESE = "zh"
CODES = frozenset(code for code in LANG_INFO if len(code) == 2) | {CHINESE}


def language_name(code):
    """A language's name in the reader's language; the code itself for one that is not known."""
    if code == CHINESE:
        return _("Chinese")
    return str(get_language_info(code)["name_translated"]) if code in CODES else code


def language_choices():
    """Every language as a form's choice, in order of name."""
    return sorted(((code, language_name(code)) for code in CODES), key=lambda choice: choice[1].casefold())

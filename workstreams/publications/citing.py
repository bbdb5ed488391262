"""How a publication is cited. Words in, words out."""

from django.utils.translation import gettext as _


def citation(*, alliance, title, number, version, year, address):
    """As in a list of references: who, when, what, which version, where."""
    return _("%(alliance)s (%(year)s). %(title)s. %(number)s, version %(version)s. %(address)s") % {
        "alliance": alliance,
        "year": year,
        "title": title,
        "number": number,
        "version": version,
        "address": address,
    }

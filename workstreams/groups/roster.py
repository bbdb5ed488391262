"""Who sits in a group, by sector, as this reader may see it: names, or numbers alone."""

from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from workstreams.groups.models import Participation


@dataclass(frozen=True)
class Row:
    """A seat as the roster shows it."""

    seat: Participation
    name: str
    sector: object
    organisation: str
    capacity: str


def seats_now(group):
    """Everybody with a seat: leads first, then editors, then by name. Two queries."""
    return [_row(seat) for seat in Participation.objects.current().filter(group=group).with_people()]


def seats_before(group):
    """Seats that have ended, the latest first; a change of role ends one and begins another. Two queries."""
    past = Participation.objects.filter(group=group).with_people().past()
    return [_row(seat) for seat in past.select_related("member", "removed_by")]


def _row(seat):
    affiliation = seat.member.affiliation
    return Row(
        seat=seat,
        name=seat.member.name,
        sector=affiliation.sector if affiliation else None,
        organisation=affiliation.organisation.name if affiliation and affiliation.organisation else "",
        capacity=affiliation.get_capacity_display() if affiliation else "",
    )


def by_sector(rows, sectors):
    """[(sector, rows)], every sector in its order; at the end (None, rows) for those without one, if any."""
    groups = [(sector, [row for row in rows if row.sector == sector]) for sector in sectors]
    unplaced = [row for row in rows if row.sector is None]
    return [*groups, *([(None, unplaced)] if unplaced else [])]


def for_sheet(rows):
    """(head, rows) of cells."""
    head = [_("Name"), _("Sector"), _("Organisation"), _("Capacity"), _("Role"), _("Since")]
    return head, [
        [
            row.name,
            row.sector.name if row.sector else "",
            row.organisation,
            row.capacity,
            row.seat.get_role_display(),
            date_format(localtime(row.seat.joined_at), "Y-m-d"),
        ]
        for row in rows
    ]

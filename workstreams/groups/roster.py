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


def seats_now(group, sector=None):
    """Everybody with a seat, as a queryset of seats for `rows`, sector by sector in their order, those without one at
    the end; in each leads first, then editors, then by name. Only those of `sector` where one is given."""
    seats = Participation.objects.current().filter(group=group).with_people()
    return (seats.speaking_for(sector) if sector else seats).table_by_table()


def seats_before(group):
    """Seats that have ended, the latest first, as a queryset for `rows`; a change of role ends one and begins
    another. Each keeps the sector and organisation for which its holder spoke when it ended."""
    return Participation.objects.filter(group=group).with_people_of_their_day().past().select_related("removed_by")


def rows(seats):
    """These seats (a slice of `seats_now` or `seats_before`) as rows. Two queries, however many they are."""
    return [_row(seat) for seat in seats]


def _row(seat):
    affiliation = _spoken_for(seat)
    return Row(
        seat=seat,
        name=seat.member.name,
        sector=affiliation.sector if affiliation else None,
        organisation=affiliation.organisation.name if affiliation and affiliation.organisation else "",
        capacity=affiliation.get_capacity_display() if affiliation else "",
    )


def _spoken_for(seat):
    """The affiliation beside a seat: the present one, or for a seat that has ended the one of its last day."""
    ended = seat.left_at
    if ended is None:
        return seat.member.affiliation
    held = (one for one in seat.member.every_affiliation if one.starts_at <= ended)
    return next((one for one in held if one.ends_at is None or one.ends_at >= ended), None)


def sections(shown, counts, *, unplaced, last):
    """[(sector, how many it has in all, its rows among those `shown`)], in the order of `counts`, [(sector, how many)].

    A page shows the sectors that have rows on it, and the `last` one those in which nobody sits as well. At the end
    (None, how many, rows) for people without a sector, who are `unplaced` in all.
    """
    every = [*counts, (None, unplaced)]
    found = [(sector, count, [row for row in shown if row.sector == sector]) for sector, count in every]
    return [one for one in found if one[2] or (last and one[0] and not one[1])]


def for_sheet(shown):
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
        for row in shown
    ]

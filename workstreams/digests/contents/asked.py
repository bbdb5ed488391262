"""What texts ask of readers: as the home page and the desk show it, of what their digest tells of."""

from workstreams.duties.due import due_of
from workstreams.duties.shape import Kind

#: These are asked of a reader as one of many; whoever mutes a group hears of them no more. An office is not muted.
OF_MANY = {Kind.POSITION, Kind.ASKED}


def read(readers):
    """{index of a reader: their Dues, what is asked soonest first}. Four queries at most."""
    dues = due_of([reader.wish.member for reader in readers])
    return {index: tuple(_of(reader, dues[reader.pk])) for index, reader in enumerate(readers)}


def _of(reader, dues):
    for due in dues:
        if (
            due.needs_you
            and _tells_of(reader, due.group)
            and not (due.kind in OF_MANY and reader.mutes(None, due.group))
        ):
            yield due


def _tells_of(reader, group):
    """Whether the digest tells of this group: of those that are not the reader's own where it tells of everything."""
    return group in reader.groups or (group not in reader.silent and reader.wish.covers_all)

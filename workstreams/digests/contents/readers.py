"""Who reads a batch of digests: in which groups they sit, what they lead, what they follow and mute."""

from collections import defaultdict
from dataclasses import dataclass, field

from members.permissions import is_secretariat
from workstreams.digests.contents.shape import Wish
from workstreams.discussion.models import Following, GroupFollowing
from workstreams.groups.audience import standings
from workstreams.groups.models import WorkingGroup

MUTED = Following.Level.MUTED
TOLD = {Following.Level.TRACKING, Following.Level.WATCHING}


@dataclass
class Reader:
    """One digest's reader. `groups`: those of their own that the digest tells of, {number: from when on}; `silent`:
    the others of their own; `desks`: of those told of, where they decide. `levels` are of threads, `group_levels` of
    whole groups."""

    wish: Wish
    groups: dict
    silent: list
    desks: set
    is_secretariat: bool
    seats: int
    levels: dict = field(default_factory=dict)
    group_levels: dict = field(default_factory=dict)

    @property
    def pk(self):
        return self.wish.member.pk

    def mutes(self, thread, group):
        """Whether they want to hear nothing of a thread: what they chose for it goes before what they chose for its
        group."""
        return self.levels.get(thread, self.group_levels.get(group)) == MUTED

    def chosen_level(self, thread):
        level = self.levels.get(thread, "")
        return str(level) if level in TOLD else ""


def of(wishes):
    """The readers of these wishes, in their order, and {number: group} of all their groups. Four queries at most."""
    standing = standings([wish.member for wish in wishes])
    readers = [_reader(wish, standing[wish.member.pk]) for wish in wishes]
    numbers = {number for one in standing.values() for number in one.roles}
    groups = WorkingGroup.objects.filter(pk__in=numbers).order_by("area__position", "name").defer("charter").in_bulk()
    levels = defaultdict(dict)
    for member, group, level in GroupFollowing.objects.filter(member__in=standing, group__in=numbers).values_list(
        "member", "group", "level"
    ):
        levels[member][group] = level
    for reader in readers:
        reader.group_levels = levels.get(reader.pk, {})
        reader.groups = {number: reader.groups[number] for number in groups if number in reader.groups}
    return readers, groups


def _reader(wish, standing):
    told = {number: wish.since_of(number) for number in standing.roles}
    groups = {number: since for number, since in told.items() if since is not None}
    return Reader(
        wish=wish,
        groups=groups,
        silent=[number for number, since in told.items() if since is None],
        desks=standing.desks & groups.keys(),
        is_secretariat=is_secretariat(wish.member),
        seats=len(standing.roles),
    )


def learn_levels(readers, threads):
    """Note what each chose for these threads. One query."""
    levels = defaultdict(dict)
    chosen = Following.objects.filter(member__in={reader.pk for reader in readers}, thread__in=threads)
    for member, thread, level in chosen.values_list("member", "thread", "level"):
        levels[member][thread] = level
    for reader in readers:
        reader.levels = levels.get(reader.pk, {})

"""What the landing page says: who sits at the table, what the areas and their groups are, what was said last."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta

from members.models import Membership, Sector
from workstreams.discussion.models import Post, Thread
from workstreams.groups.models import PriorityArea, WorkingGroup
from workstreams.home.roundtable import RoundTable, round_table

SPOKE_WITHIN = timedelta(days=90)
LATEST = 4


@dataclass(frozen=True)
class Landing:
    """`areas` are (area, [(group, ids of the sectors that spoke lately)]); `latest` are (thread, ids of the sectors
    that spoke in it); `membership` is the reader's own while it is not active, else None."""

    sectors: list
    table: RoundTable
    areas: list
    latest: list
    membership: Membership | None


def landing(user):
    """Read the landing page as `user` may see it. Six queries at most, however many groups and threads there are."""
    sectors = list(Sector.objects.with_organisation_count().order_by("position"))
    groups = WorkingGroup.objects.visible_to(user)
    spoke = _spoke_lately(user)
    areas = PriorityArea.objects.with_groups(groups.order_by("name"))
    latest = Thread.objects.visible_to(user).for_group_page().order_by("-last_post_at", "-pk")
    return Landing(
        sectors=sectors,
        table=round_table([(sector, sector.organisation_count) for sector in sectors]),
        areas=[(area, [(group, spoke[group.pk]) for group in area.shown_groups]) for area in areas],
        latest=[(thread, voices_of(thread)) for thread in latest.select_related("group")[:LATEST]],
        membership=getattr(user, "membership", None) if user.is_authenticated else None,
    )


def _spoke_lately(user):
    """Which sectors spoke in which group within the last days: {group id: {sector id}}. One query."""
    posts = Post.objects.visible_to(user).not_hidden().of_the_last(SPOKE_WITHIN)
    spoke = defaultdict(set)
    for group_id, sector_id in posts.order_by().values_list("thread__group", "sector").distinct():
        spoke[group_id].add(sector_id)
    return spoke


def voices_of(thread):
    """The ids of the sectors that spoke in a thread fetched `for_group_page()`. No query."""
    return {voice.sector_id for voice in thread.voices.all()}

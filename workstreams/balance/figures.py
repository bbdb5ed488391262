"""What is counted for a balance: who sits in some groups now, and who was heard in them over a span of time."""

from django.db.models import Count, F, FilteredRelation, Q, Sum

from members.models import Sector
from workstreams.balance.spans import ALL
from workstreams.balance.spread import Spread
from workstreams.discussion.models import Post, Voice
from workstreams.groups.models import Participation, PriorityArea


def people(groups, sectors):
    """How many people of each sector have a seat now in at least one of `groups`. One query."""
    return _spread(_seated(groups).annotate(n=Count("member", distinct=True)), sectors)


def organisations(groups, sectors):
    """How many organisations of each sector have somebody with a seat now in one of `groups`. One query."""
    seated = _seated(groups).filter(now__organisation__isnull=False)
    return _spread(seated.annotate(n=Count("now__organisation", distinct=True)), sectors)


def voice(groups, span, sectors):
    """How many readable posts of each sector were written in `groups` within `span`, by the sector of their day.

    One query; two for all time, which is read from the sums that each thread keeps.
    """
    posts = Post.objects.not_hidden().filter(thread__group__in=groups).order_by()
    if span.name == ALL:
        kept = Voice.objects.filter(thread__group__in=groups).order_by().values("sector").annotate(n=Sum("posts"))
        return _spread(kept, sectors, unplaced=posts.filter(sector=None).count())
    if span.starts_at:
        posts = posts.filter(created_at__gte=span.starts_at)
    if span.ends_before:
        posts = posts.filter(created_at__lt=span.ends_before)
    # Rows, not keys: a key would be looked up beside the index post_by_voice, row by row.
    return _spread(posts.values("sector").annotate(n=Count("*")), sectors)


def by_group(groups, sectors):
    """The seats of each of `groups`, and from which sectors its leads come: {group id: (Spread, {sector id})}.

    One query, however many groups there are. A group in which nobody sits is not in it.
    """
    rows = _seats(groups).values("group", "role", sector=F("now__sector")).annotate(n=Count("pk"))
    seats, leads = {}, {}
    for group, role, sector, n in ((row["group"], row["role"], row["sector"], row["n"]) for row in rows):
        counted = seats.setdefault(group, {})
        counted[sector] = counted.get(sector, 0) + n
        if role == Participation.Role.LEAD:
            leads.setdefault(group, set()).add(sector)
    return {group: (_of(counted, sectors), leads.get(group, set())) for group, counted in seats.items()}


def all_sectors():
    """Every sector, in the fixed order."""
    return list(Sector.objects.all())


def areas():
    """The priority areas. Anyone may know of them; which of their groups are counted depends on the reader."""
    return PriorityArea.objects.all()


def _seats(groups):
    # Whoever has no affiliation now is joined to nothing, and counted as without a sector.
    now = FilteredRelation("member__affiliations", condition=Q(member__affiliations__ends_at=None))
    return Participation.objects.current().filter(group__in=groups).alias(now=now).order_by()


def _seated(groups):
    return _seats(groups).values(sector=F("now__sector"))


def _spread(rows, sectors, unplaced=0):
    counts = {row["sector"]: row["n"] for row in rows}
    return _of({**counts, None: counts.get(None, 0) + unplaced}, sectors)


def _of(counts, sectors):
    placed = [(sector, counts.get(sector.pk, 0)) for sector in sectors]
    return Spread(placed, unplaced=counts.get(None, 0))

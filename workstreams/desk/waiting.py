"""What waits for one reader at all their desks, read in a fixed number of queries. No writes."""

from dataclasses import dataclass, field
from datetime import timedelta

from django.db.models import Count, Exists, F, FilteredRelation, Max, Min, OuterRef, Q, Subquery, Value
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from members.models import AffiliationChange, Membership
from members.permissions import is_secretariat
from workstreams.balance import figures
from workstreams.balance.spread import Spread
from workstreams.discussion.models import HeldPost, Post
from workstreams.duties.due import needs_of
from workstreams.duties.unattended import Unattended, unattended
from workstreams.groups.models import JoinRequest, Milestone, Participation, WorkingGroup
from workstreams.moderation.docket import Age, age
from workstreams.moderation.models import Appeal, Case, Flag, Statement

SOON = timedelta(days=14)
SILENT_FOR = timedelta(days=60)
#: As many names as one reads in a row; the rest is counted.
NAMES = 12
#: As many decisions as fit a page; the rest stands at each group's own desk.
MOST = 50


@dataclass(frozen=True)
class Decision:
    """Somebody waits for a decision: `kind` is "flag", "request", "text" (a first post) or "appeal". `about` is the
    thread's title or the member.

    `part` tells why this reader must leave it to another lead: "author", "flagger", "own", "decided", or "" for
    nothing.
    """

    kind: str
    group: WorkingGroup
    about: str
    age: Age
    url: str
    part: str
    count: int = 1
    sector: object = None


@dataclass(frozen=True)
class Due:
    """A milestone that is due soon or overdue, and how many days are left: below nought when it is overdue."""

    milestone: Milestone
    group: WorkingGroup
    days: int


@dataclass(frozen=True)
class Silent:
    """Who has a seat in a group and has not been heard there for long: the longest silent first."""

    group: WorkingGroup
    seats: list

    @property
    def named(self):
        return self.seats[:NAMES]

    @property
    def more(self):
        return max(0, len(self.seats) - NAMES)


@dataclass(frozen=True)
class Table:
    """A group's balance in a line. `lone` is the sector from which all its leads come, None for two or more."""

    group: WorkingGroup
    spread: Spread
    lone: object


@dataclass(frozen=True)
class Alliance:
    """What waits for the secretariat: `kind` is "applications", "changes", "flags", "appeals" or "requests"."""

    kind: str
    count: int
    age: Age
    url: str


@dataclass(frozen=True)
class Desk:
    """`groups` are those that the reader leads. `more` is how many decisions wait beyond those listed; `texts` is what
    texts ask of the reader, the soonest first; `unattended` is what nobody looks after, for the secretariat."""

    groups: list
    is_secretariat: bool
    alliance: list = field(default_factory=list)
    unattended: Unattended = field(default_factory=Unattended)
    decisions: list = field(default_factory=list)
    more: int = 0
    texts: list = field(default_factory=list)
    due: list = field(default_factory=list)
    silent: list = field(default_factory=list)
    tables: list = field(default_factory=list)

    @property
    def is_clear(self):
        """Whether nothing waits: no decision, no text, nothing due, nobody silent, nothing of the alliance."""
        left = self.unattended.groups or self.unattended.texts
        return not (self.alliance or left or self.decisions or self.texts or self.due or self.silent)


def waiting_for(user):
    """Read what waits for `user`. Fourteen queries at most for a lead, six more for the secretariat."""
    now = timezone.now()
    groups = {group.pk: group for group in WorkingGroup.objects.led_by(user)}
    secretariat = is_secretariat(user)
    alliance = sorted(_alliance(user), key=lambda one: one.age.since) if secretariat else []
    left = unattended(user) if secretariat else Unattended()
    if not groups:
        texts = needs_of(user)
        return Desk(groups=[], is_secretariat=secretariat, alliance=alliance, unattended=left, texts=texts)
    waiting = [*_flags(user, groups), *_requests(user, groups), *_texts(user, groups), *_appeals(user, groups)]
    decisions = sorted(waiting, key=lambda one: one.age.since)
    return Desk(
        groups=list(groups.values()),
        is_secretariat=secretariat,
        alliance=alliance,
        unattended=left,
        decisions=decisions[:MOST],
        more=max(0, len(decisions) - MOST),
        texts=needs_of(user),
        due=_due(_not_concluded(groups)),
        silent=_silent(user, {pk: group for pk, group in groups.items() if group.takes_posts}, now),
        tables=_tables(_not_concluded(groups)),
    )


def _not_concluded(groups):
    """Those whose work is not over. Flags and requests wait in the others too."""
    return {pk: group for pk, group in groups.items() if group.state != WorkingGroup.State.CONCLUDED}


def _flags(user, groups):
    """One for each case that the leads of these groups decide. One query."""
    own = Exists(Flag.objects.for_desk(user).filter(case=OuterRef("pk"), raised_by=user.pk))
    cases = Case.objects.visible_to(user).open().of_leads().filter(group__in=groups).annotate(is_flagger=own)
    for case in cases.select_related("post__thread").defer("post__body", "post__body_html", "post__search"):
        group = groups[case.group_id]
        case.group = group
        part = "author" if case.author_id == user.pk else "flagger" if case.is_flagger else ""
        about, url = case.post.thread.title, case.get_absolute_url()
        yield Decision("flag", group, about, age(case.opened_at), url, part, count=case.flag_count)


def _requests(user, groups):
    """One for each request to join. Two queries."""
    now = FilteredRelation("member__affiliations", condition=Q(member__affiliations__ends_at=None))
    rows = JoinRequest.objects.waiting().filter(group__in=groups).alias(now=now).annotate(sector=F("now__sector"))
    sectors = {sector.pk: sector for sector in figures.all_sectors()}
    for request in rows.select_related("member"):
        group = groups[request.group_id]
        url = f"{reverse('desk_requests', args=[group.slug])}#request-{request.pk}"
        yield Decision(
            "request",
            group,
            request.member.name,
            age(request.created_at),
            url,
            "own" if request.member_id == user.pk else "",
            sector=sectors.get(request.sector),
        )


def _texts(user, groups):
    """One for each text that a lead reads before anybody else. One query."""
    held = HeldPost.objects.visible_to(user).waiting().filter(group__in=groups)
    for text in held.select_related("thread").only("author", "group", "title", "held_at", "thread__title"):
        group = groups[text.group_id]
        url = f"{reverse('desk_held', args=[group.slug])}#text-{text.pk}"
        about = text.title or (text.thread.title if text.thread else "")
        yield Decision("text", group, about, age(text.held_at), url, "author" if text.author_id == user.pk else "")


def _appeals(user, groups):
    """One for each open appeal. One query."""
    decision = OuterRef("statement__decision")
    concerned = Exists(Statement.objects.visible_to(user).filter(decision=decision, recipient=user.pk))
    flagger = Exists(Flag.objects.for_desk(user).filter(case__decisions=decision, raised_by=user.pk))
    appeals = Appeal.objects.visible_to(user).open().filter(group__in=groups)
    for appeal in appeals.annotate(is_concerned=concerned, is_flagger=flagger).select_related("appellant"):
        group = groups[appeal.group_id]
        url = f"{reverse('desk_appeals', args=[group.slug])}#appeal-{appeal.pk}"
        part = "decided" if appeal.first_decided_by_id == user.pk else "own" if appeal.is_concerned else ""
        part = part or ("flagger" if appeal.is_flagger else "")
        yield Decision("appeal", group, appeal.appellant.name, age(appeal.created_at), url, part)


def _due(groups):
    """What should be done within a fortnight, and what should have been. One query."""
    today = timezone.localdate()
    milestones = Milestone.objects.due(today + SOON).filter(group__in=groups).order_by("due_on", "pk")
    return [Due(one, groups[one.group_id], (one.due_on - today).days) for one in milestones]


def _silent(user, groups, now):
    """Who has a seat to speak from, and wrote nothing in that group for long, though they could. Observers are there to
    read, and whoever is suspended may not write.

    Whoever joined lately and never wrote is new, not silent. A hidden post was said all the same. One query.
    """
    own = Post.objects.filter(author=OuterRef("member"), thread__group=OuterRef("group")).order_by()
    last = own.values("author").annotate(at=Max("created_at")).values("at")
    seats = (
        Participation.objects.current()
        .of_active_members()
        .filter(group__in=groups)
        .exclude(member=user.pk)
        .exclude(role=Participation.Role.OBSERVER)
        .filter(~Exists(own.filter(created_at__gt=now - SILENT_FOR)))
        .annotate(last_spoke_at=Subquery(last))
        .filter(Q(last_spoke_at__isnull=False) | Q(joined_at__lte=now - SILENT_FOR))
        .select_related("member")
        .order_by("member__name")
    )
    found = {}
    for seat in seats:
        found.setdefault(seat.group_id, []).append(seat)
    by_age = [
        Silent(groups[pk], sorted(seats, key=lambda seat: seat.last_spoke_at or seat.joined_at))
        for pk, seats in found.items()
    ]
    return sorted(by_age, key=lambda one: one.seats[0].last_spoke_at or one.seats[0].joined_at)


def _tables(groups):
    """The balance of each group, and whether its leads come from one sector. Two queries."""
    sectors = figures.all_sectors()
    known = {sector.pk: sector for sector in sectors}
    seated = figures.by_group(groups, sectors)
    tables = []
    for pk, group in groups.items():
        spread, leads = seated.get(pk, (Spread([(sector, 0) for sector in sectors]), set()))
        tables.append(Table(group, spread, known.get(next(iter(leads))) if len(leads) == 1 else None))
    return tables


def _alliance(user):
    """What waits for the secretariat over the whole alliance. One query."""
    asked = [
        ("applications", Membership.objects.visible_to(user).waiting(), "applied_at"),
        ("changes", AffiliationChange.objects.visible_to(user).waiting(), "asked_at"),
        ("flags", Case.objects.visible_to(user).open().of_secretariat(), "opened_at"),
        ("appeals", Appeal.objects.visible_to(user).open().filter(group=None), "created_at"),
        ("requests", JoinRequest.objects.waiting(), "created_at"),
    ]
    counted = [
        rows.order_by().values(which=Value(kind)).annotate(count=Count("pk"), since=Min(moment))
        for kind, rows, moment in asked
    ]
    first, *others = [rows.values_list("which", "count", "since") for rows in counted]
    for kind, count, since in first.union(*others, all=True):
        if count:
            yield Alliance(kind, count, age(since), _admin(kind))


def _admin(kind):
    """Where the secretariat decides: at its own desk, or in the administration."""
    if kind in {"flags", "appeals"}:
        return reverse("desk_alliance" if kind == "flags" else "desk_alliance_appeals")
    if kind == "applications":
        return f"{reverse('admin:members_membership_changelist')}?state={Membership.State.APPLIED}"
    names = {
        "changes": "members_affiliationchange",
        "requests": "groups_joinrequest",
    }
    try:
        return reverse(f"admin:{names[kind]}_changelist")
    except NoReverseMatch:
        return reverse("admin:index")

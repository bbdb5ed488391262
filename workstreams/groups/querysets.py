"""Questions about groups, each named for who asks. `visible_to` is the one place that says who sees a group."""

from django.db import models
from django.db.models import Case, Count, Exists, F, FilteredRelation, OuterRef, Prefetch, Q, Subquery, Value, When
from django.db.models.functions import Coalesce

from members.models import RegisterVersion
from members.permissions import is_active_member, is_secretariat
from members.second_factor import lacks_second_factor


class WorkingGroupQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The groups whose existence this user may know: public ones for anyone, members' ones for active members,
        private ones for those who take part. The secretariat sees all."""
        if is_secretariat(user):
            return self
        if not is_active_member(user):
            return self.filter(visibility="public")
        return self.filter(Q(visibility__in=["public", "members"]) | Q(Exists(self._own_seats(user))))

    def led_by(self, user):
        """The groups in which this user has a lead's seat. None for a visitor or somebody not admitted."""
        if not is_active_member(user):
            return self.none()
        return self.filter(Exists(self._own_seats(user).filter(role="lead")))

    def moderated_by(self, user):
        """The groups whose desk is this user's: those they lead, and every group for the secretariat. None without
        a second factor."""
        if is_secretariat(user):
            return self
        return self.none() if lacks_second_factor(user) else self.led_by(user)

    def taking_posts(self):
        """Those in which anybody can write now (see `WorkingGroup.takes_posts`)."""
        return self.filter(state__in=["proposed", "chartered"])

    def with_names_for(self, user):
        """The groups of which this user may read who sits there, not only how many: those that say so to all who read
        them, and one's own. The secretariat reads all. Start at `visible_to`."""
        if is_secretariat(user):
            return self
        if not is_active_member(user):
            return self.filter(roster="names")
        return self.filter(Q(roster="names") | Q(Exists(self._own_seats(user))))

    def joined_by(self, user):
        return self.filter(Exists(self._own_seats(user))) if user.is_authenticated else self.none()

    def _own_seats(self, user):
        participation = self.model._meta.get_field("participations").related_model
        return participation.objects.current().filter(group=OuterRef("pk"), member=user)

    def for_listing(self):
        """With the area, the number of people at the table as `seat_count`, and of threads as `thread_count`; the
        version of the register as `register_version`.

        Threads stand a step above groups: they are counted by the name of the relation alone.
        """
        return self.for_heading().annotate(seat_count=_count(self.model, "participations", left_at=None))

    def for_heading(self):
        """The same without the number of people, which `heading` knows."""
        return self.select_related("area").annotate(
            thread_count=_count(self.model, "threads"), register_version=RegisterVersion.objects.now()
        )

    def with_standing_of(self, user):
        """With this user's role as `own_role`, "" without a seat, and since when they wait for one as `asked_at`."""
        if not user.is_authenticated:
            return self.annotate(own_role=Value(""), asked_at=Value(None, output_field=models.DateTimeField()))
        requests = self.model._meta.get_field("join_requests").related_model
        return self.annotate(
            own_role=Coalesce(Subquery(self._own_seats(user).values("role")[:1]), Value("")),
            asked_at=Subquery(
                requests.objects.waiting().filter(group=OuterRef("pk"), member=user).values("created_at")[:1]
            ),
        )


def _count(model, relation, **conditions):
    # A subquery for each number: two joins to many rows at once would multiply one by the other.
    rows = model._meta.get_field(relation).related_model._base_manager.filter(group=OuterRef("pk"), **conditions)
    counted = rows.order_by().values("group").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted), Value(0))


class PriorityAreaQuerySet(models.QuerySet):
    def with_groups(self, groups):
        """With those of the given groups that belong to each area, as `shown_groups`. Two queries in all."""
        return self.prefetch_related(Prefetch("groups", queryset=groups, to_attr="shown_groups"))


class ParticipationQuerySet(models.QuerySet):
    def current(self):
        return self.filter(left_at=None)

    def leads(self):
        return self.current().filter(role="lead")

    def of_active_members(self):
        """Seats of those who may use them: not of somebody who is suspended."""
        members = self.model._meta.get_field("member").related_model
        return self.filter(member__in=members.objects.active_in_alliance())

    def with_people(self):
        """With each member and their current affiliation; leads first, then editors, then by name. Two queries."""
        affiliations = self.model._meta.get_field("member").related_model._meta.get_field("affiliations").related_model
        current = Prefetch(
            "member__affiliations",
            queryset=affiliations.objects.current().select_related("sector", "organisation"),
            to_attr="current_affiliations",
        )
        return self.select_related("member__membership").prefetch_related(current).order_by(*self._in_order())

    def with_people_of_their_day(self):
        """With each member and all for whom they ever spoke, as `every_affiliation`, the latest first. Two queries."""
        affiliations = self.model._meta.get_field("member").related_model._meta.get_field("affiliations").related_model
        every = Prefetch(
            "member__affiliations",
            queryset=affiliations.objects.select_related("sector", "organisation").order_by("-starts_at", "-pk"),
            to_attr="every_affiliation",
        )
        return self.select_related("member").prefetch_related(every)

    def table_by_table(self):
        """In the order of the sectors that people speak for now, those without one last; within each as
        `with_people`."""
        return self._speaking_now().order_by(
            F("now__sector__position").asc(nulls_last=True), F("now__sector").asc(nulls_last=True), *self._in_order()
        )

    def speaking_for(self, sector):
        """Seats of people who speak for this sector now."""
        return self._speaking_now().filter(now__sector=sector)

    def _speaking_now(self):
        # Each member has one affiliation at a time, so that the join makes no seat two.
        return self.alias(now=FilteredRelation("member__affiliations", condition=Q(member__affiliations__ends_at=None)))

    def _in_order(self):
        rank = Case(
            *[When(role=role, then=Value(place)) for place, role in enumerate(["lead", "editor", "participant"])],
            default=Value(3),
        )
        return rank, "member__name", "pk"

    def past(self):
        """Seats that have ended, the latest first."""
        return self.exclude(left_at=None).order_by("-left_at", "-pk")

    def ended_by_removal(self):
        """The seat that each member left last, where a lead ended it."""
        later = self.model.objects.filter(group=OuterRef("group"), member=OuterRef("member"))
        later = later.filter(joined_at__gte=OuterRef("left_at")).exclude(pk=OuterRef("pk"))
        return self.filter(removed_by__isnull=False).exclude(Exists(later))

    def sectors_by_group(self):
        """Which sectors sit in each group now: {group id: set of sector ids}. One query."""
        found = {}
        rows = self.current().filter(member__affiliations__ends_at=None, member__affiliations__isnull=False)
        for group_id, sector_id in rows.values_list("group_id", "member__affiliations__sector").distinct().order_by():
            found.setdefault(group_id, set()).add(sector_id)
        return found

    def seats_by_sector(self):
        """How many seats each sector has now: {sector id: seats}. One query."""
        return dict(self.counted_by_sector())

    def counted_by_sector(self):
        """Rows of a sector's id and how many seats it has now."""
        return (
            self.current()
            .filter(member__affiliations__ends_at=None, member__affiliations__isnull=False)
            .values(sector_id=F("member__affiliations__sector"))
            .annotate(seats=Count("pk"))
            .order_by()
            .values_list("sector_id", "seats")
        )


class JoinRequestQuerySet(models.QuerySet):
    def waiting(self):
        """Requests that no lead has decided, the oldest first."""
        return self.filter(decided_at=None).order_by("created_at")


class InvitedSeatQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those of the groups that this user leads; all of them for the secretariat."""
        groups = self.model._meta.get_field("group").related_model
        return self.filter(group__in=groups.objects.visible_to(user).moderated_by(user))

    def for_listing(self):
        """With the invitation, who wrote it and who accepted it, the newest first."""
        people = ["invitation__invited_by", "invitation__accepted_by", "invitation__revoked_by"]
        return self.select_related("group", *people).order_by("-invitation__created_at", "-pk")

    def with_what_shuts_them(self):
        """With the group, and whether who wrote the invitation may still give the seat (`writer_stands`): the
        secretariat, and whoever led the group at any time. A lead who stepped down has left seats that they offered;
        where others end it, the invitations are taken back."""
        groups = self.model._meta.get_field("group").related_model
        seats = groups._meta.get_field("participations").related_model.objects
        led = seats.filter(group=OuterRef("group"), member=OuterRef("invitation__invited_by"), role="lead")
        return self.select_related("group").annotate(
            writer_stands=Case(When(invitation__invited_by__is_staff=True, then=True), default=Exists(led))
        )

    def open(self, at):
        """Those whose invitation can still be accepted at this moment."""
        return self.filter(invitation__accepted_at=None, invitation__revoked_at=None, invitation__expires_at__gt=at)


class CharterRevisionQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Revisions of the charters of groups that this user may see."""
        groups = self.model._meta.get_field("group").related_model
        return self.filter(group__in=groups.objects.visible_to(user))


class MilestoneQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Milestones of the groups that this user may see."""
        groups = self.model._meta.get_field("group").related_model
        return self.filter(group__in=groups.objects.visible_to(user))

    def planned(self):
        return self.filter(state="planned")

    def due(self, by):
        """Planned ones that should be done by this day."""
        return self.planned().filter(due_on__lte=by)

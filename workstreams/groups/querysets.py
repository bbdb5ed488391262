"""Questions about groups, each named for who asks. `visible_to` is the one place that says who sees a group."""

from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q

from members.permissions import is_active_member, is_secretariat


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
        """The groups whose desk is this user's: those they lead, and every group for the secretariat."""
        return self if is_secretariat(user) else self.led_by(user)

    def joined_by(self, user):
        return self.filter(Exists(self._own_seats(user))) if user.is_authenticated else self.none()

    def _own_seats(self, user):
        participation = self.model._meta.get_field("participations").related_model
        return participation.objects.current().filter(group=OuterRef("pk"), member=user)

    def for_listing(self):
        """With the area, and the number of people at the table as `seat_count`."""
        return self.select_related("area").annotate(
            seat_count=Count("participations", filter=Q(participations__left_at=None))
        )


class PriorityAreaQuerySet(models.QuerySet):
    def with_groups(self, groups):
        """With those of the given groups that belong to each area, as `shown_groups`. Two queries in all."""
        return self.prefetch_related(Prefetch("groups", queryset=groups, to_attr="shown_groups"))


class ParticipationQuerySet(models.QuerySet):
    def current(self):
        return self.filter(left_at=None)

    def leads(self):
        return self.current().filter(role="lead")

    def with_people(self):
        """With each member and their current affiliation; leads first, then by name."""
        affiliations = self.model._meta.get_field("member").related_model._meta.get_field("affiliations").related_model
        return (
            self.select_related("member")
            .prefetch_related(
                Prefetch(
                    "member__affiliations",
                    queryset=affiliations.objects.current().select_related("sector", "organisation"),
                    to_attr="current_affiliations",
                )
            )
            .order_by("role", "member__name")
        )

    def seats_by_sector(self):
        """How many seats each sector has now: {sector id: seats}. One query."""
        rows = (
            self.current()
            .filter(member__affiliations__ends_at=None, member__affiliations__isnull=False)
            .values(sector_id=F("member__affiliations__sector"))
            .annotate(seats=Count("pk"))
            .order_by()
        )
        return {row["sector_id"]: row["seats"] for row in rows}


class JoinRequestQuerySet(models.QuerySet):
    def waiting(self):
        """Requests that no lead has decided, the oldest first."""
        return self.filter(decided_at=None).order_by("created_at")

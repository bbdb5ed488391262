"""Questions about calls, positions and objections."""

from django.db import models
from django.db.models import Count, Exists, OuterRef, Q, Window

from members.models import Affiliation
from members.permissions import is_active_member, is_secretariat
from workstreams.groups.models import Participation, WorkingGroup
from workstreams.recommendations.models import Revision

#: Who answers objections in a group.
ANSWERING = ["lead", "editor"]


def _said_by(user, prefix=""):
    """Positions that this user took, and those of the organisation for which they speak now."""
    if not is_active_member(user):
        return Q(pk__in=[])
    return Q(**{f"{prefix}member": user.pk}) | Q(**{f"{prefix}organisation__in": _spoken_for_by(user)})


def _spoken_for_by(user):
    speaks = Affiliation.objects.current().filter(member=user.pk, organisation__isnull=False)
    return speaks.values("organisation")


def _groups_answered_for_by(user):
    """The groups whose editors and leads this user is one of; the secretariat is one everywhere."""
    if is_secretariat(user):
        return WorkingGroup.objects.visible_to(user)
    if not is_active_member(user):
        return WorkingGroup.objects.none()
    seats = Participation.objects.current().filter(member=user.pk, role__in=ANSWERING)
    return WorkingGroup.objects.filter(pk__in=seats.values("group"))


class CallQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Calls on revisions that this user may read."""
        return self.filter(revision__in=Revision.objects.visible_to(user))

    def open(self):
        return self.filter(closed_at=None)

    def due(self, now):
        """Those that are open still, though their time is up."""
        return self.open().filter(closes_at__lte=now)

    def with_results_for(self, user):
        """Those that show this user where others stand: the closed ones, those that hide nothing, and those that show
        it to whoever has answered where this user, or their organisation, did."""
        positions = self.model._meta.get_field("positions").related_model.objects
        said = positions.filter(_said_by(user), call=OuterRef("pk"), superseded_at=None)
        return self.filter(Q(closed_at__isnull=False) | Q(results="open") | Q(Exists(said), results="answered"))


class PositionQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Positions on calls that this user may see: their own and those of their organisation always; the others as
        soon as the call shows its results to them (see `with_results_for`)."""
        calls = self.model._meta.get_field("call").related_model.objects.visible_to(user)
        return self.filter(_said_by(user) | Q(call__in=calls.with_results_for(user)), call__in=calls)

    def current(self):
        """What each organisation, and each person who speaks for nobody else, said last."""
        return self.filter(superseded_at=None)

    def own_of(self, user):
        """What this user's organisation says, or, where they speak for nobody else, they themselves. Nothing for those
        who are not admitted: for whom they speak is their own word alone."""
        if not is_active_member(user):
            return self.none()
        alone = Q(member=user.pk, organisation=None) & ~Exists(_spoken_for_by(user))
        return self.filter(alone | Q(organisation__in=_spoken_for_by(user)))


class ObjectionQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Objections to what calls ask that this user may see: their own, and the others as soon as the call shows its
        results to them. Who answers objections, the editors and leads of the group, reads them from the first."""
        calls = self.model._meta.get_field("call").related_model.objects.visible_to(user)
        own = _said_by(user, "position__")
        answering = Q(call__recommendation__group__in=_groups_answered_for_by(user))
        return self.filter(own | answering | Q(call__in=calls.with_results_for(user)), call__in=calls)

    def unanswered(self):
        return self.filter(state="open")

    def standing(self):
        """Those that nobody withdrew or resolved: open, answered, and overruled."""
        return self.exclude(state__in=["withdrawn", "resolved"])

    def with_counts(self):
        """Each with how many there are, `all_there`, and how many are open, `all_open`, whatever is cut off after."""
        return self.annotate(all_there=Window(Count("pk")), all_open=Window(Count("pk", filter=Q(state="open"))))

    def open_first(self):
        return self.order_by(models.Case(models.When(Q(state="open"), then=0), default=1), "raised_at", "pk")


class ReplyQuerySet(models.QuerySet):
    def visible_to(self, user):
        """What was said to objections that this user may read."""
        objections = self.model._meta.get_field("objection").related_model
        return self.filter(objection__in=objections.objects.visible_to(user))


class OutcomeQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Outcomes of calls that this user may see."""
        calls = self.model._meta.get_field("call").related_model
        return self.filter(call__in=calls.objects.visible_to(user))

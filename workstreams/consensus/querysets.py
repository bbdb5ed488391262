"""Questions about calls, positions and objections."""

from django.db import models
from django.db.models import Q

from workstreams.recommendations.models import Recommendation, Revision


class CallQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Calls on revisions that this user may read."""
        return self.filter(revision__in=Revision.objects.visible_to(user))

    def open(self):
        return self.filter(closed_at=None)


class PositionQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Positions on calls that this user may see. Whether results are shown yet is a question of the call: ask
        `results_shown` first."""
        calls = self.model._meta.get_field("call").related_model
        return self.filter(call__in=calls.objects.visible_to(user))

    def current(self):
        """What each organisation, and each person who speaks for nobody else, said last."""
        return self.filter(superseded_at=None)

    def own_of(self, user):
        return self.filter(member=user.pk)


class ObjectionQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Objections to documents that this user may read."""
        return self.filter(call__recommendation__in=Recommendation.objects.visible_to(user))

    def unanswered(self):
        return self.filter(state="open")

    def standing(self):
        """Those that nobody withdrew or resolved: open, answered, and overruled."""
        return self.exclude(state__in=["withdrawn", "resolved"])

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

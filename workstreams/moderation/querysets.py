"""Questions about flags and decisions."""

from django.db import models

from workstreams.groups.models import WorkingGroup


class FlagQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The flags of the groups that this user leads; all for the secretariat."""
        return self.filter(post__thread__group__in=WorkingGroup.objects.moderated_by(user))

    def open(self):
        return self.filter(closed_at=None)


class DecisionQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The decisions of the groups that this user leads; all for the secretariat."""
        return self.filter(post__thread__group__in=WorkingGroup.objects.moderated_by(user))

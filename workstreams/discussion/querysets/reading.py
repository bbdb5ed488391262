"""Questions about what somebody follows and has read."""

from django.db import models

from workstreams.groups.models import WorkingGroup


class FollowingQuerySet(models.QuerySet):
    def visible_to(self, user):
        """One's own, in the groups that one may still see."""
        return self.filter(member=user.pk, thread__group__in=WorkingGroup.objects.visible_to(user))


class GroupFollowingQuerySet(models.QuerySet):
    def visible_to(self, user):
        """One's own, of the groups that one may still see."""
        return self.filter(member=user.pk, group__in=WorkingGroup.objects.visible_to(user))


class ReadMarkQuerySet(models.QuerySet):
    def visible_to(self, user):
        """One's own."""
        return self.filter(member=user.pk)

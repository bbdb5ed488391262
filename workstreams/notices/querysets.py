"""Questions about notices. What one is about may have gone out of sight since: each is asked again when it is shown."""

from django.db import models
from django.db.models import Q

from workstreams.groups.models import WorkingGroup


class NoticeQuerySet(models.QuerySet):
    def visible_to(self, user):
        """One's own, of what one may still see: never of a group that one left, nor of words that were hidden."""
        seen = WorkingGroup.objects.visible_to(user)
        posts = self.model._meta.get_field("post").related_model
        return self.filter(
            Q(group=None) | Q(group__in=seen),
            Q(post=None) | Q(post__in=posts.objects.visible_to(user).words_for(user)),
            recipient=user.pk,
        )

    def unread(self):
        return self.filter(read_at=None)

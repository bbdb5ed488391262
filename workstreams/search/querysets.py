"""Questions about searches that members keep."""

from django.db import models


class SavedSearchQuerySet(models.QuerySet):
    def visible_to(self, user):
        """One's own."""
        return self.filter(member=user.pk)

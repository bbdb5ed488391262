"""Questions about what is published."""

from django.db import models


class PublicationQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Everybody reads what is published, superseded and withdrawn ones included: they are marked, and stay."""
        return self

    def in_force(self):
        return self.filter(superseded_at=None, withdrawn_at=None)

    def newest_first(self):
        return self.order_by("-published_at", "-pk")


class SchemeQuerySet(models.QuerySet):
    pass

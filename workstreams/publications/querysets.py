"""Questions about what is published."""

from django.db import models
from django.db.models.fields.json import KT


class PublicationQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Everybody reads what is published, superseded and withdrawn ones included: they are marked, and stay."""
        return self

    def in_force(self):
        return self.filter(superseded_at=None, withdrawn_at=None)

    def ended(self):
        """Those that were superseded or withdrawn."""
        return self.exclude(superseded_at=None, withdrawn_at=None)

    def newest_first(self):
        return self.order_by("-published_at", "-pk")

    def last_place(self, year):
        """The last place that was given in a year, None where none was."""
        return self.filter(year=year).aggregate(last=models.Max("place"))["last"]

    def with_document(self):
        """With the document, its group and area, and what took its place."""
        return self.select_related("recommendation__group__area", "superseded_by")

    def for_listing(self):
        """With what a line of a list says of each; the record stays where it is."""
        return self.with_document().defer("record").newest_first()

    def with_result(self):
        """With what the record says of the sectors, as `stood`, and of what it amounts to, as `result`."""
        return self.annotate(result=KT("record__figures__label"), stood=models.F("record__figures__sectors"))


class SchemeQuerySet(models.QuerySet):
    pass

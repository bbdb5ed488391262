"""Searches that members keep."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from members.models import Member
from workstreams.search import querysets


class SavedSearch(models.Model):
    """A search that a member comes back to. `query` is the part of the address after "?", so that it opens as it was;
    what is found is asked anew each time, with the rights of that moment."""

    member = models.ForeignKey(Member, models.PROTECT, related_name="saved_searches", verbose_name=_("member"))
    name = models.CharField(_("name"), max_length=120)
    query = models.CharField(_("search"), max_length=1000)
    in_digest = models.BooleanField(_("in my digest"), default=False)
    created_at = models.DateTimeField(_("saved"), default=timezone.now)

    objects = querysets.SavedSearchQuerySet.as_manager()

    class Meta:
        verbose_name = _("saved search")
        verbose_name_plural = _("saved searches")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["member", "query"], name="search_saved_once"),
            models.CheckConstraint(condition=~models.Q(query=""), name="search_asks_something"),
        ]

    def __str__(self):
        return self.name

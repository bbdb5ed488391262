"""Who moderated what, when and why. Rows are added and stay."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from members.models import Member
from workstreams.groups.models import WorkingGroup
from workstreams.moderation import querysets
from workstreams.moderation.models.decisions import Decision


class LogEntry(models.Model):
    """One act of moderation. The database refuses to change or delete it; an erasure alone takes a name out of its
    words (GDPR, Art. 17).

    Threads and posts are kept by their numbers: the entry outlives them. `by` is None where a rule acted.
    """

    at = models.DateTimeField(_("when"), default=timezone.now)
    by = models.ForeignKey(Member, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("by"))
    action = models.CharField(_("what"), max_length=40)
    group = models.ForeignKey(
        WorkingGroup, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("working group")
    )
    thread_number = models.BigIntegerField(_("thread"), null=True, blank=True)
    post_number = models.BigIntegerField(_("post"), null=True, blank=True)
    member = models.ForeignKey(
        Member, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("about whom")
    )
    decision = models.ForeignKey(
        Decision, models.PROTECT, null=True, blank=True, related_name="log_entries", verbose_name=_("decision")
    )
    reason = models.TextField(_("why"), blank=True)
    before = models.TextField(_("before"), blank=True)
    after = models.TextField(_("after"), blank=True)

    objects = querysets.LogEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("log entry")
        verbose_name_plural = _("log of moderation")
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["group", "-id"], name="entry_by_group"),
            models.Index(fields=["-at"], name="entry_by_day"),
        ]

    def __str__(self):
        return f"{self.at:%Y-%m-%d %H:%M} {self.action}"

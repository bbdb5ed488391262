"""A member's download of all that is theirs."""

from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from members import querysets
from members.models.people import Member


class DataExport(models.Model):
    """One download of everything a member has here: asked for, built by a worker, there for a week, then gone.

    `attempts` says which attempt builds it, and only that one may finish it. A worker that builds gives a sign of life
    in `touched_at`; where none came for long, the clock has another begin anew.
    """

    #: For how long a download and its link are there.
    KEPT = timedelta(days=7)

    class State(models.TextChoices):
        QUEUED = "queued", _("Waiting")
        BUILDING = "building", _("Being built")
        READY = "ready", _("Ready")
        FAILED = "failed", _("Failed")
        EXPIRED = "expired", _("Expired")

    member = models.ForeignKey(Member, models.PROTECT, related_name="data_exports", verbose_name=_("member"))
    state = models.CharField(_("state"), max_length=16, choices=State.choices, default=State.QUEUED)
    progress = models.PositiveSmallIntegerField(_("percent done"), default=0)
    requested_at = models.DateTimeField(_("asked for"), default=timezone.now)
    ready_at = models.DateTimeField(_("ready"), null=True, blank=True)
    expires_at = models.DateTimeField(_("expires"), null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0, editable=False)
    touched_at = models.DateTimeField(_("last sign of life"), default=timezone.now, editable=False)
    file = models.FileField(_("file"), upload_to="own-data/", blank=True)

    objects = querysets.DataExportQuerySet.as_manager()

    class Meta:
        verbose_name = _("download of own data")
        verbose_name_plural = _("downloads of own data")
        ordering = ["-requested_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["member"], condition=Q(state__in=["queued", "building"]), name="data_export_one_at_a_time"
            ),
            models.CheckConstraint(condition=Q(progress__lte=100), name="data_export_progress_is_percent"),
            models.CheckConstraint(
                condition=~Q(state="ready") | (Q(ready_at__isnull=False, expires_at__isnull=False) & ~Q(file="")),
                name="data_export_ready_with_a_file",
            ),
            models.CheckConstraint(
                condition=Q(state="ready") | Q(file=""), name="data_export_has_a_file_only_when_ready"
            ),
        ]

    def __str__(self):
        return f"{self.member}, {self.requested_at:%Y-%m-%d}"

    @property
    def is_under_way(self):
        return self.state in {self.State.QUEUED, self.State.BUILDING}

    def file_names(self):
        """Where in the storage any attempt may have left a file, whether the row knows of it or not."""
        return [f"own-data/{self.pk}-{attempt}.zip" for attempt in range(1, self.attempts + 1)]

"""What a group has promised, and by when."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from workstreams.groups import querysets
from workstreams.groups.models.groups import WorkingGroup


class Milestone(models.Model):
    """Something that a group will have done by a day. Planned until it is done or dropped."""

    class State(models.TextChoices):
        PLANNED = "planned", _("Planned")
        DONE = "done", _("Done")
        DROPPED = "dropped", _("Dropped")

    group = models.ForeignKey(WorkingGroup, models.CASCADE, related_name="milestones", verbose_name=_("working group"))
    title = models.CharField(_("what"), max_length=200)
    due_on = models.DateField(_("by when"))
    state = models.CharField(_("state"), max_length=16, choices=State.choices, default=State.PLANNED)
    settled_at = models.DateTimeField(_("done or dropped"), null=True, blank=True)
    created_at = models.DateTimeField(_("entered"), default=timezone.now, editable=False)

    objects = querysets.MilestoneQuerySet.as_manager()

    class Meta:
        verbose_name = _("milestone")
        verbose_name_plural = _("milestones")
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="planned", settled_at=None)
                | Q(state__in=["done", "dropped"], settled_at__isnull=False),
                name="milestone_settled_at_a_moment",
            ),
            models.CheckConstraint(condition=~Q(title=""), name="milestone_says_what"),
        ]

    def __str__(self):
        return self.title

    @property
    def is_overdue(self):
        """Whether its day has passed, in the reader's time zone, and nobody has said how it went."""
        return self.state == self.State.PLANNED and self.due_on < timezone.localdate()

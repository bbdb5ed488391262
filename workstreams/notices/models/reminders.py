"""Of which deadlines was reminded."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from workstreams.notices import querysets
from workstreams.recommendations.models import Recommendation


class Reminder(models.Model):
    """That a deadline of a text was reminded of, so many days before it. Whoever writes this row owes the notices
    (Owed), in the same transaction; one member is told once by the `happening` of those. A deadline that is moved is
    another one."""

    class What(models.TextChoices):
        ADOPTION_CALL = "adoption_call", _("End of the call for adoption")
        LAST_CALL = "last_call", _("End of the last call in the group")
        CONSULTATION = "consultation", _("End of the consultation")
        CONSENSUS_CALL = "consensus_call", _("End of the call for consensus")
        REVIEW = "review", _("Day on which the text is looked at again")

    document = models.ForeignKey(
        Recommendation, models.CASCADE, related_name="reminders", verbose_name=_("recommendation")
    )
    what = models.CharField(_("deadline"), max_length=16, choices=What.choices)
    deadline = models.DateTimeField(_("until"))
    days = models.PositiveSmallIntegerField(_("days before it"))
    planned_at = models.DateTimeField(_("reminded"), default=timezone.now)

    objects = querysets.ReminderQuerySet.as_manager()

    class Meta:
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        ordering = ["-planned_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["document", "what", "deadline", "days"], name="reminder_once_of_a_deadline"
            ),
            models.CheckConstraint(
                condition=Q(what__in=["adoption_call", "last_call", "consultation", "consensus_call", "review"]),
                name="reminder_of_a_deadline_that_is_known",
            ),
        ]

    def __str__(self):
        return f"{self.document}: {self.get_what_display()}, {self.days}"

"""Who sits in a group, who asks to, and who is invited."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from members.models import Invitation, Member
from portal.overlaps import one_at_a_time
from workstreams.groups import querysets
from workstreams.groups.models.groups import WorkingGroup


class Participation(models.Model):
    """A seat in a group, with its role and dates. It is to a group what a membership is to the alliance."""

    class Role(models.TextChoices):
        LEAD = "lead", _("Lead")
        EDITOR = "editor", _("Editor")
        PARTICIPANT = "participant", _("Participant")
        OBSERVER = "observer", _("Observer")

    group = models.ForeignKey(
        WorkingGroup, models.PROTECT, related_name="participations", verbose_name=_("working group")
    )
    member = models.ForeignKey(Member, models.PROTECT, related_name="participations", verbose_name=_("member"))
    role = models.CharField(_("role"), max_length=16, choices=Role.choices, default=Role.PARTICIPANT)
    joined_at = models.DateTimeField(_("from"), default=timezone.now)
    given_by = models.ForeignKey(
        Member,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("given by"),
        help_text=_("Nobody: they joined by themselves."),
    )
    left_at = models.DateTimeField(_("to"), null=True, blank=True)
    removed_by = models.ForeignKey(
        Member, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("removed by")
    )
    removed_reason = models.CharField(_("reason of the removal"), max_length=500, blank=True)

    objects = querysets.ParticipationQuerySet.as_manager()

    class Meta:
        verbose_name = _("participation")
        verbose_name_plural = _("participations")
        ordering = ["-joined_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["group", "member"], condition=Q(left_at=None), name="participation_one_current"
            ),
            models.CheckConstraint(
                condition=Q(left_at=None) | Q(left_at__gte=F("joined_at")), name="participation_ends_after_it_starts"
            ),
            one_at_a_time(
                of=["group_id", "member_id"], begins="joined_at", ends="left_at", name="participation_one_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(role__in=["lead", "editor", "participant", "observer"]), name="participation_role_known"
            ),
            models.CheckConstraint(
                condition=Q(removed_by=None, removed_reason="")
                | (Q(removed_by__isnull=False, left_at__isnull=False) & ~Q(removed_reason="")),
                name="participation_removed_with_a_reason",
            ),
        ]

    def __str__(self):
        return f"{self.member}, {self.get_role_display()}, {self.group}"


class JoinRequest(models.Model):
    """A member asks to join a group; a lead of that group decides, unless the member takes it back first."""

    class Outcome(models.TextChoices):
        ACCEPTED = "accepted", _("Accepted")
        DECLINED = "declined", _("Declined")
        WITHDRAWN = "withdrawn", _("Taken back")

    group = models.ForeignKey(
        WorkingGroup, models.PROTECT, related_name="join_requests", verbose_name=_("working group")
    )
    member = models.ForeignKey(Member, models.PROTECT, related_name="join_requests", verbose_name=_("member"))
    note = models.TextField(_("what they want to bring"), max_length=1000, blank=True)
    created_at = models.DateTimeField(_("asked"), default=timezone.now)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    decided_by = models.ForeignKey(
        Member, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("decided by")
    )
    outcome = models.CharField(_("outcome"), max_length=16, choices=Outcome.choices, blank=True)
    reason = models.TextField(_("reason, as the member was told"), max_length=2000, blank=True)

    objects = querysets.JoinRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("request to join")
        verbose_name_plural = _("requests to join")
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["group", "member"], condition=Q(decided_at=None), name="join_request_one_open"
            ),
            models.CheckConstraint(
                condition=Q(decided_at=None, decided_by=None, outcome="")
                | Q(decided_at__isnull=False, decided_by__isnull=False, outcome__in=["accepted", "declined"])
                | Q(decided_at__isnull=False, decided_by=F("member"), outcome="withdrawn"),
                name="join_request_decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(outcome="declined") | ~Q(reason=""), name="join_request_declined_with_a_reason"
            ),
        ]

    def __str__(self):
        return f"{self.member}: {self.group}"


class InvitedSeat(models.Model):
    """The seat that an invitation leads to: whoever accepts it sits in this group, in this role, at once."""

    invitation = models.OneToOneField(
        Invitation, models.CASCADE, related_name="invited_seat", verbose_name=_("invitation")
    )
    group = models.ForeignKey(
        WorkingGroup, models.PROTECT, related_name="invited_seats", verbose_name=_("working group")
    )
    role = models.CharField(
        _("role"), max_length=16, choices=Participation.Role.choices, default=Participation.Role.PARTICIPANT
    )

    objects = querysets.InvitedSeatQuerySet.as_manager()

    class Meta:
        verbose_name = _("invited seat")
        verbose_name_plural = _("invited seats")
        constraints = [
            models.CheckConstraint(
                condition=Q(role__in=["lead", "editor", "participant", "observer"]), name="invited_seat_role_known"
            )
        ]

    def __str__(self):
        return f"{self.invitation}: {self.group}"

    @property
    def shut_because(self):
        """Why the seat cannot be taken now, in words for who was invited; "" where it can. For seats that were read
        `with_what_shuts_them()`."""
        if not self.group.takes_posts:
            return self.group.closed_because
        return "" if self.writer_stands else gettext("Who invited you no longer takes part. Ask the secretariat.")

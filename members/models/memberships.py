"""How a person stands to the alliance, and the rules they accepted."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from members import querysets
from members.models.people import Member


class RulesVersion(models.Model):
    """One version of the participation rules. What a member accepted is always this very text."""

    version = models.CharField(_("version"), max_length=16, unique=True)
    body = models.TextField(_("text"), help_text=_("Markdown. Numbered paragraphs can be referred to: rule 2.1."))
    in_force_from = models.DateTimeField(_("in force from"), default=timezone.now)

    objects = querysets.RulesVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("version of the participation rules")
        verbose_name_plural = _("participation rules")
        ordering = ["-in_force_from"]

    def __str__(self):
        return self.version


class Membership(models.Model):
    """How a person stands to the alliance: applied, then active or declined. Declining needs a reason.

    Whoever applies accepts the rules with that. A member whom the secretariat brought in has not read them yet: the
    membership is active and has no accepted version, and they take part once they have accepted one.
    """

    class State(models.TextChoices):
        APPLIED = "applied", _("Applied")
        ACTIVE = "active", _("Active")
        DECLINED = "declined", _("Declined")
        SUSPENDED = "suspended", _("Suspended")
        ENDED = "ended", _("Ended")

    class AdmittedThrough(models.TextChoices):
        SECRETARIAT = "secretariat", _("A decision of the secretariat")
        DOMAIN = "domain", _("An approved organisation's e-mail domain")
        INVITATION = "invitation", _("An invitation")

    member = models.OneToOneField(Member, models.PROTECT, related_name="membership", verbose_name=_("member"))
    state = models.CharField(_("state"), max_length=16, choices=State.choices, default=State.APPLIED)
    statement = models.TextField(_("why they want to take part"), max_length=1000, blank=True)
    applied_at = models.DateTimeField(_("applied"), default=timezone.now)
    rules = models.ForeignKey(
        RulesVersion, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("rules accepted")
    )
    rules_accepted_at = models.DateTimeField(_("rules accepted at"), null=True, blank=True, default=timezone.now)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    decided_by = models.ForeignKey(
        Member, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("decided by")
    )
    admitted_through = models.CharField(
        _("admitted through"), max_length=16, choices=AdmittedThrough.choices, blank=True
    )
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    reason = models.TextField(_("reason, as the applicant was told"), max_length=2000, blank=True)

    objects = querysets.MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering = ["-applied_at"]
        indexes = [models.Index(fields=["state", "applied_at"], name="membership_queue")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="applied", decided_at=None, decided_by=None, admitted_through="")
                | Q(state="declined", decided_at__isnull=False, decided_by__isnull=False, admitted_through="")
                | Q(
                    state__in=["active", "suspended", "ended"],
                    decided_at__isnull=False,
                    decided_by__isnull=False,
                    admitted_through="secretariat",
                )
                | Q(
                    state__in=["active", "suspended", "ended"],
                    decided_at__isnull=False,
                    decided_by=None,
                    admitted_through__in=["domain", "invitation"],
                )
                # Who leaves while the application still waits was never admitted.
                | Q(state="ended", decided_at=None, decided_by=None, admitted_through=""),
                name="membership_decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(state="ended", ended_at__isnull=False) | (~Q(state="ended") & Q(ended_at=None)),
                name="membership_ended_at_a_moment",
            ),
            models.CheckConstraint(
                condition=~Q(state="declined") | ~Q(reason=""), name="membership_declined_with_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(rules__isnull=True, rules_accepted_at=None, state__in=["active", "suspended", "ended"])
                | Q(rules__isnull=False, rules_accepted_at__isnull=False),
                name="membership_applied_with_rules",
            ),
        ]

    def __str__(self):
        return f"{self.member}: {self.get_state_display()}"

    def get_absolute_url(self):
        return reverse("application")

    @property
    def is_taken_up(self):
        """Whether the member takes part: admitted by the secretariat, and the rules accepted."""
        return self.state == self.State.ACTIVE and self.rules_id is not None

    @property
    def was_withdrawn(self):
        """Whether the applicant took the application back before anybody decided on it."""
        return self.state == self.State.ENDED and self.decided_at is None

    @property
    def waits_for_rules(self):
        """Whether the secretariat brought this member in, and they have not accepted the rules yet."""
        return self.state == self.State.ACTIVE and self.rules_id is None


class Suspension(models.Model):
    """For how long, and why, a member takes no part. Open until somebody lifts it or the clock finds it over."""

    membership = models.ForeignKey(Membership, models.PROTECT, related_name="suspensions", verbose_name=_("membership"))
    reason = models.TextField(_("reason, as the member was told"), max_length=2000)
    starts_at = models.DateTimeField(_("from"), default=timezone.now)
    until = models.DateTimeField(_("until"), null=True, blank=True, help_text=_("Empty: until it is lifted."))
    suspended_by = models.ForeignKey(Member, models.PROTECT, related_name="+", verbose_name=_("suspended by"))
    lifted_at = models.DateTimeField(_("lifted"), null=True, blank=True)
    lifted_by = models.ForeignKey(
        Member,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("lifted by"),
        help_text=_("Nobody: it was over."),
    )

    objects = querysets.SuspensionQuerySet.as_manager()

    class Meta:
        verbose_name = _("suspension")
        verbose_name_plural = _("suspensions")
        ordering = ["-starts_at"]
        constraints = [
            models.UniqueConstraint(fields=["membership"], condition=Q(lifted_at=None), name="suspension_one_open"),
            models.CheckConstraint(condition=~Q(reason=""), name="suspension_has_a_reason"),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gt=F("starts_at")), name="suspension_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=Q(lifted_by=None) | Q(lifted_at__isnull=False), name="suspension_lifted_at_a_moment"
            ),
        ]

    def __str__(self):
        return str(self.membership.member)

"""Who stands where on a call, and what stands against it."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from members.models import Member, Organisation, Sector
from workstreams.consensus import querysets
from workstreams.consensus.models.calls import Call
from workstreams.discussion.models import Thread
from workstreams.recommendations.models import Clause, Revision


class Position(models.Model):
    """What somebody said to a call: for their organisation, or for themselves. All are kept; the latest counts
    (`superseded_at` None), and there is one of each organisation, and one of each person who speaks for nobody else.

    Sector and organisation are those of that day. No sector stands beside that of somebody who was erased, where it
    would name them (see actions.erasing).
    """

    class Stance(models.TextChoices):
        SUPPORT = "support", _("Support")
        RESERVATIONS = "reservations", _("Support with reservations")
        ASIDE = "aside", _("Stand aside")
        OBJECT = "object", _("Object")
        RECUSE = "recuse", _("Recuse")

    call = models.ForeignKey(Call, models.PROTECT, related_name="positions", verbose_name=_("call"))
    member = models.ForeignKey(Member, models.PROTECT, related_name="positions", verbose_name=_("taken by"))
    sector = models.ForeignKey(
        Sector, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("sector")
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="positions", verbose_name=_("organisation")
    )
    stance = models.CharField(_("stance"), max_length=16, choices=Stance.choices)
    reason = models.TextField(_("reason"), max_length=4000, blank=True)
    submission = models.UUIDField(
        _("key of the form"), unique=True, default=uuid.uuid4, editable=False, help_text=_("One form, one position.")
    )
    taken_at = models.DateTimeField(_("taken"), default=timezone.now)
    superseded_at = models.DateTimeField(_("another took its place"), null=True, blank=True)

    objects = querysets.PositionQuerySet.as_manager()

    class Meta:
        verbose_name = _("position")
        verbose_name_plural = _("positions")
        ordering = ["taken_at", "pk"]
        indexes = [
            models.Index(fields=["call", "sector"], condition=Q(superseded_at=None), name="position_by_sector"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["call", "organisation"],
                condition=Q(superseded_at=None, organisation__isnull=False),
                name="position_one_of_an_organisation",
            ),
            models.UniqueConstraint(
                fields=["call", "member"],
                condition=Q(superseded_at=None, organisation=None),
                name="position_one_of_a_person",
            ),
            models.CheckConstraint(
                condition=Q(stance__in=["support", "reservations", "aside", "object", "recuse"]),
                name="position_stance_known",
            ),
            models.CheckConstraint(
                condition=Q(stance__in=["support", "aside", "recuse"]) | ~Q(reason=""),
                name="position_says_why_where_it_must",
            ),
        ]

    def __str__(self):
        return f"{self.organisation or self.member}: {self.get_stance_display()}"


class Objection(models.Model):
    """What stands against a text, the change that would end it, and what became of it. It outlives its call: a revision
    may resolve it, and one that was overruled is printed with the text."""

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        ANSWERED = "answered", _("Answered")
        WITHDRAWN = "withdrawn", _("Withdrawn")
        RESOLVED = "resolved", _("Resolved by a revision")
        OVERRULED = "overruled", _("Overruled")

    call = models.ForeignKey(Call, models.PROTECT, related_name="objections", verbose_name=_("call"))
    position = models.OneToOneField(
        Position, models.PROTECT, related_name="objection", verbose_name=_("position that raised it")
    )
    clause = models.ForeignKey(
        Clause, models.PROTECT, null=True, blank=True, related_name="objections", verbose_name=_("clause")
    )
    text = models.TextField(_("objection"), max_length=4000)
    change = models.TextField(_("the change that would end it"), max_length=8000)
    state = models.CharField(_("state"), max_length=16, choices=State.choices, default=State.OPEN)
    raised_at = models.DateTimeField(_("raised"), default=timezone.now)
    settled_at = models.DateTimeField(_("withdrawn, resolved or overruled"), null=True, blank=True)
    settled_by = models.ForeignKey(
        Member, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("by")
    )
    reason = models.TextField(_("reasons of those who overruled it"), max_length=8000, blank=True)
    resolved_in = models.ForeignKey(
        Revision, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("resolved in")
    )
    thread = models.OneToOneField(
        Thread, models.PROTECT, null=True, blank=True, related_name="objection", verbose_name=_("its discussion")
    )

    objects = querysets.ObjectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("objection")
        verbose_name_plural = _("objections")
        ordering = ["raised_at", "pk"]
        indexes = [models.Index(fields=["call", "state"], name="objection_by_state")]
        constraints = [
            models.CheckConstraint(condition=~Q(text="") & ~Q(change=""), name="objection_says_what_would_end_it"),
            models.CheckConstraint(
                condition=Q(state__in=["open", "answered"], settled_at=None, settled_by=None)
                | Q(
                    state__in=["withdrawn", "resolved", "overruled"],
                    settled_at__isnull=False,
                    settled_by__isnull=False,
                ),
                name="objection_settled_by_somebody",
            ),
            models.CheckConstraint(
                condition=(Q(state="overruled") & ~Q(reason="")) | (~Q(state="overruled") & Q(reason="")),
                name="objection_overruled_with_reasons",
            ),
            models.CheckConstraint(
                condition=Q(state="resolved", resolved_in__isnull=False) | (~Q(state="resolved") & Q(resolved_in=None)),
                name="objection_resolved_by_a_revision",
            ),
        ]

    def __str__(self):
        return f"{self.position}: {self.get_state_display()}"


class Reply(models.Model):
    """What an editor or lead answered to an objection."""

    objection = models.ForeignKey(Objection, models.PROTECT, related_name="replies", verbose_name=_("objection"))
    author = models.ForeignKey(Member, models.PROTECT, related_name="+", verbose_name=_("author"))
    text = models.TextField(_("answer"), max_length=4000)
    said_at = models.DateTimeField(_("said"), default=timezone.now)

    objects = querysets.ReplyQuerySet.as_manager()

    class Meta:
        verbose_name = _("answer to an objection")
        verbose_name_plural = _("answers to objections")
        ordering = ["said_at", "pk"]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="reply_has_words")]

    def __str__(self):
        return f"{self.objection}: {self.pk}"

"""Mails that moderation owes to somebody, each until it went."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from members.models import Member
from portal.postoffice.models import Outgoing
from workstreams.discussion.models import HeldPost
from workstreams.moderation import querysets
from workstreams.moderation.models.appeals import Appeal
from workstreams.moderation.models.cases import Case, Flag
from workstreams.moderation.models.decisions import Decision, Statement


def _alone(what):
    """That a letter tells of this, and of nothing else."""
    return {other: None for other in ("statement", "flag", "case", "held", "appeal") if other != what}


class Letter(Outgoing):
    """One mail to one person. `recipient` is None where it goes to the secretariat's own address."""

    class Kind(models.TextChoices):
        STATEMENT = "statement", _("Statement of reasons")
        ENDED = "ended", _("A restriction ended")
        FLAG_DECIDED = "flag_decided", _("What became of a flag")
        FLAG_REVERSED = "flag_reversed", _("A flag, after an appeal")
        CASE_OPENED = "case_opened", _("Something was flagged")
        CASE_PASSED_ON = "case_passed_on", _("A case was passed to the secretariat")
        CASE_WAITS = "case_waits", _("A case has waited for long")
        TEXTS_WAIT = "texts_wait", _("Texts wait to be released")
        APPEAL_RECEIVED = "appeal_received", _("An appeal has arrived")
        APPEAL_OPENED = "appeal_opened", _("Somebody appealed")
        APPEAL_WAITS = "appeal_waits", _("An appeal has waited for long")
        APPEAL_DECIDED = "appeal_decided", _("An appeal was decided")

    kind = models.CharField(_("kind"), max_length=16, choices=Kind.choices)
    recipient = models.ForeignKey(
        Member, models.PROTECT, null=True, blank=True, related_name="moderation_letters", verbose_name=_("to")
    )
    statement = models.ForeignKey(
        Statement, models.CASCADE, null=True, blank=True, related_name="letters", verbose_name=_("statement of reasons")
    )
    flag = models.ForeignKey(
        Flag, models.CASCADE, null=True, blank=True, related_name="letters", verbose_name=_("flag")
    )
    decision = models.ForeignKey(
        Decision, models.CASCADE, null=True, blank=True, related_name="letters", verbose_name=_("decision")
    )
    case = models.ForeignKey(
        Case, models.CASCADE, null=True, blank=True, related_name="letters", verbose_name=_("case")
    )
    appeal = models.ForeignKey(
        Appeal, models.CASCADE, null=True, blank=True, related_name="letters", verbose_name=_("appeal")
    )
    held = models.ForeignKey(
        HeldPost, models.CASCADE, null=True, blank=True, related_name="letters", verbose_name=_("text that waits")
    )
    objects = querysets.LetterQuerySet.as_manager()

    class Meta(Outgoing.Meta):
        abstract = False
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        ordering = ["-planned_at", "-pk"]
        constraints = [
            *Outgoing.Meta.constraints,
            models.CheckConstraint(
                condition=Q(kind__in=["statement", "ended"], statement__isnull=False, **_alone("statement"))
                | Q(
                    kind__in=["flag_decided", "flag_reversed"],
                    flag__isnull=False,
                    decision__isnull=False,
                    **_alone("flag"),
                )
                | Q(kind__in=["case_opened", "case_passed_on", "case_waits"], case__isnull=False, **_alone("case"))
                | Q(kind="texts_wait", held__isnull=False, **_alone("held"))
                | Q(
                    kind__in=["appeal_received", "appeal_opened", "appeal_waits", "appeal_decided"],
                    appeal__isnull=False,
                    **_alone("appeal"),
                ),
                name="letter_tells_of_one_thing",
            ),
            models.UniqueConstraint(
                fields=["kind", "statement"], condition=Q(statement__isnull=False), name="letter_once_for_a_statement"
            ),
            models.UniqueConstraint(
                fields=["kind", "flag", "decision"], condition=Q(flag__isnull=False), name="letter_once_for_a_flag"
            ),
            models.UniqueConstraint(
                fields=["kind", "appeal", "recipient"],
                condition=Q(appeal__isnull=False),
                nulls_distinct=False,
                name="letter_once_for_an_appeal",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.recipient or ''}"

"""What was decided, and the statement of reasons that each person concerned gets."""

import uuid
from datetime import timedelta

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from members.models import Member, RulesVersion
from workstreams.discussion.models import Attachment, HeldPost, Post, Silence
from workstreams.groups.models import Participation, WorkingGroup
from workstreams.moderation import querysets
from workstreams.moderation.models.cases import Case

#: How long a restriction can be appealed: about six months (EU Digital Services Act, Art. 20).
APPEAL_WITHIN = timedelta(days=183)


class Decision(models.Model):
    """What somebody decided, about what, by which rule and why. By nobody: the rule on spam, until a lead decides.

    What it is about depends on `kind` and `scope`: the `post` (alone, with the branch below it, or the thread that it
    begins), the title of its thread (with what it was `before` and is `after`), a file, a profile, a text that waited,
    a silence, or a seat. `subject` is the one member concerned, None where a branch has several.
    """

    class Kind(models.TextChoices):
        HIDE = "hide", _("Hidden")
        RETITLE = "retitle", _("Title changed")
        DECLINE = "decline", _("Not released")
        SILENCE = "silence", _("Silenced")
        REMOVE = "remove", _("Removed from the group")
        DISMISS = "dismiss", _("Left as it is")

    class Scope(models.TextChoices):
        POST = "post", _("the post alone")
        BRANCH = "branch", _("the post and the answers to it")
        THREAD = "thread", _("the whole thread")
        TITLE = "title", _("the title of the thread")
        FILE = "file", _("the file")
        PROFILE = "profile", _("the text of the profile")
        HELD = "held", _("the text that waited")
        GROUP = "group", _("taking part in the group")

    RESTRICTIONS = [Kind.HIDE, Kind.RETITLE, Kind.DECLINE, Kind.SILENCE, Kind.REMOVE]

    kind = models.CharField(_("decision"), max_length=16, choices=Kind.choices)
    scope = models.CharField(_("scope"), max_length=16, choices=Scope.choices, default=Scope.POST)
    key = models.UUIDField(_("key"), unique=True, default=uuid.uuid4, editable=False)
    group = models.ForeignKey(
        WorkingGroup, models.PROTECT, null=True, blank=True, related_name="decisions", verbose_name=_("working group")
    )
    case = models.ForeignKey(
        Case, models.PROTECT, null=True, blank=True, related_name="decisions", verbose_name=_("case")
    )
    post = models.ForeignKey(
        Post, models.PROTECT, null=True, blank=True, related_name="decisions", verbose_name=_("post")
    )
    attachment = models.ForeignKey(
        Attachment, models.SET_NULL, null=True, blank=True, related_name="decisions", verbose_name=_("file")
    )
    held = models.ForeignKey(
        HeldPost, models.PROTECT, null=True, blank=True, related_name="decisions", verbose_name=_("held post")
    )
    silence = models.ForeignKey(
        Silence, models.PROTECT, null=True, blank=True, related_name="decisions", verbose_name=_("silence")
    )
    seat = models.ForeignKey(
        Participation, models.PROTECT, null=True, blank=True, related_name="decisions", verbose_name=_("seat")
    )
    subject = models.ForeignKey(
        Member, models.PROTECT, null=True, blank=True, related_name="decisions_about", verbose_name=_("about whom")
    )
    rules = models.ForeignKey(
        RulesVersion, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("version of the rules")
    )
    rule = models.CharField(_("rule"), max_length=12, blank=True)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    until = models.DateTimeField(_("until"), null=True, blank=True)
    before = models.TextField(_("before"), blank=True)
    after = models.TextField(_("after"), blank=True)
    decided_by = models.ForeignKey(
        Member, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("decided by")
    )
    decided_at = models.DateTimeField(_("decided"), default=timezone.now)
    undone_at = models.DateTimeField(_("taken back"), null=True, blank=True)
    undone_by = models.ForeignKey(
        Member, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("taken back by")
    )
    undone_reason = models.CharField(_("why it was taken back"), max_length=500, blank=True)

    objects = querysets.DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ["-decided_at", "-pk"]
        indexes = [
            models.Index(fields=["group", "-decided_at", "-id"], name="decision_by_group"),
            models.Index(fields=["subject", "group", "-decided_at"], name="decision_record_of_member"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="dismiss") | ~Q(reason=""), name="decision_restricts_with_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["hide", "retitle", "decline", "silence", "remove", "dismiss"]),
                name="decision_kind_known",
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None) | Q(subject=None) | ~Q(decided_by=F("subject")),
                name="decision_not_about_oneself",
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=False) | Q(kind="hide", scope="post"), name="decision_by_somebody"
            ),
            models.CheckConstraint(
                condition=Q(undone_at=None, undone_by=None, undone_reason="")
                | Q(undone_at__isnull=False, undone_by__isnull=False),
                name="decision_undone_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(rule="", rules=None) | (~Q(rule="") & Q(rules__isnull=False)),
                name="decision_rule_of_a_version",
            ),
            # What statements point at, so that their copy of who decided is true.
            models.UniqueConstraint(fields=["id", "decided_by"], name="decision_and_who_decided"),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.pk}"

    @property
    def is_restriction(self):
        return self.kind in self.RESTRICTIONS

    @property
    def is_over(self):
        """Whether it has ended by itself: its time is over, or a later silence took its place."""
        if self.until is None:
            return False
        return self.until <= timezone.now() or bool(self.silence and self.silence.lifted_at)


class Statement(models.Model):
    """The statement of reasons of one decision for one member whom it restricts (EU Digital Services Act, Art. 17).

    `decided_by` is the decision's own, held equal by the database, so that an appeal can be kept from that person.
    """

    key = models.UUIDField(_("key"), unique=True, default=uuid.uuid4, editable=False)
    decision = models.ForeignKey(Decision, models.PROTECT, related_name="statements", verbose_name=_("decision"))
    recipient = models.ForeignKey(Member, models.PROTECT, related_name="statements", verbose_name=_("for"))
    decided_by = models.ForeignKey(
        Member, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("decided by")
    )
    post_count = models.PositiveIntegerField(_("posts of theirs"), default=0)
    created_at = models.DateTimeField(_("made"), default=timezone.now)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)

    objects = querysets.StatementQuerySet.as_manager()

    class Meta:
        verbose_name = _("statement of reasons")
        verbose_name_plural = _("statements of reasons")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["decision", "recipient"], name="statement_one_per_member"),
            models.UniqueConstraint(fields=["id", "decided_by"], name="statement_and_who_decided"),
            models.UniqueConstraint(fields=["id", "recipient"], name="statement_and_its_recipient"),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("recipient")),
                name="statement_of_somebody_elses_decision",
            ),
        ]

    def __str__(self):
        return f"{self.recipient}: {self.decision}"

    def get_absolute_url(self):
        return reverse("statement", args=[self.key])

    @property
    def appeal_until(self):
        return self.created_at + APPEAL_WITHIN

"""What was said to a text, clause by clause, and what became of every word of it."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from members.models import Member, Organisation, Sector
from workstreams.consultations import querysets
from workstreams.recommendations.models import Clause, Recommendation, Revision

COMMENT_LENGTH = 8_000


class Consultation(models.Model):
    """A time in which a revision is open for comments of an audience (see Revision.Audience). One is open at a time in
    a document; the group itself comments in every step in which a text is discussed."""

    recommendation = models.ForeignKey(
        Recommendation, models.PROTECT, related_name="consultations", verbose_name=_("recommendation")
    )
    revision = models.ForeignKey(Revision, models.PROTECT, related_name="consultations", verbose_name=_("revision"))
    audience = models.CharField(_("who comments"), max_length=16, choices=Revision.Audience.choices)
    opened_at = models.DateTimeField(_("opened"), default=timezone.now)
    opened_by = models.ForeignKey(Member, models.PROTECT, related_name="+", verbose_name=_("opened by"))
    closes_at = models.DateTimeField(_("closes"))
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)

    objects = querysets.ConsultationQuerySet.as_manager()

    class Meta:
        verbose_name = _("consultation")
        verbose_name_plural = _("consultations")
        ordering = ["-opened_at"]
        indexes = [
            models.Index(fields=["closes_at"], condition=Q(closed_at=None), name="consultation_closing"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["recommendation"], condition=Q(closed_at=None), name="consultation_one_open_in_a_document"
            ),
            models.CheckConstraint(
                condition=Q(audience__in=["group", "members", "public"]), name="consultation_audience_known"
            ),
            models.CheckConstraint(condition=Q(closes_at__gt=F("opened_at")), name="consultation_lasts_a_while"),
        ]

    def __str__(self):
        return str(self.revision)

    def is_open(self, now=None):
        """Whether comments come in: until its end, whether somebody closed it by then or not."""
        return self.closed_at is None and (now or timezone.now()) < self.closes_at


class Comment(models.Model):
    """A comment on a clause of a revision, or on the whole of it (`clause` None), or an answer to one (`parent`).

    An amendment is a comment with `proposed`: the clause as its author would have it. A guest of a public consultation
    has no account: `guest_name` and `guest_email` stand for the author, and the comment counts once the address is
    confirmed. Sector and organisation are those of the day.
    """

    revision = models.ForeignKey(Revision, models.PROTECT, related_name="comments", verbose_name=_("revision"))
    clause = models.ForeignKey(
        Clause, models.PROTECT, null=True, blank=True, related_name="comments", verbose_name=_("clause")
    )
    consultation = models.ForeignKey(
        Consultation, models.PROTECT, null=True, blank=True, related_name="comments", verbose_name=_("consultation")
    )
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="answers", verbose_name=_("in answer to")
    )
    author = models.ForeignKey(
        Member, models.PROTECT, null=True, blank=True, related_name="comments", verbose_name=_("author")
    )
    guest_name = models.CharField(_("guest's name"), max_length=120, blank=True)
    guest_email = models.EmailField(_("guest's address"), max_length=254, blank=True)
    sector = models.ForeignKey(
        Sector, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("sector")
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("organisation")
    )
    body = models.TextField(_("comment"))
    body_html = models.TextField(_("rendered comment"), editable=False)
    proposed = models.TextField(_("the clause as it should read"), blank=True)
    submission = models.UUIDField(
        _("key of the form"), unique=True, default=uuid.uuid4, editable=False, help_text=_("One form, one comment.")
    )
    created_at = models.DateTimeField(_("said"), default=timezone.now)
    confirmed_at = models.DateTimeField(
        _("counts since"), null=True, blank=True, help_text=_("A guest's: when the address was confirmed.")
    )
    hidden_at = models.DateTimeField(_("hidden"), null=True, blank=True)
    hidden_by = models.ForeignKey(
        Member, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("hidden by")
    )
    hidden_reason = models.CharField(_("reason, as everybody reads it"), max_length=500, blank=True)

    objects = querysets.CommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        ordering = ["created_at", "pk"]
        indexes = [
            models.Index(fields=["revision", "clause", "created_at"], name="comment_by_clause"),
            models.Index(fields=["parent", "created_at"], name="comment_by_answer"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(author__isnull=False, guest_name="", guest_email="", confirmed_at__isnull=False)
                | (Q(author=None) & ~Q(guest_name="")),
                name="comment_by_a_member_or_a_guest",
            ),
            models.CheckConstraint(
                condition=Q(parent=None) | Q(proposed=""), name="comment_that_answers_is_no_amendment"
            ),
            models.CheckConstraint(
                condition=Q(proposed="") | Q(clause__isnull=False), name="comment_that_amends_names_a_clause"
            ),
            models.CheckConstraint(
                condition=Q(hidden_at=None, hidden_by=None, hidden_reason="")
                | (Q(hidden_at__isnull=False, hidden_by__isnull=False) & ~Q(hidden_reason="")),
                name="comment_hidden_by_somebody_for_a_reason",
            ),
        ]

    def __str__(self):
        return f"{self.revision}: {self.pk}"

    def get_absolute_url(self):
        return reverse("comment", args=[self.pk])

    @property
    def writer(self):
        """The name of whoever wrote it, member or guest."""
        return self.author.name if self.author_id else self.guest_name


class Disposition(models.Model):
    """What became of a comment. Its author is told; nothing is published while one is missing."""

    class Outcome(models.TextChoices):
        ACCEPTED = "accepted", _("Accepted")
        IN_PART = "in_part", _("Accepted in part")
        NOT_ACCEPTED = "not_accepted", _("Not accepted")
        OUT_OF_SCOPE = "out_of_scope", _("Out of scope")
        DUPLICATE = "duplicate", _("Said already")

    #: A refusal says why.
    NEEDS_REASON = {Outcome.NOT_ACCEPTED, Outcome.OUT_OF_SCOPE}

    comment = models.OneToOneField(Comment, models.PROTECT, related_name="disposition", verbose_name=_("comment"))
    outcome = models.CharField(_("what became of it"), max_length=16, choices=Outcome.choices)
    reason = models.TextField(_("reason"), max_length=4000, blank=True)
    duplicate_of = models.ForeignKey(
        Comment, models.PROTECT, null=True, blank=True, related_name="duplicates", verbose_name=_("said already in")
    )
    revision = models.ForeignKey(
        Revision,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="dispositions",
        verbose_name=_("revision that took it up"),
    )
    decided_by = models.ForeignKey(Member, models.PROTECT, related_name="+", verbose_name=_("decided by"))
    decided_at = models.DateTimeField(_("decided"), default=timezone.now)

    objects = querysets.DispositionQuerySet.as_manager()

    class Meta:
        verbose_name = _("disposition")
        verbose_name_plural = _("dispositions")
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome__in=["accepted", "in_part", "not_accepted", "out_of_scope", "duplicate"]),
                name="disposition_outcome_known",
            ),
            models.CheckConstraint(
                condition=Q(outcome__in=["accepted", "in_part", "duplicate"]) | ~Q(reason=""),
                name="disposition_refuses_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(outcome="duplicate", duplicate_of__isnull=False)
                | (~Q(outcome="duplicate") & Q(duplicate_of=None)),
                name="disposition_of_a_duplicate_names_the_other",
            ),
            models.CheckConstraint(
                condition=Q(duplicate_of=None) | ~Q(duplicate_of=F("comment")), name="disposition_not_of_itself"
            ),
        ]

    def __str__(self):
        return f"{self.comment}: {self.get_outcome_display()}"

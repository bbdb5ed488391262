"""What a document says, revision by revision, clause by clause, and where it came from."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from members.models import Member
from workstreams.discussion.models import Post
from workstreams.recommendations import querysets
from workstreams.recommendations.models.documents import Recommendation


class Revision(models.Model):
    """One version of a document's text, kept for good. `audience`: who reads it beside those who see the group. A
    consultation and a publication open it; what was open stays so."""

    class Audience(models.TextChoices):
        GROUP = "group", _("Those who see the group")
        MEMBERS = "members", _("All members")
        PUBLIC = "public", _("Everybody")

    recommendation = models.ForeignKey(
        Recommendation, models.PROTECT, related_name="revisions", verbose_name=_("recommendation")
    )
    number = models.PositiveIntegerField(_("number"))
    body = models.TextField(_("text"), help_text=_("Markdown."))
    note = models.CharField(_("what changed, in a line"), max_length=200, blank=True)
    audience = models.CharField(_("who reads it"), max_length=16, choices=Audience.choices, default=Audience.GROUP)
    written_by = models.ForeignKey(Member, models.PROTECT, related_name="+", verbose_name=_("written by"))
    written_at = models.DateTimeField(_("written"), default=timezone.now)

    objects = querysets.RevisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        ordering = ["recommendation_id", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["recommendation", "number"], name="revision_number_once_in_a_document"),
            models.CheckConstraint(condition=Q(number__gte=1), name="revision_of_a_text_counts_from_one"),
            models.CheckConstraint(
                condition=Q(audience__in=["group", "members", "public"]), name="revision_audience_known"
            ),
        ]

    def __str__(self):
        return f"{self.recommendation} r{self.number}"

    def get_absolute_url(self):
        document = self.recommendation
        return reverse("recommendation_revision", args=[document.place, document.pk, self.number])


class Clause(models.Model):
    """What people point at in a document: one heading, paragraph, list or table, whatever its words and its number are
    in a revision."""

    recommendation = models.ForeignKey(
        Recommendation, models.PROTECT, related_name="clauses", verbose_name=_("recommendation")
    )

    objects = querysets.ClauseQuerySet.as_manager()

    class Meta:
        verbose_name = _("clause")
        verbose_name_plural = _("clauses")

    def __str__(self):
        return f"{self.recommendation}: {self.pk}"


class ClauseText(models.Model):
    """A clause as it stands in a revision."""

    revision = models.ForeignKey(Revision, models.PROTECT, related_name="texts", verbose_name=_("revision"))
    clause = models.ForeignKey(Clause, models.PROTECT, related_name="texts", verbose_name=_("clause"))
    position = models.PositiveIntegerField(_("place"))
    number = models.CharField(_("number"), max_length=40)
    level = models.PositiveSmallIntegerField(_("level of the heading"), default=0, help_text=_("0: no heading."))
    title = models.CharField(_("words of the heading"), max_length=500, blank=True)
    source = models.TextField(_("text"), help_text=_("Markdown."))
    html = models.TextField(_("rendered text"), editable=False)
    words_hash = models.CharField(
        _("hash of the words"), max_length=64, editable=False, help_text=_("SHA-256 of the Markdown, in hexadecimal.")
    )

    objects = querysets.ClauseTextQuerySet.as_manager()

    class Meta:
        verbose_name = _("clause of a revision")
        verbose_name_plural = _("clauses of revisions")
        ordering = ["revision_id", "position"]
        constraints = [
            models.UniqueConstraint(fields=["revision", "position"], name="clause_text_one_at_a_place"),
            models.UniqueConstraint(fields=["revision", "clause"], name="clause_text_once_in_a_revision"),
            models.UniqueConstraint(fields=["revision", "number"], name="clause_text_number_once_in_a_revision"),
            models.CheckConstraint(condition=Q(level__lte=6), name="clause_text_level_known"),
        ]

    def __str__(self):
        return f"{self.revision} {self.number}"

    def get_absolute_url(self):
        return f"{self.revision.get_absolute_url()}#clause-{self.clause_id}"


class Quote(models.Model):
    """Words of a post, or of a source elsewhere, from which a clause came. It keeps them as they were, and a hash of
    them, so that a later change of the post shows."""

    clause = models.ForeignKey(Clause, models.PROTECT, related_name="quotes", verbose_name=_("clause"))
    revision = models.ForeignKey(
        Revision, models.PROTECT, related_name="quotes", verbose_name=_("revision that took them up")
    )
    post = models.ForeignKey(Post, models.PROTECT, null=True, blank=True, related_name="quotes", verbose_name=_("post"))
    link = models.URLField(_("address of the source"), max_length=500, blank=True)
    words = models.TextField(_("words"), max_length=4000)
    words_hash = models.CharField(
        _("hash of the words"), max_length=64, editable=False, help_text=_("SHA-256, in hexadecimal.")
    )
    quoted_by = models.ForeignKey(Member, models.PROTECT, related_name="+", verbose_name=_("quoted by"))
    quoted_at = models.DateTimeField(_("quoted"), default=timezone.now)

    objects = querysets.QuoteQuerySet.as_manager()

    class Meta:
        verbose_name = _("quote")
        verbose_name_plural = _("quotes")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(post__isnull=False, link="") | (Q(post=None) & ~Q(link="")), name="quote_has_one_source"
            ),
            models.CheckConstraint(condition=~Q(words=""), name="quote_has_words"),
            models.UniqueConstraint(
                fields=["clause", "post", "words_hash"],
                condition=Q(post__isnull=False),
                name="quote_once_of_a_post_in_a_clause",
            ),
        ]

    def __str__(self):
        return f"{self.clause}: {self.words[:60]}"

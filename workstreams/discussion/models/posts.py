"""Posts as a tree, which sectors spoke, what was changed, and who was called by name or answered with a sign."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from members.models import Member, Organisation, Sector
from workstreams.discussion import querysets
from workstreams.discussion.models.threads import TITLE_LENGTH, Thread
from workstreams.groups.models import WorkingGroup

BODY_LENGTH = (2, 32_000)
MENTIONS = 10

models.TextField.register_lookup(Length)


class Post(models.Model):
    """What somebody said, at its place in the tree.

    `path` is the parent's path and this post's own id as five bytes, so that the order of paths is the order of
    reading, and a subtree is a range. Sector and organisation are those of the day on which it was said.
    """

    class Format(models.TextChoices):
        MARKDOWN = "markdown", _("Markdown")
        MAIL = "mail", _("Plain mail")

    thread = models.ForeignKey(Thread, models.PROTECT, related_name="posts", verbose_name=_("thread"))
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="replies", verbose_name=_("in reply to")
    )
    path = models.BinaryField(_("place in the tree"))
    depth = models.PositiveSmallIntegerField(_("depth"))
    author = models.ForeignKey(Member, models.PROTECT, related_name="posts", verbose_name=_("author"))
    sector = models.ForeignKey(Sector, models.PROTECT, null=True, related_name="+", verbose_name=_("sector"))
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, related_name="+", verbose_name=_("organisation")
    )
    format = models.CharField(_("format"), max_length=16, choices=Format.choices, default=Format.MARKDOWN)
    body = models.TextField(_("text"))
    body_html = models.TextField(_("rendered text"), editable=False)
    renderer = models.PositiveSmallIntegerField(_("renderer's version"), editable=False)
    submission = models.UUIDField(
        _("key of the form"), null=True, editable=False, help_text=_("One form makes one post.")
    )
    created_at = models.DateTimeField(_("said"), default=timezone.now)
    language = models.CharField(
        _("language"), max_length=8, blank=True, help_text=_("ISO 639-1. Empty where it could not be told.")
    )
    search = SearchVectorField(_("searchable words"), editable=False)
    search_version = models.PositiveSmallIntegerField(
        _("rules of the searchable words"), db_default=0, default=0, editable=False
    )
    edited_at = models.DateTimeField(_("edited"), null=True, blank=True)
    revision_count = models.PositiveIntegerField(_("earlier versions"), default=0, editable=False)
    agree_count = models.PositiveIntegerField(_("agree"), default=0, editable=False)
    insightful_count = models.PositiveIntegerField(_("insightful"), default=0, editable=False)
    thanks_count = models.PositiveIntegerField(_("thanks"), default=0, editable=False)
    withdrawn_at = models.DateTimeField(_("withdrawn by its author"), null=True, blank=True)
    hidden_at = models.DateTimeField(_("hidden"), null=True, blank=True)
    hidden_by = models.ForeignKey(
        Member, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("hidden by")
    )
    former_titles = ArrayField(
        models.CharField(max_length=TITLE_LENGTH[1]),
        verbose_name=_("titles of the threads that it began until they were merged"),
        default=list,
        db_default=[],
        blank=True,
        editable=False,
    )
    hidden_reason = models.CharField(_("reason, as everybody reads it"), max_length=500, blank=True)
    hidden_rule = models.CharField(
        _("rule"), max_length=12, blank=True, help_text=_("Its number among the participation rules.")
    )
    hidden_key = models.UUIDField(
        _("key of the hiding"), null=True, editable=False, help_text=_("What was hidden together is restored together.")
    )

    objects = querysets.PostQuerySet.as_manager()

    class Meta:
        verbose_name = _("post")
        verbose_name_plural = _("posts")
        # The number, not the thread: its own order would join its table to every question.
        ordering = ["thread_id", "path"]
        indexes = [
            models.Index(fields=["thread", "created_at"], name="post_by_time"),
            models.Index(
                fields=["thread", "organisation"],
                condition=Q(hidden_at=None, withdrawn_at=None),
                name="post_by_organisation",
            ),
            models.Index(
                fields=["thread", "created_at"],
                include=["sector"],
                condition=Q(hidden_at=None, withdrawn_at=None),
                name="post_by_voice",
            ),
            # What is unread is counted from a number on.
            models.Index(
                fields=["thread", "id"],
                include=["author"],
                condition=Q(hidden_at=None, withdrawn_at=None),
                name="post_by_number",
            ),
            models.Index(fields=["-created_at", "-id"], name="post_newest_first"),
            models.Index(fields=["hidden_key"], condition=Q(hidden_key__isnull=False), name="post_by_hiding"),
            GinIndex(fields=["search"], name="post_by_words"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["thread", "path"], name="post_place_unique"),
            models.UniqueConstraint(fields=["author", "submission"], name="post_one_per_form"),
            models.UniqueConstraint(fields=["thread"], condition=Q(parent=None), name="thread_one_root"),
            models.CheckConstraint(
                condition=Q(parent=None, depth=0) | Q(parent__isnull=False, depth__gt=0), name="post_depth_fits_parent"
            ),
            models.CheckConstraint(
                condition=Q(body__length__gte=BODY_LENGTH[0], body__length__lte=BODY_LENGTH[1]) | Q(format="mail"),
                name="post_length_within_limits",
            ),
            models.CheckConstraint(
                # By nobody: by the rule on spam, until a lead decides.
                condition=Q(hidden_at=None, hidden_by=None, hidden_reason="", hidden_rule="", hidden_key=None)
                | (Q(hidden_at__isnull=False, hidden_key__isnull=False) & ~Q(hidden_reason="")),
                name="post_hidden_with_a_reason",
            ),
        ]

    def __str__(self):
        return f"#{self.pk}"

    @property
    def is_gone(self):
        """Whether only a marker stands here for most readers."""
        return bool(self.hidden_at or self.withdrawn_at)

    def get_absolute_url(self):
        return reverse("post", args=[self.pk])


class Voice(models.Model):
    """How many readable posts of a thread came from a sector: the thread's signature, kept as posts come and go."""

    thread = models.ForeignKey(Thread, models.CASCADE, related_name="voices", verbose_name=_("thread"))
    sector = models.ForeignKey(Sector, models.PROTECT, related_name="+", verbose_name=_("sector"))
    posts = models.PositiveIntegerField(_("posts"), default=0)

    objects = querysets.VoiceQuerySet.as_manager()

    class Meta:
        verbose_name = _("voice of a sector")
        verbose_name_plural = _("voices of sectors")
        constraints = [models.UniqueConstraint(fields=["thread", "sector"], name="voice_one_per_sector")]

    def __str__(self):
        return f"{self.sector}: {self.posts}"


class Revision(models.Model):
    """A text as it stood before it was changed. `number` counts from 1, the first text; the text that stands now is the
    post's own. `title` is that of the thread, where the post is its first, else ""."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="revisions", verbose_name=_("post"))
    number = models.PositiveIntegerField(_("number"))
    title = models.CharField(_("title"), max_length=200, blank=True)
    body = models.TextField(_("text"))
    written_at = models.DateTimeField(_("written"))
    replaced_at = models.DateTimeField(_("replaced"), default=timezone.now)
    replaced_by = models.ForeignKey(Member, models.PROTECT, related_name="+", verbose_name=_("replaced by"))

    objects = querysets.RevisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("earlier version")
        verbose_name_plural = _("earlier versions")
        ordering = ["post_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["post", "number"], name="revision_number_unique"),
            models.CheckConstraint(condition=Q(number__gte=1), name="revision_numbers_from_one"),
        ]

    def __str__(self):
        return f"{self.post}, {self.number}"


class Mention(models.Model):
    """Who is called by their handle in a post. Told at once, so kept apart from the text."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="mentions", verbose_name=_("post"))
    member = models.ForeignKey(Member, models.PROTECT, related_name="mentions", verbose_name=_("member"))

    class Meta:
        verbose_name = _("mention")
        verbose_name_plural = _("mentions")
        constraints = [models.UniqueConstraint(fields=["post", "member"], name="mention_once_in_a_post")]

    def __str__(self):
        return f"{self.member}: {self.post}"


class Reaction(models.Model):
    """A sign in answer to a post, in place of a post that says no more. The sector is that of the day."""

    class Kind(models.TextChoices):
        AGREE = "agree", _("Agree")
        INSIGHTFUL = "insightful", _("Insightful")
        THANKS = "thanks", _("Thanks")

    post = models.ForeignKey(Post, models.CASCADE, related_name="reactions", verbose_name=_("post"))
    member = models.ForeignKey(Member, models.PROTECT, related_name="reactions", verbose_name=_("member"))
    sector = models.ForeignKey(Sector, models.PROTECT, null=True, related_name="+", verbose_name=_("sector"))
    kind = models.CharField(_("sign"), max_length=16, choices=Kind.choices)
    created_at = models.DateTimeField(_("given"), default=timezone.now)

    class Meta:
        verbose_name = _("reaction")
        verbose_name_plural = _("reactions")
        constraints = [
            models.UniqueConstraint(fields=["post", "member", "kind"], name="reaction_once_of_a_kind"),
            models.CheckConstraint(condition=Q(kind__in=["agree", "insightful", "thanks"]), name="reaction_kind_known"),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.post}"


class ImportedMessage(models.Model):
    """Which message of an archive became which post, so that the same archive twice adds nothing."""

    group = models.ForeignKey(WorkingGroup, models.PROTECT, related_name="+", verbose_name=_("working group"))
    message_id = models.CharField(_("Message-ID"), max_length=998)
    post = models.OneToOneField(Post, models.CASCADE, related_name="imported_message", verbose_name=_("post"))

    class Meta:
        verbose_name = _("imported message")
        verbose_name_plural = _("imported messages")
        constraints = [models.UniqueConstraint(fields=["group", "message_id"], name="imported_message_once_per_group")]

    def __str__(self):
        return self.message_id

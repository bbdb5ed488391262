"""Threads, their posts as a tree, and which sectors spoke."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from members.models import Member, Organisation, Sector
from workstreams.discussion import querysets
from workstreams.groups.models import WorkingGroup

TITLE_LENGTH = (5, 200)
BODY_LENGTH = (2, 32_000)

models.CharField.register_lookup(Length)
models.TextField.register_lookup(Length)


class Thread(models.Model):
    """A question or topic in a group. Its words are posts: one root, and replies anywhere below it."""

    group = models.ForeignKey(WorkingGroup, models.PROTECT, related_name="threads", verbose_name=_("working group"))
    title = models.CharField(_("title"), max_length=TITLE_LENGTH[1])
    author = models.ForeignKey(Member, models.PROTECT, related_name="threads", verbose_name=_("author"))
    created_at = models.DateTimeField(_("opened"), default=timezone.now)
    last_post_at = models.DateTimeField(_("newest post"), default=timezone.now)
    reply_count = models.PositiveIntegerField(_("replies"), default=0)
    pinned_at = models.DateTimeField(_("pinned"), null=True, blank=True)
    locked_at = models.DateTimeField(_("locked"), null=True, blank=True)
    locked_by = models.ForeignKey(
        Member, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("locked by")
    )

    objects = querysets.ThreadQuerySet.as_manager()

    class Meta:
        verbose_name = _("thread")
        verbose_name_plural = _("threads")
        ordering = ["-last_post_at"]
        indexes = [
            models.Index(fields=["group", "-last_post_at"], name="thread_by_newest_post"),
            models.Index(
                F("group"),
                F("pinned_at").desc(nulls_last=True),
                F("last_post_at").desc(),
                F("id").desc(),
                name="thread_in_order_of_list",
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(title__length__gte=TITLE_LENGTH[0]), name="thread_title_long_enough"),
            models.CheckConstraint(
                condition=Q(locked_at=None, locked_by=None) | Q(locked_at__isnull=False, locked_by__isnull=False),
                name="thread_locked_by_somebody",
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("thread", args=[self.group.slug, self.pk])


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
    hidden_at = models.DateTimeField(_("hidden"), null=True, blank=True)
    hidden_by = models.ForeignKey(
        Member, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("hidden by")
    )
    hidden_reason = models.CharField(_("reason, as everybody reads it"), max_length=500, blank=True)

    objects = querysets.PostQuerySet.as_manager()

    class Meta:
        verbose_name = _("post")
        verbose_name_plural = _("posts")
        ordering = ["thread", "path"]
        indexes = [
            models.Index(fields=["thread", "created_at"], name="post_by_time"),
            models.Index(fields=["thread", "organisation"], condition=Q(hidden_at=None), name="post_by_organisation"),
            models.Index(
                fields=["thread", "created_at"], include=["sector"], condition=Q(hidden_at=None), name="post_by_voice"
            ),
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
                condition=Q(hidden_at=None, hidden_by=None, hidden_reason="")
                | (Q(hidden_at__isnull=False, hidden_by__isnull=False) & ~Q(hidden_reason="")),
                name="post_hidden_by_somebody_with_a_reason",
            ),
        ]

    def __str__(self):
        return f"#{self.pk}"

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

"""Threads, their tags, and the numbers of those that became part of others."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length, Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from members.models import Member
from workstreams.discussion import querysets
from workstreams.groups.models import WorkingGroup

TITLE_LENGTH = (5, 200)

models.CharField.register_lookup(Length)


class Tag(models.Model):
    """A word by which a group sorts its threads."""

    group = models.ForeignKey(WorkingGroup, models.PROTECT, related_name="tags", verbose_name=_("working group"))
    name = models.CharField(_("name"), max_length=60)

    objects = querysets.TagQuerySet.as_manager()

    class Meta:
        verbose_name = _("tag")
        verbose_name_plural = _("tags")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint("group", Lower("name"), name="tag_unique_in_group"),
            models.CheckConstraint(condition=~Q(name=""), name="tag_has_a_name"),
        ]

    def __str__(self):
        return self.name


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
    tags = models.ManyToManyField(Tag, related_name="threads", verbose_name=_("tags"), blank=True)
    version = models.PositiveIntegerField(
        _("version"), default=0, editable=False, help_text=_("Rises with every change that a reader could see.")
    )
    locked_by = models.ForeignKey(
        Member, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("locked by")
    )

    slow_seconds = models.PositiveIntegerField(
        _("seconds between two posts of one member"), default=0, help_text=_("Slow mode. 0: none.")
    )
    slow_until = models.DateTimeField(_("slow until"), null=True, blank=True)

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
            models.CheckConstraint(
                condition=Q(slow_seconds=0, slow_until=None) | Q(slow_seconds__gt=0, slow_until__isnull=False),
                name="thread_slow_for_a_while",
            ),
        ]

    def __str__(self):
        return self.title

    def is_slow(self, now=None):
        """Whether each member posts only once in so many seconds now."""
        return bool(self.slow_seconds) and self.slow_until > (now or timezone.now())

    def get_absolute_url(self):
        return reverse("thread", args=[self.group.slug, self.pk])


class FormerThread(models.Model):
    """The number that a thread had before it was merged into another, so that its address leads on to the post with
    which it began."""

    number = models.BigIntegerField(_("number"), primary_key=True)
    post = models.ForeignKey(
        "discussion.Post", models.CASCADE, related_name="former_threads", verbose_name=_("first post")
    )

    objects = querysets.FormerThreadQuerySet.as_manager()

    class Meta:
        verbose_name = _("former thread")
        verbose_name_plural = _("former threads")

    def __str__(self):
        return f"{self.number}"

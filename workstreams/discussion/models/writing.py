"""What is being written: drafts, and files on their way into a post."""

import uuid

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from members.models import Member
from workstreams.discussion import querysets
from workstreams.discussion.models.posts import Post
from workstreams.discussion.models.threads import Thread
from workstreams.groups.models import WorkingGroup
from workstreams.markup.pictures import written

FILE_SIZE = 10 * 1024 * 1024  # bytes
FILES = 10  # in one post


class Draft(models.Model):
    """A text that somebody is writing, in one place: a new thread in `group`, an answer to `parent` in `thread`, or a
    change of `post`. One draft a place and person.

    `sequence` rises with every save: one that arrives late never takes the place of a newer one. `page` is the open
    page of a browser that saved it last, by a key of its own. Once it is posted the row stays for a while, empty, for
    the same reason.
    """

    member = models.ForeignKey(Member, models.PROTECT, related_name="drafts", verbose_name=_("member"))
    group = models.ForeignKey(
        WorkingGroup, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("new thread in")
    )
    thread = models.ForeignKey(
        Thread, models.CASCADE, null=True, blank=True, related_name="drafts", verbose_name=_("thread")
    )
    parent = models.ForeignKey(
        Post, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("in reply to")
    )
    post = models.ForeignKey(Post, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("change of"))
    sequence = models.BigIntegerField(_("sequence"), default=0)
    page = models.CharField(_("page that saved it"), max_length=36, blank=True, editable=False)
    title = models.CharField(_("title"), max_length=1000, blank=True)
    body = models.TextField(_("text"), blank=True)
    saved_at = models.DateTimeField(_("saved"), default=timezone.now)
    posted_at = models.DateTimeField(_("posted"), null=True, blank=True)

    objects = querysets.DraftQuerySet.as_manager()

    class Meta:
        verbose_name = _("draft")
        verbose_name_plural = _("drafts")
        ordering = ["-saved_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["member", "group", "thread", "parent", "post"],
                nulls_distinct=False,
                name="draft_one_per_place",
            ),
            models.CheckConstraint(
                condition=Q(group__isnull=False, thread=None, parent=None, post=None)
                | Q(group=None, thread__isnull=False, post=None)
                | Q(group=None, thread=None, parent=None, post__isnull=False),
                name="draft_has_one_place",
            ),
            models.CheckConstraint(condition=Q(posted_at=None) | Q(title="", body=""), name="draft_empty_once_posted"),
        ]

    def __str__(self):
        return f"{self.member}: {self.pk}"


def place_of_file(attachment, name):
    """Where a file is stored: by its key alone, so that a name of any kind never reaches the file system."""
    return f"attachments/{attachment.key.hex[:2]}/{attachment.key.hex}"


class Attachment(models.Model):
    """A file that somebody brought. Without a post it is on its way into one, and goes when nobody used it."""

    key = models.UUIDField(_("key"), unique=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(Member, models.PROTECT, related_name="attachments", verbose_name=_("brought by"))
    group = models.ForeignKey(WorkingGroup, models.PROTECT, related_name="+", verbose_name=_("working group"))
    post = models.ForeignKey(
        Post, models.SET_NULL, null=True, blank=True, related_name="attachments", verbose_name=_("post")
    )
    held = models.ForeignKey(
        "discussion.HeldPost",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="attachments",
        verbose_name=_("text that waits"),
        help_text=_("The text that names it and waits for a lead, or was declined by one."),
    )
    file = models.FileField(_("file"), upload_to=place_of_file, max_length=100)
    name = models.CharField(_("name"), max_length=200)
    content_type = models.CharField(_("kind"), max_length=100)
    size = models.PositiveIntegerField(_("bytes"))
    width = models.PositiveIntegerField(_("width in pixels"), null=True, blank=True)
    height = models.PositiveIntegerField(_("height in pixels"), null=True, blank=True)
    created_at = models.DateTimeField(_("brought"), default=timezone.now)
    hidden_at = models.DateTimeField(_("hidden"), null=True, blank=True)
    hidden_by = models.ForeignKey(
        Member, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("hidden by")
    )
    hidden_reason = models.CharField(_("reason, as everybody reads it"), max_length=500, blank=True)

    objects = querysets.AttachmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        ordering = ["created_at"]
        indexes = [
            models.Index(fields=["created_at"], condition=Q(post=None), name="attachment_not_used"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(size__gte=1, size__lte=FILE_SIZE), name="attachment_size_within_limits"),
            models.CheckConstraint(
                condition=Q(width=None, height=None) | Q(width__gte=1, height__gte=1),
                name="attachment_picture_has_both_sides",
            ),
            models.CheckConstraint(
                condition=Q(hidden_at=None, hidden_by=None, hidden_reason="")
                | (Q(hidden_at__isnull=False, hidden_by__isnull=False) & ~Q(hidden_reason="")),
                name="attachment_hidden_by_somebody_with_a_reason",
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def is_picture(self):
        return self.width is not None

    @property
    def written(self):
        """How it stands in a text, which is what takes it into a post."""
        return written(self.name, self.get_absolute_url(), width=self.width, height=self.height)

    def get_absolute_url(self):
        return reverse("attachment", args=[self.key])

"""What a member is told of: that they were called, answered, decided upon, or that something happened in a group."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from members.models import Member
from workstreams.discussion.models import Post
from workstreams.groups.models import WorkingGroup
from workstreams.notices import querysets


class Notice(models.Model):
    """One event for one member. It keeps no words: what it says is written when it is shown, from what stands then."""

    class Kind(models.TextChoices):
        MENTION = "mention", _("You were mentioned")
        REPLY = "reply", _("You were answered")
        POST = "post", _("A post in a thread that you watch")
        THREAD = "thread", _("A new thread in a group that you watch")
        DECISION = "decision", _("A decision about you")
        GROUP = "group", _("Something in a group of yours")

    recipient = models.ForeignKey(Member, models.PROTECT, related_name="notices", verbose_name=_("for"))
    kind = models.CharField(_("kind"), max_length=16, choices=Kind.choices)
    event = models.CharField(
        _("event"), max_length=40, blank=True, help_text=_("What happened, for kinds that know several events.")
    )
    actor = models.ForeignKey(
        Member, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("caused by")
    )
    group = models.ForeignKey(
        WorkingGroup, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("working group")
    )
    post = models.ForeignKey(Post, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("post"))
    created_at = models.DateTimeField(_("happened"), default=timezone.now)
    read_at = models.DateTimeField(_("read"), null=True, blank=True)

    objects = querysets.NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(fields=["recipient", "-created_at", "-id"], name="notice_by_recipient"),
            models.Index(fields=["recipient"], condition=Q(read_at=None), name="notice_not_read"),
        ]
        constraints = [
            # A post tells a member of itself once, for the strongest of its reasons.
            models.UniqueConstraint(
                fields=["recipient", "post"],
                condition=Q(kind__in=["mention", "reply", "post", "thread"]),
                name="notice_once_for_a_post",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["mention", "reply", "post", "thread", "decision", "group"]),
                name="notice_kind_known",
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=["mention", "reply", "post", "thread"]) | Q(post__isnull=False),
                name="notice_of_a_post_has_it",
            ),
        ]

    def __str__(self):
        return f"{self.recipient}: {self.get_kind_display()}"

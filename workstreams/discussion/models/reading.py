"""What a member follows, and how far they have read."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from members.models import Member
from workstreams.discussion import querysets
from workstreams.discussion.models.threads import Thread
from workstreams.groups.models import WorkingGroup


class Following(models.Model):
    """How closely a member follows a thread. Without a row: as everybody, "normal"."""

    class Level(models.TextChoices):
        MUTED = "muted", _("Muted")
        NORMAL = "normal", _("Normal")
        TRACKING = "tracking", _("Tracking")
        WATCHING = "watching", _("Watching")

    thread = models.ForeignKey(Thread, models.CASCADE, related_name="followings", verbose_name=_("thread"))
    member = models.ForeignKey(Member, models.PROTECT, related_name="followings", verbose_name=_("member"))
    level = models.CharField(_("level"), max_length=8, choices=Level.choices)
    changed_at = models.DateTimeField(_("chosen"), default=timezone.now)

    objects = querysets.FollowingQuerySet.as_manager()

    class Meta:
        verbose_name = _("following")
        verbose_name_plural = _("followings")
        constraints = [
            models.UniqueConstraint(fields=["thread", "member"], name="following_one_per_thread"),
            models.CheckConstraint(
                condition=Q(level__in=["muted", "normal", "tracking", "watching"]), name="following_level_known"
            ),
        ]

    def __str__(self):
        return f"{self.member}: {self.thread}"


class GroupFollowing(models.Model):
    """How closely a member follows those threads of a group for which they chose nothing. Without a row: "normal"."""

    group = models.ForeignKey(WorkingGroup, models.CASCADE, related_name="+", verbose_name=_("working group"))
    member = models.ForeignKey(Member, models.PROTECT, related_name="group_followings", verbose_name=_("member"))
    level = models.CharField(_("level"), max_length=8, choices=Following.Level.choices)
    changed_at = models.DateTimeField(_("chosen"), default=timezone.now)

    objects = querysets.GroupFollowingQuerySet.as_manager()

    class Meta:
        verbose_name = _("following of a group")
        verbose_name_plural = _("followings of groups")
        constraints = [
            models.UniqueConstraint(fields=["group", "member"], name="group_following_one_per_group"),
            models.CheckConstraint(
                condition=Q(level__in=["muted", "normal", "tracking", "watching"]), name="group_following_level_known"
            ),
        ]

    def __str__(self):
        return f"{self.member}: {self.group}"


class ReadMark(models.Model):
    """How far a member has read a thread: every post with a number up to `until`, and those of `beyond` after it.

    A tree is not read in the order in which it was written, so one number alone would call read what was never shown.
    Numbers of posts are the same in every thread, so a mark holds after posts were split off or merged in.
    """

    thread = models.ForeignKey(Thread, models.CASCADE, related_name="read_marks", verbose_name=_("thread"))
    member = models.ForeignKey(Member, models.PROTECT, related_name="read_marks", verbose_name=_("member"))
    until = models.BigIntegerField(_("all read up to"), default=0)
    beyond = ArrayField(models.BigIntegerField(), verbose_name=_("read after that"), default=list, blank=True)
    changed_at = models.DateTimeField(_("moved"), default=timezone.now)

    objects = querysets.ReadMarkQuerySet.as_manager()

    class Meta:
        verbose_name = _("read mark")
        verbose_name_plural = _("read marks")
        constraints = [models.UniqueConstraint(fields=["member", "thread"], name="mark_one_per_thread")]

    def __str__(self):
        return f"{self.member}: {self.thread} {self.until}"

"""What keeps somebody from speaking at once: a text that waits for a lead, and a silence."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from members.models import Member
from workstreams.discussion import querysets
from workstreams.discussion.models.posts import Post
from workstreams.discussion.models.threads import Thread
from workstreams.groups.models import WorkingGroup


class HeldPost(models.Model):
    """A text that a lead reads before anybody else does. It is no post yet, so that nothing that reads posts can show
    it: released, it is said at that moment, with a number of its own.

    A new thread in `group` has a `title`; an answer has its `thread` and `parent`.
    """

    class Cause(models.TextChoices):
        NEWCOMER = "newcomer", _("First posts in this group wait for a lead")
        LINKS = "links", _("Links of somebody new wait for a lead")

    class Outcome(models.TextChoices):
        RELEASED = "released", _("Released")
        DECLINED = "declined", _("Declined")
        TAKEN_BACK = "taken_back", _("Back with its author")

    author = models.ForeignKey(Member, models.PROTECT, related_name="held_posts", verbose_name=_("author"))
    group = models.ForeignKey(WorkingGroup, models.PROTECT, related_name="held_posts", verbose_name=_("working group"))
    thread = models.ForeignKey(
        Thread, models.SET_NULL, null=True, blank=True, related_name="held_posts", verbose_name=_("thread")
    )
    parent = models.ForeignKey(
        Post, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("in reply to")
    )
    title = models.CharField(_("title"), max_length=200, blank=True)
    body = models.TextField(_("text"))
    submission = models.UUIDField(_("key of the form"), null=True, editable=False)
    cause = models.CharField(_("why it waits"), max_length=16, choices=Cause.choices)
    held_at = models.DateTimeField(_("waits since"), default=timezone.now)
    settled_at = models.DateTimeField(_("settled"), null=True, blank=True)
    settled_by = models.ForeignKey(
        Member, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("settled by")
    )
    outcome = models.CharField(_("outcome"), max_length=16, choices=Outcome.choices, blank=True)
    post = models.OneToOneField(
        Post, models.SET_NULL, null=True, blank=True, related_name="was_held", verbose_name=_("what it became")
    )

    objects = querysets.HeldPostQuerySet.as_manager()

    class Meta:
        verbose_name = _("held post")
        verbose_name_plural = _("held posts")
        ordering = ["held_at", "pk"]
        indexes = [
            models.Index(fields=["group", "held_at", "id"], condition=Q(settled_at=None), name="held_post_waiting")
        ]
        constraints = [
            models.UniqueConstraint(fields=["author", "submission"], name="held_post_one_per_form"),
            models.CheckConstraint(
                condition=Q(settled_at=None, settled_by=None, outcome="")
                | Q(
                    settled_at__isnull=False,
                    settled_by__isnull=False,
                    outcome__in=["released", "declined", "taken_back"],
                ),
                name="held_post_settled_by_somebody",
            ),
            models.CheckConstraint(
                condition=(~Q(outcome="taken_back") & ~Q(settled_by=F("author")))
                | Q(outcome="taken_back")
                | Q(settled_by=None),
                name="held_post_not_settled_by_its_author",
            ),
            models.CheckConstraint(condition=Q(cause__in=["newcomer", "links"]), name="held_post_cause_known"),
        ]

    def __str__(self):
        return f"{self.author}: {self.pk}"


class Silence(models.Model):
    """For how long a member may read in a group, and say nothing there. One at a time.

    It ends by itself at `until`; `lifted_at` is when somebody ended it before, or when a later one took its place.
    """

    HOURS = [24, 72, 168, 720]

    group = models.ForeignKey(WorkingGroup, models.PROTECT, related_name="silences", verbose_name=_("working group"))
    member = models.ForeignKey(Member, models.PROTECT, related_name="silences", verbose_name=_("member"))
    since = models.DateTimeField(_("from"), default=timezone.now)
    until = models.DateTimeField(_("to"))
    reason = models.CharField(_("reason"), max_length=500)
    given_by = models.ForeignKey(Member, models.PROTECT, related_name="+", verbose_name=_("given by"))
    lifted_at = models.DateTimeField(_("lifted"), null=True, blank=True)
    lifted_by = models.ForeignKey(
        Member, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("lifted by")
    )

    objects = querysets.SilenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("silence")
        verbose_name_plural = _("silences")
        ordering = ["-since"]
        constraints = [
            models.UniqueConstraint(
                fields=["group", "member"], condition=Q(lifted_at=None), name="silence_one_at_a_time"
            ),
            models.CheckConstraint(condition=Q(until__gt=F("since")), name="silence_ends_after_it_starts"),
            models.CheckConstraint(condition=~Q(reason=""), name="silence_with_a_reason"),
            models.CheckConstraint(condition=~Q(given_by=F("member")), name="silence_of_somebody_else"),
        ]

    def __str__(self):
        return f"{self.member}: {self.group}"

    def is_on(self, now=None):
        """Whether it keeps the member from speaking now."""
        return self.lifted_at is None and self.until > (now or timezone.now())

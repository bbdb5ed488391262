"""Something that was flagged, as one case, and the flags that members raised on it."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from members.models import Member, Sector
from workstreams.discussion.models import Attachment, Post
from workstreams.groups.models import WorkingGroup
from workstreams.moderation import querysets


class Case(models.Model):
    """One flagged thing from its first flag until somebody decided: a row of the queue. At most one open a thing.

    A title is that of the thread that `post` begins, so that it stays with its post through splits and merges. `group`
    is where the thing stands now; a profile stands in none, and is the secretariat's.
    """

    class About(models.TextChoices):
        POST = "post", _("Post")
        TITLE = "title", _("Title of a thread")
        FILE = "file", _("File")
        PROFILE = "profile", _("Profile")

    about = models.CharField(_("what was flagged"), max_length=16, choices=About.choices)
    group = models.ForeignKey(
        WorkingGroup, models.PROTECT, null=True, blank=True, related_name="cases", verbose_name=_("working group")
    )
    post = models.ForeignKey(Post, models.PROTECT, null=True, blank=True, related_name="cases", verbose_name=_("post"))
    # A file may go before anybody decides: with its withdrawn post, or with whoever brought it.
    attachment = models.ForeignKey(
        Attachment, models.SET_NULL, null=True, blank=True, related_name="cases", verbose_name=_("file")
    )
    author = models.ForeignKey(Member, models.PROTECT, related_name="cases_about", verbose_name=_("whose it is"))
    flag_count = models.PositiveIntegerField(_("flags"), default=0)
    opened_at = models.DateTimeField(_("first flagged"), default=timezone.now)
    claimed_at = models.DateTimeField(_("taken"), null=True, blank=True)
    claimed_by = models.ForeignKey(
        Member, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("taken by")
    )
    escalated_at = models.DateTimeField(_("passed to the secretariat"), null=True, blank=True)
    escalated_by = models.ForeignKey(
        Member, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("passed on by")
    )
    escalation_note = models.CharField(_("why it was passed on"), max_length=500, blank=True)
    reminded_at = models.DateTimeField(_("reminded"), null=True, blank=True)
    closed_at = models.DateTimeField(_("decided"), null=True, blank=True)

    objects = querysets.CaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("case")
        verbose_name_plural = _("cases")
        ordering = ["opened_at", "pk"]
        indexes = [
            models.Index(fields=["group", "opened_at", "id"], condition=Q(closed_at=None), name="case_queue"),
            models.Index(
                fields=["opened_at", "id"],
                condition=Q(closed_at=None) & (Q(group=None) | Q(escalated_at__isnull=False)),
                name="case_queue_of_secretariat",
            ),
            models.Index(fields=["opened_at"], condition=Q(closed_at=None, reminded_at=None), name="case_to_remind_of"),
            models.Index(fields=["group", "author", "-closed_at"], name="case_record_of_author"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(about__in=["post", "title"], post__isnull=False, attachment=None, group__isnull=False)
                | Q(about="file", post__isnull=False, group__isnull=False)
                | Q(about="profile", post=None, attachment=None, group=None),
                name="case_is_about_one_thing",
            ),
            models.UniqueConstraint(
                fields=["post", "about"],
                condition=Q(closed_at=None, about__in=["post", "title"]),
                name="case_one_open_per_post",
            ),
            models.UniqueConstraint(
                fields=["attachment"], condition=Q(closed_at=None, about="file"), name="case_one_open_per_file"
            ),
            models.UniqueConstraint(
                fields=["author"], condition=Q(closed_at=None, about="profile"), name="case_one_open_per_profile"
            ),
            models.CheckConstraint(
                condition=Q(claimed_at=None, claimed_by=None) | Q(claimed_at__isnull=False, claimed_by__isnull=False),
                name="case_claimed_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(claimed_by=None) | ~Q(claimed_by=F("author")), name="case_not_claimed_by_its_author"
            ),
            models.CheckConstraint(
                condition=Q(escalated_at=None, escalated_by=None, escalation_note="")
                | Q(escalated_at__isnull=False, escalated_by__isnull=False),
                name="case_escalated_by_somebody",
            ),
        ]

    def __str__(self):
        return f"{self.get_about_display()} {self.pk}"

    def get_absolute_url(self):
        """Where it waits: the desk of its group, or that of the secretariat."""
        desk = reverse("desk", args=[self.group.slug]) if self.group else reverse("desk_alliance")
        return f"{desk}?case={self.pk}#case-{self.pk}"


class Flag(models.Model):
    """A member tells the leads that something should not stand as it does. Open as long as its case is.

    The sector is that of the day on which it was raised: the leads see which sector speaks, not who. So is the
    organisation, by which spam is told from a quarrel.
    """

    class Reason(models.TextChoices):
        OFF_TOPIC = "off_topic", _("Off topic")
        CONDUCT = "conduct", _("Conduct")
        CONFIDENTIAL = "confidential", _("Confidential")
        SPAM = "spam", _("Spam")
        OTHER = "other", _("Something else")

    case = models.ForeignKey(Case, models.PROTECT, related_name="flags", verbose_name=_("case"))
    raised_by = models.ForeignKey(Member, models.PROTECT, related_name="flags", verbose_name=_("raised by"))
    sector = models.ForeignKey(Sector, models.PROTECT, null=True, related_name="+", verbose_name=_("sector"))
    organisation = models.ForeignKey(
        "members.Organisation", models.PROTECT, null=True, related_name="+", verbose_name=_("organisation")
    )
    reason = models.CharField(_("reason"), max_length=16, choices=Reason.choices)
    note = models.TextField(_("what they said"), max_length=1000, blank=True)
    created_at = models.DateTimeField(_("raised"), default=timezone.now)

    objects = querysets.FlagQuerySet.as_manager()

    class Meta:
        verbose_name = _("flag")
        verbose_name_plural = _("flags")
        ordering = ["created_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["case", "raised_by"], name="flag_one_per_member_and_case"),
            models.CheckConstraint(condition=~Q(reason="other") | ~Q(note=""), name="flag_other_says_what"),
            models.CheckConstraint(
                condition=Q(reason__in=["off_topic", "conduct", "confidential", "spam", "other"]),
                name="flag_reason_known",
            ),
        ]

    def __str__(self):
        return f"{self.get_reason_display()}: {self.case}"

    def get_absolute_url(self):
        return reverse("my_flag", args=[self.pk])


class FlagAddition(models.Model):
    """What a member added to an own flag later."""

    flag = models.ForeignKey(Flag, models.CASCADE, related_name="additions", verbose_name=_("flag"))
    text = models.TextField(_("what they added"), max_length=1000)
    created_at = models.DateTimeField(_("added"), default=timezone.now)

    class Meta:
        verbose_name = _("addition to a flag")
        verbose_name_plural = _("additions to flags")
        ordering = ["created_at", "pk"]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="flag_addition_says_something")]

    def __str__(self):
        return f"{self.flag}, {self.pk}"

"""What a member is told of: that they were called, answered, decided upon, or that something happened in a group."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from members.models import Member
from workstreams.consensus.models import Objection
from workstreams.discussion.models import Post
from workstreams.groups.models import WorkingGroup
from workstreams.notices import querysets
from workstreams.notices.models.mails import Mailing
from workstreams.recommendations.models import Recommendation

#: All kinds; and those of which a member chooses whether they come.
KINDS = ["mention", "reply", "post", "thread", "decision", "group", "text", "waiting"]
OPTIONAL = [kind for kind in KINDS if kind != "decision"]


class Notice(models.Model):
    """One event for one member. It keeps no words: what it says is written when it is shown, from what stands then.

    `post` is what was said, or what was decided upon; `document` the text that it is about, and `objection` which one
    against it. `group` is that of an event without either: where a post or a text stands today is asked of it.
    `due_at`: until when something is asked of the member. `by_mail`: a mail is still to be planned for it; `mail`: the
    one that was, and no notice comes into a second one.
    """

    class Kind(models.TextChoices):
        MENTION = "mention", _("You were mentioned")
        REPLY = "reply", _("You were answered")
        POST = "post", _("A post in a thread that you watch")
        THREAD = "thread", _("A new thread in a group that you watch")
        DECISION = "decision", _("A decision about you")
        GROUP = "group", _("Something in a group of yours")
        TEXT = "text", _("A text that concerns you")
        WAITING = "waiting", _("Something that waits for you")

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
    document = models.ForeignKey(
        Recommendation, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("recommendation")
    )
    objection = models.ForeignKey(
        Objection, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("objection")
    )
    due_at = models.DateTimeField(_("asked until"), null=True, blank=True)
    happening = models.UUIDField(
        _("key of the event"), null=True, editable=False, help_text=_("One event tells a member once.")
    )
    created_at = models.DateTimeField(_("happened"), default=timezone.now)
    read_at = models.DateTimeField(_("read"), null=True, blank=True)
    by_mail = models.BooleanField(_("a mail is to be planned"), default=False)
    mail = models.ForeignKey(
        Mailing,
        models.SET_NULL,
        null=True,
        blank=True,
        db_index=False,
        related_name="notices",
        verbose_name=_("mail"),
    )

    objects = querysets.NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(fields=["recipient", "-created_at", "-id"], name="notice_by_recipient"),
            models.Index(fields=["recipient"], condition=Q(read_at=None), name="notice_not_read"),
            models.Index(fields=["created_at"], condition=Q(read_at__isnull=False), name="notice_to_clear"),
            models.Index(fields=["id"], condition=Q(by_mail=True), name="notice_to_mail"),
            models.Index(fields=["mail"], condition=Q(mail__isnull=False), name="notice_by_mail"),
        ]
        constraints = [
            # A post tells a member of itself once, for the strongest of its reasons.
            models.UniqueConstraint(
                fields=["recipient", "post"],
                condition=Q(kind__in=["mention", "reply", "post", "thread"]),
                name="notice_once_for_a_post",
            ),
            models.UniqueConstraint(
                fields=["recipient", "happening"],
                condition=Q(happening__isnull=False),
                name="notice_once_for_an_event",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=KINDS),
                name="notice_kind_known",
            ),
            models.CheckConstraint(
                condition=Q(objection=None) | Q(document__isnull=False), name="notice_of_an_objection_names_the_text"
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=["mention", "reply", "post", "thread"])
                | Q(post__isnull=False)
                | Q(kind="reply", event="comment_answered", document__isnull=False),
                name="notice_of_a_post_has_it",
            ),
        ]

    def __str__(self):
        return f"{self.recipient}: {self.get_kind_display()}"

    def get_absolute_url(self):
        return reverse("notice", args=[self.pk])


def mailed_at_first():
    return [kind.value for kind in Choice.MAILED]


class Choice(models.Model):
    """Of which kinds a member wants no notice, and which come by mail as well. Without a row: all come, and those of
    `MAILED` by mail. Decisions about oneself always do both."""

    OPTIONAL = [
        Notice.Kind.MENTION,
        Notice.Kind.REPLY,
        Notice.Kind.WAITING,
        Notice.Kind.POST,
        Notice.Kind.THREAD,
        Notice.Kind.GROUP,
        Notice.Kind.TEXT,
    ]
    MAILED = [Notice.Kind.MENTION, Notice.Kind.REPLY, Notice.Kind.WAITING]

    member = models.OneToOneField(Member, models.PROTECT, related_name="notice_choice", verbose_name=_("member"))
    unwanted = ArrayField(
        models.CharField(max_length=16), verbose_name=_("kinds that do not come"), default=list, blank=True
    )
    mailed = ArrayField(
        models.CharField(max_length=16), verbose_name=_("kinds that come by mail"), default=mailed_at_first, blank=True
    )

    objects = querysets.ChoiceQuerySet.as_manager()

    class Meta:
        verbose_name = _("choice of notices")
        verbose_name_plural = _("choices of notices")
        constraints = [
            models.CheckConstraint(
                condition=Q(unwanted__contained_by=OPTIONAL),
                name="choice_of_kinds_that_are_optional",
            ),
            models.CheckConstraint(
                condition=Q(mailed__contained_by=OPTIONAL),
                name="choice_of_kinds_that_come_by_mail",
            ),
        ]

    def __str__(self):
        return str(self.member)

    def comes_by_mail(self, kind):
        return kind == Notice.Kind.DECISION or kind in self.mailed


class Owed(models.Model):
    """Something of which members are still to be told. It is written with what happened and goes with what was told,
    so that a queue which loses its task loses no notice."""

    class What(models.TextChoices):
        SAID = "said", _("A post was said")
        CHANGED = "changed", _("The text of a post was changed")
        HAPPENED = "happened", _("Something happened in a group, or to a text")

    what = models.CharField(_("what happened"), max_length=16, choices=What.choices)
    post = models.ForeignKey(Post, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("post"))
    event = models.CharField(_("event"), max_length=40, blank=True)
    actor = models.ForeignKey(
        Member, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("caused by")
    )
    group = models.ForeignKey(
        WorkingGroup, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("working group")
    )
    document = models.ForeignKey(
        Recommendation, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("recommendation")
    )
    objection = models.ForeignKey(
        Objection, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("objection")
    )
    due_at = models.DateTimeField(_("asked until"), null=True, blank=True)
    happening = models.UUIDField(_("key of the event"), null=True, editable=False)
    created_at = models.DateTimeField(_("happened"), default=timezone.now)
    handed_out_at = models.DateTimeField(_("given to a worker"), default=timezone.now)
    attempts = models.PositiveSmallIntegerField(_("times given anew"), default=0)

    objects = querysets.OwedQuerySet.as_manager()

    class Meta:
        verbose_name = _("notice that is owed")
        verbose_name_plural = _("notices that are owed")
        constraints = [
            models.CheckConstraint(condition=Q(what__in=["said", "changed", "happened"]), name="owed_what_is_known"),
            models.CheckConstraint(
                condition=Q(what="happened", post=None, group__isnull=False, document=None, happening__isnull=False)
                | Q(what="happened", post=None, group=None, document__isnull=False, happening__isnull=False)
                | Q(what__in=["said", "changed"], post__isnull=False, group=None, document=None, happening=None),
                name="owed_says_of_what",
            ),
        ]

    def __str__(self):
        return f"{self.get_what_display()}: {self.pk}"

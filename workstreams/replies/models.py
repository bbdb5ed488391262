"""Mail that came to one of our addresses, until it became a post or was refused."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from members.models import Member
from workstreams.discussion.models import HeldPost, Post
from workstreams.replies import querysets


class Received(models.Model):
    """A mail that came in, once however often it is delivered. It is written down as it came before anybody is told
    that it was taken in, so that none is lost; what it says is read by a worker.

    `raw` goes once it is settled. `text` stays for a while with one that was refused: its writer gets it back.
    `reason` says why it was refused, in words for its writer, or ignored, in words for the secretariat.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        POSTED = "posted", _("Posted")
        HELD = "held", _("Waits for a lead")
        REFUSED = "refused", _("Refused")
        IGNORED = "ignored", _("Ignored")
        REPORT = "report", _("Told of mail that came back")
        FAILED = "failed", _("Failed")

    message_id = models.CharField(_("Message-ID"), max_length=255)
    envelope = models.CharField(_("address that it came to"), max_length=320, blank=True)
    sender = models.CharField(_("from"), max_length=254, blank=True)
    subject = models.CharField(_("subject"), max_length=200, blank=True)
    raw = models.BinaryField(_("the mail as it came"), null=True)
    text = models.TextField(_("text"), blank=True)
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.WAITING)
    reason = models.TextField(_("reason"), max_length=1000, blank=True)
    member = models.ForeignKey(
        Member, models.PROTECT, null=True, blank=True, related_name="received_mails", verbose_name=_("member")
    )
    answered = models.ForeignKey(
        Post, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("post that it answers")
    )
    post = models.ForeignKey(
        Post, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("what it became")
    )
    held = models.ForeignKey(
        HeldPost, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("text that waits")
    )
    came_at = models.DateTimeField(_("came"), default=timezone.now)
    not_before = models.DateTimeField(_("looked at from"), default=timezone.now)
    queued_at = models.DateTimeField(_("last given to a worker"), null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    settled_at = models.DateTimeField(_("settled"), null=True, blank=True)

    objects = querysets.ReceivedQuerySet.as_manager()

    class Meta:
        verbose_name = _("mail that came in")
        verbose_name_plural = _("mails that came in")
        ordering = ["-came_at", "-pk"]
        indexes = [
            models.Index(fields=["not_before"], condition=Q(state="waiting"), name="received_waiting"),
            models.Index(fields=["settled_at"], name="received_by_settling"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["message_id"], name="received_once"),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "posted", "held", "refused", "ignored", "report", "failed"]),
                name="received_state_known",
            ),
            models.CheckConstraint(
                condition=Q(state="waiting", settled_at=None) | (~Q(state="waiting") & Q(settled_at__isnull=False)),
                name="received_settled_at_a_moment",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["refused", "ignored", "failed"]) | ~Q(reason=""),
                name="received_not_posted_for_a_reason",
            ),
            models.CheckConstraint(
                condition=~Q(state="waiting") | Q(raw__isnull=False), name="received_kept_until_settled"
            ),
        ]

    def __str__(self):
        return f"{self.sender or '?'}, {self.came_at:%Y-%m-%d %H:%M} UTC: {self.get_state_display()}"

"""The mails that tell members of their notices."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from members.models import Member
from portal.postoffice.models import Outgoing
from workstreams.discussion.models import Thread
from workstreams.groups.models import WorkingGroup
from workstreams.notices import querysets


class Mailing(Outgoing):
    """One mail to one member about what happened in a thread; or, without a thread, in a group or with themselves. The
    notices that point to it are what it tells: those among them that are unread, and may still be read, when it goes.

    The first notice opens it. Until `not_before` others of the same matter join it; after that they open the next one.
    A summary takes what comes beyond the number of mails that a member gets in an hour, whatever it is about.
    """

    recipient = models.ForeignKey(Member, models.PROTECT, related_name="notice_mails", verbose_name=_("to"))
    thread = models.ForeignKey(
        Thread, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("thread")
    )
    group = models.ForeignKey(
        WorkingGroup, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("working group")
    )
    is_summary = models.BooleanField(_("a summary"), default=False)

    objects = querysets.MailingQuerySet.as_manager()

    class Meta(Outgoing.Meta):
        abstract = False
        verbose_name = _("mail of notices")
        verbose_name_plural = _("mails of notices")
        ordering = ["-planned_at", "-pk"]
        indexes = [
            *Outgoing.Meta.indexes,
            models.Index(fields=["recipient", "-not_before"], name="mailing_by_recipient"),
        ]

    def __str__(self):
        return f"{self.recipient}, {self.planned_at:%Y-%m-%d %H:%M} UTC: {self.get_state_display()}"

    @property
    def matter(self):
        """What it is about: notices of the same matter join it while it waits."""
        return "summary" if self.is_summary else (self.thread_id, self.group_id)

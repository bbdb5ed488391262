"""Putting notices into mails. The clock does it; running it twice, or on several machines, tells nothing twice."""

from collections import defaultdict
from datetime import timedelta

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from workstreams.notices.models import Mailing, Notice

AT_ONCE = 1000
HOUR = timedelta(hours=1)
#: Who plans holds this, so that two who plan at the same moment do not open two mails of one matter.
PLANNING_LOCK = 0x6E6F7469


def plan_mails(*, now=None):
    """Give every notice that is to come by mail its place in one. Returns how many found theirs."""
    planned = 0
    while some := _plan_some(now or timezone.now()):
        planned += some
    return planned


@transaction.atomic
def _plan_some(now):
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [PLANNING_LOCK])
        if not cursor.fetchone()[0]:
            return 0
    # Never waited for: one that somebody reads at this moment is there again in the next round.
    waiting = Notice.objects.to_mail().select_for_update(of=["self"], skip_locked=True, no_key=True)
    waiting = (
        waiting.order_by("pk")
        .select_related("post")
        .only("recipient", "group", "created_at", "read_at", "post__thread")
    )
    notices = list(waiting[:AT_ONCE])
    share = _Share({notice.recipient_id for notice in notices}, now)
    for notice in notices:
        notice.by_mail = False
        if notice.read_at is None:
            notice.mail = share.mail_for(notice)
    Mailing.objects.bulk_create(share.new)
    Notice.objects.bulk_update(notices, ["by_mail", "mail"], batch_size=500)
    return len(notices)


class _Share:
    """The mails that some members have of an hour, and those that are open to more notices: locked, so that no worker
    is told of them before what joins them is written."""

    def __init__(self, members, now):
        self.now = now
        self.new = []
        self.open = defaultdict(dict)
        mails = Mailing.objects.filter(recipient__in=members)
        for mailing in mails.open(now).select_for_update(no_key=True).order_by("pk"):
            self.open[mailing.recipient_id][mailing.matter] = mailing
        self.moments = defaultdict(list)
        counted = mails.counted(now - HOUR).order_by("not_before")
        for member, moment in counted.values_list("recipient", "not_before"):
            self.moments[member].append(moment)

    def mail_for(self, notice):
        """The open mail of the same matter; or the summary of those who have had their share; or a new one."""
        mine = self.open[notice.recipient_id]
        thread = notice.post.thread_id if notice.post else None
        matter = thread, None if thread else notice.group_id
        if found := mine.get(matter) or mine.get("summary"):
            return found
        moments = self.moments[notice.recipient_id]
        goes_at = max(notice.created_at + timedelta(minutes=settings.NOTICE_MAIL_MINUTES), self.now)
        if len(moments) < settings.NOTICE_MAILS_AN_HOUR:
            made = Mailing(recipient_id=notice.recipient_id, thread_id=matter[0], group_id=matter[1])
        else:
            made = Mailing(recipient_id=notice.recipient_id, is_summary=True)
            goes_at = max(goes_at, moments[0] + HOUR)
        made.not_before = goes_at
        moments.append(goes_at)
        self.new.append(made)
        mine[made.matter] = made
        return made

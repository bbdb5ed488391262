"""The mail of notices, with invented content (see portal.postoffice.samples). Nothing is written."""

from datetime import timedelta
from functools import partial
from types import SimpleNamespace

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from members.models import Member
from members.samples import SOMEBODY
from portal import mail
from portal.postoffice.samples import Sample
from workstreams.groups.samples import invented_group
from workstreams.notices import emails
from workstreams.notices.contents import Told
from workstreams.notices.models import Mailing, Notice
from workstreams.recommendations.models import Recommendation


def mails():
    """One that tells of two posts in a thread, and one that reminds of a call and tells of an objection."""
    yield Sample("email/notices", _("To a member who was mentioned, or answered"), _written)
    yield Sample("email/notices", _("To a member of whom a text asks something"), _of_texts, "texts")


def _of_texts():
    asked = Notice(pk=0, kind="waiting", event="consensus_call_ends", due_at=timezone.now() + timedelta(days=7))
    raised = Notice(pk=0, kind="waiting", event="objection_raised", actor=Member(name="Kenji Morimoto"))
    title = _("Graded access to frontier models")
    for notice in (asked, raised):
        notice.document, notice.may_answer = Recommendation(pk=0, title=title, group=invented_group()), False
    member = Member(pk=0, name="Ana Quispe", email=SOMEBODY, time_zone="America/Lima")
    told = [Told(notice, [], is_cut=False) for notice in (asked, raised)]
    return emails.notices(Mailing(recipient=member), told)


def _written():
    group, sector = SimpleNamespace(name=_("Graded model access")), SimpleNamespace(name=_("Academia and technical"))
    thread = SimpleNamespace(title=_("Who may see full weights"), group=group, get_absolute_url="/workstreams/")
    post = SimpleNamespace(sector=sector, organisation=None, thread=thread)
    items = [
        SimpleNamespace(
            told=SimpleNamespace(
                notice=SimpleNamespace(post=post, event="", created_at=timezone.now()),
                paragraphs=[_("Thirty days are enough for a first answer.")],
                is_cut=False,
            ),
            sentence=sentence,
            url="/workstreams/",
            answer="",
            answer_url="",
        )
        for sentence in (_("Kenji Morimoto mentioned you"), _("Mei-Ling Chow replied to you"))
    ]
    context = {
        "headline": _("2 things concern you"),
        "sections": [SimpleNamespace(thread=thread, items=items, mute_url="/notices/")],
        "thread": thread,
        "settings_url": "/notices/settings/",
        "stop_url": "/notices/",
    }
    subject = f"{thread.title} ({group.name})"
    headers = {"List-Id": mail.list_id(settings.ALLIANCE_NAME, "notices")}
    return partial(mail.message, headers=headers, unsubscribe="/notices/")("notices", SOMEBODY, subject, context)

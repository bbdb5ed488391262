"""The mail of notices, with invented content (see portal.postoffice.samples). Nothing is written."""

from functools import partial
from types import SimpleNamespace

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from members.samples import SOMEBODY
from portal import mail
from portal.postoffice.samples import Sample


def mails():
    """One that tells of two posts in a thread."""
    yield Sample("email/notices", _("To a member who was mentioned, or answered"), _written)


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

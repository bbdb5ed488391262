"""Notices as a message."""

from dataclasses import dataclass
from urllib.parse import quote

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal import mail
from workstreams.discussion.models import Thread
from workstreams.notices import rows, tokens
from workstreams.notices.contents import Told
from workstreams.replies.addresses import address_for


@dataclass(frozen=True)
class Item:
    """What email/notices draws of one notice. `answer`: the address that answers it by mail, "" where none does."""

    told: Told
    sentence: str
    url: str
    answer: str
    answer_url: str


@dataclass(frozen=True)
class Section:
    """The notices of one thread; `thread` is None for those of none."""

    thread: Thread | None
    items: list
    mute_url: str


def notices(mailing, told):
    """The mail of what is `told`, for its recipient, in their language and time zone.

    In a mail program it stands with the earlier mails of the same thread. Answered, it answers the last post that it
    tells; where it tells of more than one thread, each post has an address of its own.
    """
    member = mailing.recipient
    with mail.written_for(member):
        sections = _sections(member, told)
        first = sections[0]
        thread = first.thread if len(sections) == 1 else None
        stop_url = reverse("notice_mails_stop", args=[tokens.stop_token(member)])
        answer = thread and next((item.answer for item in reversed(first.items) if item.answer), "")
        return mail.message(
            "notices",
            to=member.email,
            subject=_subject(mailing, sections),
            context={
                "headline": _headline(sections),
                "sections": sections,
                "thread": thread,
                "is_answered_by_mail": bool(answer),
                "has_answers": any(item.answer for section in sections for item in section.items),
                "is_one": len(told) == 1,
                "settings_url": reverse("notice_settings"),
                "stop_url": stop_url,
            },
            reply_to=answer or None,
            unsubscribe=stop_url,
            headers=_headers(mailing, thread),
        )


def _sections(member, told):
    by_thread = {}
    for one in told:
        thread = one.notice.post.thread if one.notice.post else None
        by_thread.setdefault(thread, []).append(_item(member, one))
    return [
        Section(thread, items, thread and reverse("notice_mute", args=[tokens.mute_token(member, thread)]) or "")
        for thread, items in by_thread.items()
    ]


def _item(member, told):
    notice = told.notice
    answer = address_for(member.pk, notice.post_id) if notice.may_answer else ""
    subject = quote(f"Re: {notice.post.thread.title}") if answer else ""
    return Item(
        told=told,
        sentence=rows.sentence(notice),
        url=_url(notice),
        answer=answer,
        answer_url=f"mailto:{answer}?subject={subject}" if answer else "",
    )


def _url(notice):
    if notice.document:
        # Where it leads then, a call or a version, is asked when it is opened.
        return notice.get_absolute_url()
    return notice.post.get_absolute_url() if notice.post_id and not notice.event else rows.target(notice)


def _subject(mailing, sections):
    """The same for every mail of a thread, for many mail programs put together what is called alike."""
    if len(sections) == 1 and sections[0].thread:
        thread = sections[0].thread
        subject = _("%(thread)s (%(group)s)") % {"thread": thread.title, "group": thread.group.name}
        return f"Re: {subject}" if mailing.earlier else subject
    return _headline(sections)


def _headline(sections):
    items = [item for section in sections for item in section.items]
    if len(items) == 1:
        return items[0].sentence
    said = ngettext("%(n)d thing concerns you", "%(n)d things concern you", len(items)) % {"n": len(items)}
    if len(sections) == 1:
        return said
    # Translators: "7 things concern you in 3 places"
    return ngettext("%(said)s in %(n)d place", "%(said)s in %(n)d places", len(sections)) % {
        "said": said,
        "n": len(sections),
    }


def _headers(mailing, thread):
    headers = {"Message-ID": mailing.own_message_id}
    if thread is None:
        return headers | {"List-Id": mail.list_id(settings.ALLIANCE_NAME, "notices")}
    # The thread itself was never a mail: its name keeps together what is told of it where the first mail is gone.
    begin = f"<thread-{thread.pk}@{mail.domain()}>"
    earlier = list(reversed(mailing.earlier))
    return headers | {
        "List-Id": mail.list_id(thread.group.name, thread.group.slug),
        "List-Archive": f"<{mail.absolute(thread.get_absolute_url())}>",
        "In-Reply-To": (earlier or [begin])[-1],
        "References": " ".join([begin, *earlier]),
    }

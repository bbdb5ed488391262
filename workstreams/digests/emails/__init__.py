"""Digests as messages, for a batch of them: see pieces."""

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape
from django.utils.safestring import mark_safe

from portal import mail
from portal.stencils import hole
from workstreams.digests import wording
from workstreams.digests.emails.pieces import Sheet
from workstreams.digests.emails.subjects import subject
from workstreams.digests.models import Subscription
from workstreams.digests.tokens import choosing_token, stopping_token
from workstreams.replies.addresses import address_for

__all__ = ["digest", "digests"]


def digest(row, news):
    """One digest as a message."""
    return digests([(row, news)])[row.pk]


def digests(told):
    """{number: message} of pairs of a Digest and its News, each in its reader's language and time zone."""
    sheet = Sheet()
    outlines = []
    for row, news in told:
        with mail.written_for(row.subscription.member):
            outlines.append(_outline(row, news, sheet))
    sheet.draw()
    return {row.pk: _message(row, outline, sheet) for (row, _news), outline in zip(told, outlines, strict=True)}


def _outline(row, news, sheet):
    """The keys of a mail's pieces, and its subject."""
    zone = timezone.get_current_timezone_name()
    signs, frequency = _signs(news), Subscription.Frequency
    is_daily = row.subscription.frequency == frequency.DAILY
    is_daily = is_daily or (not row.covers_all and row.subscription.cadence == frequency.DAILY)
    key = sheet.key
    window = row.window_from, row.window_to, row.is_last, news.is_empty
    content = [key("needs", news.matters, zone)] if news.matters else []
    for group in news.groups:
        head = group.name, group.gives_texts, group.thread_count
        content.append(key("group", head))
        content += [
            key("thread", thread, signs, sectors=news.sectors, **_voices(thread, news)) for thread in group.threads
        ]
        content.append(key("group_end", (group.slug, group.number, group.more), stop=hole(f"stop_{group.number}")))
    content += [key("section", section) for section in news.sections]
    content += [key("searches", news.searches)] if news.searches else []
    rhythm = wording.in_a_sentence(row.subscription, is_daily)
    foot = rhythm, news.seats, news.silent
    return {
        "frame": sheet.frame_key(),
        "lede": key("lede", window, zone, name=hole("name")),
        "content": content,
        "foot": key("foot", foot, choose=hole("choose"), stop=hole("stop")),
        "subject": mail.one_line(subject(news, is_daily=is_daily, is_last=row.is_last)),
    }


def _signs(news):
    return tuple((sector.pk, str(sector), sector.mark) for sector in news.sectors)


def _voices(thread, news):
    """The names of the sectors that spoke in a thread, and where an answer to each of its posts goes."""
    return {
        "voices": [str(sector) for sector in news.sectors if sector.pk in thread.spoke],
        "posts": [(said, hole(f"reply_{said.post}")) for said in thread.said],
    }


class _Personal(dict):
    """What fills the holes of a member's mail, most of it made when it is asked for."""

    def __init__(self, row, known):
        super().__init__(known)
        self._row = row

    def __missing__(self, name):
        kind, _line, number = name.partition("_")
        subscription = self._row.subscription
        if kind == "reply":
            value = address_for(subscription.member_id, int(number))
        elif kind == "choose":
            value = mail.absolute(reverse("digest_choices", args=[choosing_token(subscription.pk)]))
        else:
            value = _stopping(subscription, int(number or 0) or None)
        self[name] = mark_safe(value)  # noqa: S308 - signs of our own, none of which HTML reads
        return self[name]


def _stopping(subscription, group=None):
    return mail.absolute(reverse("digest_unsubscribe", args=[stopping_token(subscription.pk, group)]))


def _message(row, outline, sheet):
    member = row.subscription.member
    return mail.assembled(
        member.email,
        outline["subject"],
        _filled(row, outline, sheet, "text").strip() + "\n",
        _filled(row, outline, sheet, "html"),
        headers={
            "List-Unsubscribe": f"<{_stopping(row.subscription, _only_group(row))}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            "List-Id": mail.list_id(f"{settings.ALLIANCE_NAME} digest", "digest"),
        },
    )


def _only_group(row):
    """The group that a digest tells of alone, which is what its reader's mail program then stops."""
    if row.covers_all:
        return None
    told = [part.group_id for part in row.parts.all() if part.window_from]
    return told[0] if len(told) == 1 else None


def _filled(row, outline, sheet, part):
    escaped = escape if part == "html" else str
    names = {"subject": outline["subject"], "name": row.subscription.member.name}
    personal = _Personal(row, {name: mark_safe(escaped(said)) for name, said in names.items()})  # noqa: S308 - escaped where HTML reads it

    def piece(key):
        return getattr(sheet[key], part).fill(personal)

    personal["lede"], personal["foot"] = piece(outline["lede"]), piece(outline["foot"])
    between = "" if part == "html" else "\n\n\n"
    personal["content"] = mark_safe(between.join(map(piece, outline["content"])))  # noqa: S308 - pieces
    return piece(outline["frame"])

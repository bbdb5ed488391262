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
    where = _addresses()
    return {row.pk: _message(row, outline, sheet, where) for (row, _news), outline in zip(told, outlines, strict=True)}


def _outline(row, news, sheet):
    """The keys of a mail's pieces, and its subject."""
    zone = timezone.get_current_timezone_name()
    is_daily = _is_daily(row)
    window = row.window_from, row.window_to, row.is_last, news.is_empty
    content = [sheet.key("needs", news.needs, zone)] if news.needs else []
    for group in news.groups:
        content += _group(group, news, sheet)
    content += [sheet.key("section", section, zone) for section in news.sections]
    content += [sheet.key("searches", news.searches)] if news.searches else []
    foot = wording.in_a_sentence(row.subscription, is_daily), news.seats, news.silent
    return {
        "frame": sheet.frame_key(),
        "lede": sheet.key("lede", window, zone, context=lambda: {"name": hole("name")}),
        "content": content,
        "foot": sheet.key("foot", foot, context=lambda: {"choose": hole("choose"), "stop": hole("stop")}),
        "subject": mail.one_line(subject(news, is_daily=is_daily, at=row.window_to, is_last=row.is_last)),
    }


def _is_daily(row):
    """Whether a digest is one of a day: of everything, or of groups that come more often."""
    frequency = row.subscription.frequency if row.covers_all else row.subscription.cadence
    return frequency == Subscription.Frequency.DAILY


def _group(group, news, sheet):
    yield sheet.key("group", (group.name, group.gives_texts, group.thread_count))
    for thread in group.threads:
        yield sheet.key("thread", thread, news.sectors, context=lambda thread=thread: _voices(thread, news))
    end = group.slug, group.number, group.more
    yield sheet.key("group_end", end, context=lambda: {"stop": hole(f"stop_{group.number}")})


def _voices(thread, news):
    """The sectors, the names of those that spoke in a thread, and where an answer to each of its posts goes."""
    return {
        "sectors": news.sectors,
        "voices": [sector.name for sector in news.sectors if sector.pk in thread.spoke],
        "posts": [(said, hole(f"reply_{said.post}")) for said in thread.said],
    }


def _addresses():
    """The addresses that hold a signed word, with "0" in its place: they are many, and differ in that word alone."""
    return {
        kind: mail.absolute(reverse(name, args=["0"])).removesuffix("0/")
        for kind, name in (("choose", "digest_choices"), ("stop", "digest_unsubscribe"))
    }


class _Personal(dict):
    """What fills the holes of a member's mail, made when it is asked for."""

    def __init__(self, row, where):
        super().__init__()
        self._subscription, self._where = row.subscription, where

    def __missing__(self, name):
        kind, _line, number = name.partition("_")
        # Signs of our own, none of which HTML reads.
        self[name] = mark_safe(self._made(kind, int(number) if number else None))  # noqa: S308
        return self[name]

    def _made(self, kind, number):
        if kind == "reply":
            return address_for(self._subscription.member_id, number)
        if kind == "choose":
            return f"{self._where[kind]}{choosing_token(self._subscription.pk)}/"
        return f"{self._where[kind]}{stopping_token(self._subscription.pk, number)}/"


def _message(row, outline, sheet, where):
    personal = _Personal(row, where)
    only = _only_group(row)
    text = _filled(row, outline, sheet, "text", personal)
    return mail.assembled(
        row.subscription.member.email,
        outline["subject"],
        text.strip() + "\n",
        _filled(row, outline, sheet, "html", personal),
        headers={
            "List-Unsubscribe": f"<{personal[f'stop_{only}' if only else 'stop']}>",
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


def _filled(row, outline, sheet, part, personal):
    escaped = escape if part == "html" else str
    for name, said in (("subject", outline["subject"]), ("name", row.subscription.member.name)):
        personal[name] = mark_safe(escaped(said))  # noqa: S308 - escaped where HTML reads it

    def piece(key):
        return getattr(sheet[key], part).fill(personal)

    personal["lede"], personal["foot"] = piece(outline["lede"]), piece(outline["foot"])
    between = "" if part == "html" else "\n\n\n"
    personal["content"] = mark_safe(between.join(map(piece, outline["content"])))  # noqa: S308 - pieces
    return piece(outline["frame"])

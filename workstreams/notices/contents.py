"""What a mail of notices tells: read for many mails together, with the rights that each recipient has by now."""

from collections import defaultdict
from dataclasses import dataclass

from django.utils.translation import gettext as _

from workstreams.discussion.models import Following
from workstreams.markup.sanitising import paragraphs
from workstreams.notices.models import Choice, Notice
from workstreams.notices.querysets import OF_WORDS

CHARACTERS = 4000  # of each post, near enough


@dataclass(frozen=True)
class Told:
    """A notice, and of the post that it tells as many whole paragraphs as a mail has room for: none where the group
    keeps its texts out of mail."""

    notice: Notice
    paragraphs: list
    is_cut: bool


def of_mails(mailings):
    """What each of these mails tells: {number: [Told]}; and why there is nothing in those that tell nothing, in words
    for the secretariat: {number: reason}. The mails came `for_composing()`. Two queries, however many they are."""
    choices = Choice.objects.in_bulk([mailing.recipient_id for mailing in mailings], field_name="member_id")
    of_mail = defaultdict(list)
    for notice in Notice.objects.for_mails([mailing.pk for mailing in mailings]):
        of_mail[notice.mail_id].append(notice)
    told, reasons = {}, {}
    for mailing in mailings:
        choice = choices.get(mailing.recipient_id) or Choice(member=mailing.recipient)
        left = [notice for notice in of_mail[mailing.pk] if not _why_not(notice, choice)]
        if reason := _why_nobody(mailing):
            reasons[mailing.pk] = reason
        elif left:
            told[mailing.pk] = [_told(notice) for notice in left]
        else:
            whys = [_why_not(notice, choice) for notice in of_mail[mailing.pk]]
            reasons[mailing.pk] = whys[0] if whys else _("What it told of is gone.")
    return told, reasons


def _why_nobody(mailing):
    member = mailing.recipient
    if not member.is_active:
        return _("The account may not sign in.")
    if not mailing.takes_part:
        return _("The membership is not active.")
    if not member.email:
        return _("There is no e-mail address.")
    return "" if mailing.is_confirmed else _("The e-mail address is not confirmed.")


def _why_not(notice, choice):
    if notice.read_at:
        return _("It was read on the site.")
    if not notice.is_seen:
        return _("What it told of is out of the member's sight.")
    if notice.kind in OF_WORDS and notice.level == Following.Level.MUTED:
        return _("The member muted it.")
    if notice.kind in choice.unwanted or not choice.comes_by_mail(notice.kind):
        return _("The member wants no mail of this kind.")
    return ""


def _told(notice):
    said = paragraphs(notice.shown_html, quoted=False) or paragraphs(notice.shown_html)
    kept, room = [], CHARACTERS
    for paragraph in said:
        if kept and len(paragraph) > room:
            break
        kept.append(paragraph if len(paragraph) <= room else paragraph[:room].rsplit(" ", 1)[0] + " …")
        room -= len(paragraph)
    return Told(notice, kept, is_cut=kept != said)

"""The digest as a message."""

from email.utils import formataddr, parseaddr

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal import mail
from workstreams.digests import periods, wording
from workstreams.digests.tokens import token_of


def digest(digest, news):
    """What is new, for the digest's member, in their time zone.

    The Message-ID is the row's own: should a mail be handed over twice, mail servers and readers know it for the same.
    """
    subscription = digest.subscription
    with timezone.override(periods.zone(subscription.member.time_zone)), translation.override(settings.LANGUAGE_CODE):
        unsubscribe = reverse("digest_unsubscribe", args=[token_of(subscription)])
        return mail.message(
            "digest",
            to=subscription.member.email,
            subject=_subject(subscription, news),
            context={
                "member": subscription.member,
                "digest": digest,
                "news": news,
                "rhythm": wording.in_a_sentence(subscription),
                "settings_url": reverse("digest_settings"),
                "unsubscribe_url": unsubscribe,
            },
            unsubscribe=unsubscribe,
            headers={
                "Message-ID": digest.own_message_id,
                "List-Id": formataddr((f"{settings.ALLIANCE_NAME} digest", f"digest.{_domain()}")),
            },
        )


def _subject(subscription, news):
    """What it is about: "Your week: 1 decision waits for you, 3 threads in 2 groups"."""
    parts = []
    if waiting := news.matter_count:
        parts.append(ngettext("%(n)d decision waits for you", "%(n)d decisions wait for you", waiting) % {"n": waiting})
    if news.groups:
        threads = ngettext("%(n)d thread", "%(n)d threads", news.thread_count) % {"n": news.thread_count}
        groups = ngettext("%(n)d group", "%(n)d groups", len(news.groups)) % {"n": len(news.groups)}
        # Translators: "3 threads in 2 groups"
        parts.append(_("%(threads)s in %(groups)s") % {"threads": threads, "groups": groups})
    if news.searches and not news.groups:
        found = len(news.searches)
        parts.append(ngettext("news in %(n)d search", "news in %(n)d searches", found) % {"n": found})
    is_daily = subscription.frequency == subscription.Frequency.DAILY
    return (_("Your day: %(news)s") if is_daily else _("Your week: %(news)s")) % {"news": ", ".join(parts)}


def _domain():
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"

"""The outbox of digests: each member gets one for a period, whatever is killed, restarted or run twice (see
portal.postoffice.delivery and docs/decisions/0003-digests.md)."""

from django.utils.translation import gettext as _

from portal.postoffice.delivery import Outbox, Skip
from workstreams.digests import audience, contents, emails
from workstreams.digests.models import Digest, GroupSubscription, Subscription


def compose(digests):
    """{id: message, or Skip} of digests, with the rights of this moment."""
    made = {}
    for digest in Digest.objects.for_composing([digest.pk for digest in digests]):
        made[digest.pk] = _composed(digest)
    return made


def _composed(digest):
    if reason := audience.why_not(digest.subscription):
        return Skip(reason)
    news = contents.collect(digest.subscription.member, digest.window_from, digest.window_to)
    if news.is_empty:
        return Skip(_("Nothing new."))
    return emails.digest(digest, news)


def preview(digest):
    """What `compose` makes of a digest that is no row yet (see overview.next_digest): a message, or Skip."""
    return _composed(digest)


def settled(digest):
    """What never arrived comes with the next digest, unless that is planned already: of all, and of each group."""
    if digest.state != Digest.State.FAILED:
        return
    if digest.covers_all:
        Subscription.objects.filter(pk=digest.subscription_id, covered_until=digest.window_to).update(
            covered_until=digest.window_from
        )
    for part in digest.parts.exclude(window_from=None):
        GroupSubscription.objects.filter(
            subscription=digest.subscription_id, group=part.group_id, covered_until=digest.window_to
        ).update(covered_until=part.window_from)


OUTBOX = Outbox(model=Digest, compose=compose, settled=settled)

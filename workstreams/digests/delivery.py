"""The outbox of digests: each member gets one for a period, whatever is killed, restarted or run twice (see
portal.postoffice.delivery and docs/decisions/0003-digests.md)."""

from django.utils.translation import gettext as _

from portal.postoffice.delivery import Outbox, Skip
from workstreams.digests import audience, contents, emails
from workstreams.digests.models import Digest, GroupSubscription, Subscription


def compose(digests):
    """{id: message, or Skip} of digests, with the rights of this moment. As many queries for one as for all."""
    return _composed(list(Digest.objects.for_composing([digest.pk for digest in digests])))


def preview(digest):
    """What `compose` makes of a digest that is no row yet (see overview.next_digest): a message, or Skip."""
    return _composed([digest])[digest.pk]


def _composed(digests):
    reasons = audience.reasons([digest.subscription for digest in digests])
    made = {digest.pk: Skip(reasons[digest.subscription]) for digest in digests if digest.subscription in reasons}
    wanted = [digest for digest in digests if digest.pk not in made]
    told = []
    for digest, news in zip(wanted, contents.collect([_wish(digest) for digest in wanted]), strict=True):
        if news.is_empty and not digest.is_last:
            made[digest.pk] = Skip(_("Nothing new."))
        else:
            told.append((digest, news))
    return made | emails.digests(told)


def _wish(digest):
    return contents.Wish(
        member=digest.subscription.member,
        since=digest.window_from,
        until=digest.window_to,
        parts={part.group_id: part.window_from for part in digest.parts.all()},
        covers_all=digest.covers_all,
    )


def settled(digest):
    """What never arrived comes with the next digest, unless that is planned already: of all, and of each group. Where
    staff send it once more and it arrives, it does not."""
    if digest.state == Digest.State.FAILED:
        _tell_until(digest, lambda since: (digest.window_to, since))
    elif digest.state == Digest.State.SENT and digest.copy:
        _tell_until(digest, lambda since: (since, digest.window_to))


def _tell_until(digest, step):
    """Move the end of what is told, `step(where the digest begins)` being (from, to): of all, and of each group."""
    chosen = GroupSubscription.objects.filter(subscription=digest.subscription_id)
    parts = dict(digest.parts.values_list("group", "window_from"))
    if digest.covers_all:
        before, then = step(digest.window_from)
        Subscription.objects.filter(pk=digest.subscription_id, covered_until=before).update(covered_until=then)
        # Groups for which something else was chosen after it was planned.
        chosen.filter(covered_until=before).exclude(group__in=parts).update(covered_until=then)
    for group, since in parts.items():
        if since:
            before, then = step(since)
            chosen.filter(group=group, covered_until=before).update(covered_until=then)


# So many are composed well within the moment for which what was composed goes out (delivery.sending.FRESH).
OUTBOX = Outbox(model=Digest, compose=compose, batch=200, settled=settled, patient=True)

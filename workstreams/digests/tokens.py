"""The signed words in the addresses that a digest carries: each names a subscription and needs no sign-in.

The one that stops digests does not expire, for a mail may be read years later, and it opens nothing but the choice of
getting no more. The one that opens all choices names the member's groups, and holds until the next digest or two.
"""

from datetime import timedelta

from django.core import signing

from workstreams.digests.models import Subscription
from workstreams.groups.models import WorkingGroup

STOPPING = "workstreams.digests.unsubscribe"
CHOOSING = "workstreams.digests.choosing"
CHOOSING_LASTS = timedelta(days=16)


class Expired(LookupError):
    """We signed it, too long ago."""


def token_of(subscription, group=None):
    """What stops all digests of a subscription, or those of one group."""
    return stopping_token(subscription.pk, group and group.pk)


def stopping_token(subscription_id, group_id=None):
    """The same from numbers, where no rows are at hand."""
    return signing.Signer(salt=STOPPING).sign(f"{subscription_id}-{group_id}" if group_id else str(subscription_id))


def choosing_token(subscription_id):
    """What opens the choices of a subscription, for CHOOSING_LASTS from now."""
    return signing.TimestampSigner(salt=CHOOSING).sign(str(subscription_id))


def subscription_of(token):
    """The subscription whose digests a token stops. Raises LookupError for a token that we did not sign, or not
    whole."""
    return stopped_by(token)[0]


def stopped_by(token):
    """The subscription that a token names, and the group, None for all. Raises LookupError as above, and where the
    group is no more, or out of the member's sight: the page names it, and a mail may be passed on."""
    try:
        number, _dash, group = signing.Signer(salt=STOPPING).unsign(token).partition("-")
    except signing.BadSignature as problem:
        raise LookupError(token) from problem
    subscription = _subscription(number)
    return subscription, _group(group, subscription.member) if group else None


def chosen_by(token):
    """The subscription whose choices a token opens. Raises Expired, or LookupError for one that we did not sign."""
    try:
        number = signing.TimestampSigner(salt=CHOOSING).unsign(token, max_age=CHOOSING_LASTS)
    except signing.SignatureExpired as problem:
        raise Expired(token) from problem
    except signing.BadSignature as problem:
        raise LookupError(token) from problem
    return _subscription(number)


def masked(address):
    """An address so that its owner knows it and nobody else learns it: "l…@example.org"."""
    name, _at, domain = (address or "").rpartition("@")
    return f"{name[:1]}…@{domain}"


def _subscription(number):
    subscription = Subscription.objects.select_related("member__membership").filter(pk=number).first()
    if subscription is None:
        raise LookupError(number)
    return subscription


def _group(number, member):
    group = WorkingGroup.objects.visible_to(member).filter(pk=number).first()
    if group is None:
        raise LookupError(number)
    return group

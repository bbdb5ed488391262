"""The signed word in each mail's unsubscribe address: it names a subscription and needs no sign-in.

It does not expire, for a mail may be read years later, and it opens nothing but the choice of getting no more.
"""

from django.core import signing

from workstreams.digests.models import Subscription

SALT = "workstreams.digests.unsubscribe"


def token_of(subscription):
    return signing.Signer(salt=SALT).sign(subscription.pk)


def subscription_of(token):
    """The subscription that a token names. Raises LookupError for a token that we did not sign, or not whole."""
    try:
        key = signing.Signer(salt=SALT).unsign(token)
    except signing.BadSignature as problem:
        raise LookupError(token) from problem
    subscription = Subscription.objects.select_related("member__membership").filter(pk=key).first()
    if subscription is None:
        raise LookupError(token)
    return subscription


def masked(address):
    """An address so that its owner knows it and nobody else learns it: "l…@example.org"."""
    name, _at, domain = (address or "").rpartition("@")
    return f"{name[:1]}…@{domain}"

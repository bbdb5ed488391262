"""The signed words in the addresses that a mail of notices carries: one mutes a thread, one stops these mails. Neither
needs a sign-in.

They do not expire, for a mail may be read years later, and they open nothing but the choice of getting less.
"""

from django.core import signing

from members.models import Member
from workstreams.discussion.models import Thread

MUTE = "workstreams.notices.mute"
STOP = "workstreams.notices.stop"


def mute_token(member, thread):
    return signing.Signer(salt=MUTE).sign(f"{member.pk}.{thread.pk}")


def stop_token(member):
    return signing.Signer(salt=STOP).sign(member.pk)


def opened_mute(token):
    """The member and the thread. Raises LookupError for a token that we did not sign, or not whole, and where the
    member does not see the thread any more."""
    numbers = _unsigned(MUTE, token).split(".")
    member = _member(numbers[0])
    thread = Thread.objects.visible_to(member).select_related("group").filter(pk=numbers[1]).first()
    if thread is None:
        raise LookupError(token)
    return member, thread


def opened_stop(token):
    """The member. Raises LookupError for a token that we did not sign, or not whole."""
    return _member(_unsigned(STOP, token))


def _unsigned(salt, token):
    try:
        return signing.Signer(salt=salt).unsign(token)
    except signing.BadSignature as problem:
        raise LookupError(token) from problem


def _member(number):
    member = Member.objects.select_related("membership").filter(pk=number, is_active=True).first()
    if member is None:
        raise LookupError(number)
    return member

"""Who gets a digest. Asked when one is planned and, for the answer may change, again when it is sent."""

from datetime import timedelta

from allauth.account.models import EmailAddress
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext as _

from members.models import Member
from workstreams.digests.models import Subscription
from workstreams.discussion.models import Post, ReadMark

# Whoever has not come for so long gets one last digest, and none until they come.
AWAY = timedelta(days=180)


def reachable():
    """Members who take part in the alliance and have confirmed the address that we would write to."""
    return Member.objects.active_in_alliance().filter(
        email__isnull=False, emailaddress__verified=True, emailaddress__email__iexact=F("email")
    )


def reasons(subscriptions):
    """Why members get no digest now, in words for the secretariat: {subscription: reason} of those who get none. One
    query."""
    members = [subscription.member for subscription in subscriptions]
    confirmed = EmailAddress.objects.filter(user__in=members, verified=True).values_list("user", "email")
    confirmed = {(user, address.lower()) for user, address in confirmed}
    found = {subscription: _why_not(subscription, confirmed) for subscription in subscriptions}
    return {subscription: reason for subscription, reason in found.items() if reason}


def _why_not(subscription, confirmed):
    member = subscription.member
    if subscription.cadence == subscription.Frequency.NEVER:
        return _("The member wants no digest any more.")
    if not member.is_active:
        return _("The account may not sign in.")
    if not member.is_active_member:
        return _("The membership is not active.")
    if not member.email:
        return _("There is no e-mail address.")
    if (member.pk, member.email.lower()) not in confirmed:
        return _("The e-mail address is not confirmed.")
    return ""


def away(subscriptions, now):
    """The numbers of those whose member has not come for AWAY: neither signed in, nor read or said anything, nor chosen
    anything here. Two queries at most."""
    since = now - AWAY
    came = Q(created_at__gt=since) | Q(asked_at__gt=since) | Q(member__last_login__gt=since)
    came |= Q(member__membership__decided_at__gt=since)
    # Most came, as their own rows tell; only of the others is asked what they read and said.
    silent = Subscription.objects.filter(pk__in=[one.pk for one in subscriptions]).exclude(came)
    numbers = set(silent.values_list("pk", flat=True))
    if not numbers:
        return numbers
    read = ReadMark.objects.filter(member=OuterRef("member"), changed_at__gt=since)
    said = Post.objects.filter(author=OuterRef("member"), created_at__gt=since)
    silent = Subscription.objects.filter(pk__in=numbers).exclude(Exists(read)).exclude(Exists(said))
    return set(silent.values_list("pk", flat=True))


def came_again(now):
    """Subscriptions that were stopped for nobody came, of members who signed in since, or said something by mail."""
    lately = Post.objects.filter(created_at__gt=now - timedelta(hours=1)).values("author")
    back = Q(member__last_login__gt=F("paused_at")) | Q(member__in=lately)
    return Subscription.objects.paused().filter(back)

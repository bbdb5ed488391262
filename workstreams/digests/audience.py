"""Who gets a digest. Asked when one is planned and, for the answer may change, again when it is sent."""

from django.db.models import F
from django.utils.translation import gettext as _

from members.models import Member


def reachable():
    """Members who take part in the alliance and have confirmed the address that we would write to."""
    return Member.objects.active_in_alliance().filter(
        email__isnull=False, emailaddress__verified=True, emailaddress__email__iexact=F("email")
    )


def why_not(subscription):
    """Why this member gets no digest now, in words for the secretariat; "" where they get one. One query at most."""
    member = subscription.member
    if subscription.frequency == subscription.Frequency.NEVER:
        return _("The member wants no digest any more.")
    if not member.is_active:
        return _("The account may not sign in.")
    if not member.is_active_member:
        return _("The membership is not active.")
    if not member.email:
        return _("There is no e-mail address.")
    if not member.emailaddress_set.filter(verified=True, email__iexact=member.email).exists():
        return _("The e-mail address is not confirmed.")
    return ""

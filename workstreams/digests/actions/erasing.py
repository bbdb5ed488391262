"""What digests keep of somebody who is erased."""

from django.utils import timezone
from django.utils.translation import gettext as _

from workstreams.digests.models import Digest, DigestPart, GroupSubscription, Subscription


def erase_member(member, efface):
    """Keep when a digest fell due, and what became of it; neither of which groups, nor at what hour of whose day.

    In the transaction of whoever erases; `stop_for_good` came before.
    """
    Subscription.objects.filter(member=member).update(time_zone="UTC", weekday=0, hour=8, asked_at=None)
    GroupSubscription.objects.filter(subscription__member=member).delete()
    DigestPart.objects.filter(digest__subscription__member=member).delete()
    digests, erased = Digest.objects.filter(subscription__member=member), _("Erased.")
    digests.exclude(reason="").update(reason=erased)
    digests.filter(settled_at=None).update(state=Digest.State.SKIPPED, reason=erased, settled_at=timezone.now())

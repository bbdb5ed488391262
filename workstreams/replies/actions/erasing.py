"""What is kept of mail from and to somebody who is erased: nothing. In the transaction of whoever erases."""

from allauth.account.models import EmailAddress
from django.db.models import Q

from portal.postoffice import actions as postoffice
from workstreams.replies.models import Received


def erase_member(member, efface):
    """Delete what they sent, and what was told of their addresses. The posts that their mail became are effaced where
    posts are."""
    own = EmailAddress.objects.filter(user=member).values_list("email", flat=True)
    addresses = {address.lower() for address in [member.email or "", member.imported_address, *own] if address}
    # That of programs, and what waits, is known to be theirs by the address alone.
    Received.objects.filter(Q(member=member) | Q(sender__in=addresses)).delete()
    postoffice.forget_addresses(addresses)

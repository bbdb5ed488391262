"""What is kept of mail from and to somebody who is erased: nothing. In the transaction of whoever erases."""

from allauth.account.models import EmailAddress

from portal.postoffice import actions as postoffice
from workstreams.replies.models import Received


def erase_member(member, efface):
    """Delete what they sent, and what was told of their addresses. The posts that their mail became are effaced where
    posts are."""
    Received.objects.filter(member=member).delete()
    own = EmailAddress.objects.filter(user=member).values_list("email", flat=True)
    postoffice.forget_addresses([member.email or "", *own])

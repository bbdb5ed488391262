"""What is kept of mail from somebody who is erased: nothing. In the transaction of whoever erases."""

from workstreams.replies.models import Received


def erase_member(member, efface):
    """Delete what they sent. The posts that it became are effaced where posts are."""
    Received.objects.filter(member=member).delete()

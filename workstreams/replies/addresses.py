"""The address to which a member answers a post by mail. It is made for that member and that post."""

from django.conf import settings

from portal.postoffice.addresses import seal, unseal, with_word

REPLY = "reply"
# Mail is answered late, but a mailbox that somebody reads in years to come holds no keys.
DAYS = 180
EVER = 100 * 365


def address_for(member_id, post_id):
    """Where the member's answer to this post goes; "" where no mail is read."""
    return with_word(seal(REPLY, member_id, post_id)) if settings.INBOUND_ADDRESS else ""


def opened(word):
    """The numbers of the member and of the post for whom a word was sealed; None where it is not one of ours, or too
    old."""
    return unseal(REPLY, word, days=DAYS)


def ever_opened(word):
    """The same, however old it is: whose answer comes too late is told so."""
    return unseal(REPLY, word, days=EVER)

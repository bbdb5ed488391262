"""Somebody without an account who wrote to the portal."""

from workstreams.replies.models import Received


def names_under(address):
    """ "" for each mail from this address: what a mail says of its sender's name is not kept."""
    return ["" for _mail in Received.objects.filter(sender__iexact=address)]

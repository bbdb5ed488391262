"""The link of an invitation, and the time since it was asked for."""

import datetime
import re

from django.urls import reverse

from members.models import Invitation


def secret_in(letter):
    return re.search(r"/members/invitations/([\w-]+)/", letter.body)[1]


def link(secret):
    return reverse("invitation", args=[secret])


def move(invitation, **ago):
    """Let so much time go by since the invitation was asked for."""
    time = datetime.timedelta(**ago)
    Invitation.objects.filter(pk=invitation.pk).update(
        created_at=invitation.created_at - time, expires_at=invitation.expires_at - time
    )

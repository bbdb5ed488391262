"""Ending every session of a person at once."""

from allauth.usersessions.models import UserSession
from django.db.models import F

from members.models import Member


def end_sessions(member):
    """Sign this person out everywhere, from the moment that the caller's transaction commits.

    What a session is checked against changes with it, so that it ends wherever it is kept: in the database, in the
    cache, or in the hands of a request that is just being answered. Whoever calls asks whether that is allowed.
    """
    Member.objects.filter(pk=member.pk).update(sessions_ended=F("sessions_ended") + 1)
    UserSession.objects.filter(user=member.pk).delete()


def open_sessions(member):
    """This person's sessions that are still open, the latest first. Forgets those that are over."""
    return sorted(UserSession.objects.purge_and_list(member), key=lambda session: session.created_at, reverse=True)

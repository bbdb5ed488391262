"""Where somebody is signed in: when each session was last used, and ending all of them at once."""

from datetime import timedelta

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.core.cache import cache
from django.db.models import F
from django.utils import timezone

from members.models import Member

_MINUTE = timedelta(minutes=1)
_MOST_NOTED = 10_000
# When this process last noted a session.
_noted = {}


def end_sessions(member):
    """Sign this person out everywhere, from the moment that the caller's transaction commits.

    What a session is checked against changes with it, so that it ends wherever it is kept: in the database, in the
    cache, or in the hands of a request that is just being answered. Whoever calls asks whether that is allowed.
    """
    Member.objects.filter(pk=member.pk).update(sessions_ended=F("sessions_ended") + 1)
    UserSession.objects.filter(user=member.pk).delete()


def note_seen(session_key):
    """Remember that this session is used at this moment. In the cache: a page that is read writes no row, and a reader
    in a hurry writes there once a minute at most, from each process."""
    moment = timezone.now()
    if _noted.get(session_key, moment - _MINUTE) > moment - _MINUTE:
        return
    if len(_noted) > _MOST_NOTED:
        _noted.clear()
    _noted[session_key] = moment
    cache.set(_key(session_key), moment, settings.SESSION_COOKIE_AGE)


def open_sessions(member):
    """This person's sessions that are still open, the last used first, each with when that was (`last_seen_at`; since
    when it is open where the cache has forgotten). Forgets those that are over."""
    sessions = UserSession.objects.purge_and_list(member)
    seen = cache.get_many([_key(session.session_key) for session in sessions])
    for session in sessions:
        session.last_seen_at = seen.get(_key(session.session_key), session.created_at)
    return sorted(sessions, key=lambda session: session.last_seen_at, reverse=True)


def _key(session_key):
    return f"session-seen:{session_key}"

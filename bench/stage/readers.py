"""Members who are signed in to both sites, by sessions written straight into the database."""

from datetime import timedelta


def sign_in(ids):
    """Sign these members in. Returns {"portal": [cookie, …], "limit": [cookie, …]}, in the order of `ids`."""
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore
    from django.contrib.sessions.models import Session
    from django.utils import timezone

    from members.models import Member

    until = timezone.now() + timedelta(days=14)
    people = Member.objects.in_bulk(ids)
    cookies, rows = {}, []
    for site, backend in (
        ("portal", "members.backends.MemberBackend"),
        ("limit", "django.contrib.auth.backends.ModelBackend"),
    ):
        cookies[site] = []
        for pk in ids:
            key = f"bench{site:x<8}{pk:019}"
            said = {SESSION_KEY: str(pk), BACKEND_SESSION_KEY: backend}
            said[HASH_SESSION_KEY] = people[pk].get_session_auth_hash()
            rows.append(Session(session_key=key, session_data=SessionStore().encode(said), expire_date=until))
            cookies[site].append(f"sessionid={key}")
    Session.objects.filter(session_key__startswith="bench").delete()
    Session.objects.bulk_create(rows)
    return cookies

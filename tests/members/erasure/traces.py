"""Where the name and the address of somebody may stand: in the database, in files, in the cache and the queue."""

import json

import pytest
import redis
from django.conf import settings as site
from django.contrib.sessions.models import Session
from django.db import connection

from portal.celery import app

NAME = "Leilani Kahale-O’Brien Zoë"
ADDRESS = "leilani.kahale@tidewatch.example"
SECOND = "lk@home.example"
#: What may be nowhere afterwards: UTF-8, as JSON and HTML escape it, as a URL and a mail do.
CANARIES = [
    NAME,
    NAME.upper(),
    json.dumps(NAME)[1:-1],
    "Leilani Kahale",
    "Kahale-O",
    ADDRESS,
    SECOND,
    "lk (at) home",
    "leilani.kahale",
    "leilani.kahale%40tidewatch.example",
    "leilani.kahale=40tidewatch.example",
]


@pytest.fixture(autouse=True)
def folders(settings, tmp_path):
    """A data folder of its own, as the demo has one: files, and mail that was sent."""
    settings.MEDIA_ROOT, settings.MAILDIR = tmp_path / "files", tmp_path / "mail"
    redis.Redis.from_url(site.CACHES["default"]["LOCATION"]).flushdb()
    return tmp_path


def found_in_database():
    """(table, column, what) wherever a canary stands: every column that can hold text or bytes, of every table."""
    found = []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, column_name, data_type FROM information_schema.columns WHERE table_schema = 'public'"
        )
        for table, column, kind in cursor.fetchall():
            text = f"encode(\"{column}\", 'escape')" if kind == "bytea" else f'"{column}"::text'
            for canary in CANARIES:
                cursor.execute(f'SELECT count(*) FROM "{table}" WHERE strpos(lower({text}), lower(%s)) > 0', [canary])
                if cursor.fetchone()[0]:
                    found.append((table, column, canary))
    for session in Session.objects.all():  # signed and packed: a dump shows nothing of what they hold
        held = json.dumps(session.get_decoded(), default=str, ensure_ascii=False).lower()
        found += [("session", "", canary) for canary in CANARIES if canary.lower() in held]
    return found


def found_in_files(place):
    return [
        (str(path), canary)
        for path in place.rglob("*")
        if path.is_file()
        for canary in CANARIES
        if canary.lower().encode() in path.read_bytes().lower()
    ]


READ = {
    b"string": lambda store, key: store.get(key),
    b"list": lambda store, key: b" ".join(store.lrange(key, 0, -1)),
    b"set": lambda store, key: b" ".join(store.smembers(key)),
    b"zset": lambda store, key: b" ".join(store.zrange(key, 0, -1)),
    b"hash": lambda store, key: b" ".join(store.hvals(key)),
}


def found_in_cache():
    """(key, canary) in the cache, sessions included, and in the queue."""
    found = []
    with app.connection() as queue:
        for store in (redis.Redis.from_url(site.CACHES["default"]["LOCATION"]), queue.default_channel.client):
            for key in store.scan_iter():
                held = key + READ[store.type(key)](store, key)
                found += [(key, canary) for canary in CANARIES if canary.lower().encode() in held.lower()]
    return found

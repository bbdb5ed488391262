"""What `manage.py` does before Django loads: give a command the servers it needs."""

import os
import secrets
import signal
import subprocess
import sys
from contextlib import contextmanager

import psycopg

from portal.embedded import folder as folders
from portal.embedded import postgres, sharing
from portal.embedded.problem import Unusable

# These read code and settings only; `demo` starts servers itself.
WITHOUT_SERVERS = set(
    "help version demo check collectstatic compilemessages diffsettings findstatic makemessages startapp".split()
)
# These make or describe the tables, so they are not made before them.
ON_EMPTY_DATABASE = set("migrate makemigrations showmigrations sqlmigrate squashmigrations dbshell test".split())


@contextmanager
def surroundings(arguments, environ=os.environ):
    """Fill `environ` for the command line `arguments` while the body of the `with` runs it.

    A DATABASE_URL that is set means another server: then nothing happens. Otherwise the command gets the embedded
    servers of the data folder, those that run or its own. A new database gets its tables first, unless the command is
    one that makes them. Raises Unusable if the folder cannot be used.
    """
    if environ.get("DATABASE_URL"):
        if arguments[1:2] == ["demo"]:
            raise Unusable(
                "DATABASE_URL is set, but the demo brings its own servers: unset it, or see docs/deployment.md."
            )
        yield
        return
    folder = folders.choose(environ)
    if _needs_no_servers(arguments):
        _fill(environ, _placeholders(folder))
        yield
        return
    if folder.note and not folder.path.exists():
        say(folder.note)
    name = arguments[1]
    purpose = f"manage.py {name}"
    before = signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))

    def prepare(both):
        if name not in ON_EMPTY_DATABASE and _is_empty(both):
            say("The database is new: making its tables.")
            subprocess.run(
                [sys.executable, arguments[0], "migrate", "--verbosity", "0"],
                env={**environ, **both.environment},
                check=True,
            )

    try:
        with sharing.found_or_started(
            sharing.arranged(folder), environ, purpose=purpose, said=say, prepare=prepare
        ) as found:
            _fill(environ, found)
            yield
    finally:
        signal.signal(signal.SIGTERM, before)


def say(line):
    """To standard error: standard output belongs to the command."""
    print(line, file=sys.stderr, flush=True)


def _needs_no_servers(arguments):
    named = arguments[1:]
    return not named or named[0].startswith("-") or named[0] in WITHOUT_SERVERS or {"-h", "--help"} & set(named)


def _placeholders(folder):
    """Settings that name no server, so that a command that should need none cannot reach one by accident."""
    key = folder.secret_key() if folder.key_file.exists() else secrets.token_urlsafe(48)
    return {
        "SECRET_KEY": key,
        "DATABASE_URL": "postgres:///none",
        "CELERY_BROKER_URL": "memory://",
        "CACHE_URL": "unix:///none",
        "PORTAL_DATA": str(folder),
        "PORTAL_DEMO": "1",
    }


def _fill(environ, values):
    for name, value in values.items():
        environ.setdefault(name, value)


def _is_empty(both):
    with psycopg.connect(host=both.directory, user=postgres.USER, dbname=postgres.DATABASE) as connection:
        return connection.execute("SELECT to_regclass('django_migrations') IS NULL").fetchone()[0]

"""PostgreSQL and Valkey as children: they start, keep what they are given, and leave nothing."""

import os
import shutil
import signal
from pathlib import Path

import psycopg
import pytest
import redis
from kombu import Connection

from portal.embedded import account, binaries
from portal.embedded.folder import Folder
from portal.embedded.problem import Unusable
from portal.embedded.servers import Servers
from portal.embedded.sharing import arranged
from tests.portal.processes import soon, using

pytestmark = pytest.mark.timeout(30)


def begun(place, *, throwaway=True):
    servers = Servers(arranged(Folder(place)), throwaway=throwaway)
    servers.start(os.environ)
    return servers


def database(servers):
    return psycopg.connect(host=servers.directory, user="portal", dbname="portal", autocommit=True)


def test_rows_and_values_survive_a_restart_and_nothing_is_left_running(room):
    place = room / "data"
    servers = begun(place)
    with database(servers) as connection:
        connection.execute("CREATE TABLE words (word text)")
        connection.execute("INSERT INTO words VALUES ('kept')")
    redis.Redis.from_url(servers.environment["CACHE_URL"]).set("word", "kept")
    directory = servers.directory
    servers.stop()
    assert using(place) == []
    assert not Path(directory).exists()

    servers = begun(place)
    try:
        with database(servers) as connection:
            assert connection.execute("SELECT word FROM words").fetchall() == [("kept",)]
        assert redis.Redis.from_url(servers.environment["CACHE_URL"]).get("word") == b"kept"
    finally:
        servers.stop()


def test_a_killed_database_server_comes_back_with_what_was_committed(room):
    servers = begun(room / "data", throwaway=False)
    with database(servers) as connection:
        connection.execute("CREATE TABLE words AS SELECT 'kept' AS word")
    os.kill(servers.children["postgres"].pid, signal.SIGKILL)
    servers.stop()
    servers = begun(room / "data", throwaway=False)
    try:
        with database(servers) as connection:
            assert connection.execute("SELECT word FROM words").fetchall() == [("kept",)]
    finally:
        servers.stop()


def test_broker_and_cache_do_not_share_a_database(room):
    servers = begun(room / "data")
    try:
        with Connection(servers.environment["CELERY_BROKER_URL"]) as broker:
            broker.SimpleQueue("errands").put("fetch water")
        assert redis.Redis.from_url(servers.environment["CACHE_URL"]).dbsize() == 0
        assert redis.Redis.from_url(servers.environment["CACHE_URL"].replace("db=1", "db=0")).dbsize() > 0
    finally:
        servers.stop()


def test_a_database_server_that_refuses_is_quoted_and_leaves_nothing(room):
    place = room / "data"
    begun(place).stop()
    (place / "postgres" / "postgresql.conf").write_text("shared_buffers = many\n")
    with pytest.raises(Unusable, match="^The database server refuses to start: .*postgresql.conf. contains errors"):
        begun(place)
    assert soon(lambda: using(place) == [])
    assert not (place / "run.json").exists()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root has another user run the database server")
def test_programs_that_the_servers_user_cannot_reach_are_copied_once(room):
    closed = room / "home"
    closed.mkdir(mode=0o700)
    shutil.copytree(binaries.find({}).parent, closed / "installation", symlinks=True)
    unreachable = binaries.find({"PORTAL_PG_BIN": str(closed / "installation" / "bin")})
    place = arranged(Folder(room / "data"))
    user = account.server_account()
    programs = binaries.reachable(unreachable, user, place)
    assert programs == place.path / "programs" / "bin"
    assert account.unreadable(user, [programs / "postgres"]) is None
    first = (programs / "postgres").stat().st_ino
    assert binaries.reachable(unreachable, user, place) == programs
    assert (programs / "postgres").stat().st_ino == first
    assert binaries.reachable(programs, user, place) == programs

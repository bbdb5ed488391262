"""PostgreSQL as a child process, on a unix socket alone."""

import os
import shutil
import signal
import subprocess
import time
from pathlib import Path

import psycopg

from portal.embedded import binaries, processes
from portal.embedded.problem import Unusable

USER = DATABASE = "portal"
PATIENCE = 30
# For a cluster that lives as long as a test run: nothing needs to survive a power cut.
THROWAWAY = ("fsync=off", "full_page_writes=off", "synchronous_commit=off")


def refuse_foreign(folder, version):
    """Raise Unusable if the folder holds a database that PostgreSQL `version` cannot open."""
    data = folder.path / "postgres"
    if not data.exists():
        return
    mark = data / "PG_VERSION"
    held = mark.read_text().strip() if mark.exists() else ""
    if held != str(version):
        what = f"a database of PostgreSQL {held}" if held else "something that is not a PostgreSQL database"
        raise Unusable(
            f"{data} holds {what}, and this portal brings PostgreSQL {version}: "
            "use the portal that wrote it, or choose another folder with PORTAL_DATA."
        )


def start(folder, sockets, environ, *, account, throwaway=False):
    """Start the folder's PostgreSQL, made first if it is new; return its process and its socket once it answers.

    The database `portal` then exists. The server runs as `account`, or as this process's user if that is None.
    """
    programs = binaries.find(environ)
    refuse_foreign(folder, binaries.major(programs))
    programs = binaries.reachable(programs, account, folder)
    # The server needs nothing of our environment, and a stray PG variable would change what it does.
    bare = {"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"}
    data, log = folder.path / "postgres", folder.log("postgres")
    if not data.exists():
        _make(programs, data, log, bare, account, throwaway)
    _await_predecessor(data)
    options = ["listen_addresses=", f"unix_socket_directories={sockets}", "unix_socket_permissions=0700"]
    options += THROWAWAY if throwaway else ()
    command = [programs / "postgres", "-D", data, *(word for each in options for word in ("-c", each))]
    child = processes.start(command, log=log, ends_by=signal.SIGINT, environ=bare, account=account)
    _await_answer(child, sockets, log)
    return child, Path(sockets, ".s.PGSQL.5432")


def stop(child):
    """Stop PostgreSQL: open transactions are rolled back, everything committed is on the disk."""
    return processes.stop(child, signal.SIGINT, PATIENCE)


def _make(programs, data, log, environ, account, throwaway):
    # Made beside its place and renamed, so that an interrupted start leaves nothing that looks like a database.
    draft = data.with_name("postgres.new")
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(mode=0o700)
    if account:
        os.chown(draft, account.uid, account.gid)
    command = [programs / "initdb", "-D", draft, "-U", USER, "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8"]
    if binaries.major(programs) >= 17:
        command.append("--locale-provider=builtin")
    if throwaway:
        command.append("--no-sync")
    child = processes.start(command, log=log, ends_by=signal.SIGTERM, environ=environ, account=account)
    try:
        code = child.wait(120)
    except subprocess.TimeoutExpired:
        code = processes.stop(child, signal.SIGTERM, 5)
    except BaseException:
        processes.stop(child, signal.SIGTERM, 5)
        raise
    if code:
        raise Unusable(f"No database could be made in {data}: {processes.last_words(log)} (the whole log is {log}).")
    draft.rename(data)


def _await_predecessor(data):
    """Wait while a server whose starter was killed is still closing this database."""
    note = data / "postmaster.pid"
    deadline = time.monotonic() + PATIENCE
    while (pid := _noted(note)) and _is_postgres(pid):
        if time.monotonic() > deadline:
            raise Unusable(f"Another database server (process {pid}) works on {data}: stop it first.")
        time.sleep(0.1)
    if Path("/proc/self/stat").exists():
        # PostgreSQL would take any living process of that number for its predecessor.
        note.unlink(missing_ok=True)


def _noted(note):
    try:
        return int(note.read_text().split()[0])
    except (FileNotFoundError, IndexError, ValueError):
        return None


def _is_postgres(pid):
    if processes.birth(pid) is None:
        return not Path("/proc/self/stat").exists() and processes.alive(pid)
    return "(postgres)" in Path(f"/proc/{pid}/stat").read_text()


def _await_answer(child, sockets, log):
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            with psycopg.connect(host=str(sockets), user=USER, dbname="postgres", autocommit=True) as connection:
                if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone():
                    connection.execute(f"CREATE DATABASE {DATABASE}")
                return
        except psycopg.OperationalError:
            if child.poll() is None and time.monotonic() < deadline:
                time.sleep(0.05)
                continue
        except BaseException:
            stop(child)
            raise
        stop(child)
        raise Unusable(f"The database server refuses to start: {processes.last_words(log)} (its log is {log}).")

"""One process starts the servers of a folder, any number use them."""

import shutil
import time
from contextlib import contextmanager
from pathlib import Path

from portal.embedded import servers, state
from portal.embedded.account import server_account
from portal.embedded.problem import Unusable


def arranged(folder):
    """The folder, made ready for the servers; raises Unusable, with nothing touched, if it cannot be."""
    folder.arrange(server_account(folder.path / "postgres"))
    return folder


def refuse_second(folder, purpose):
    """Raise Unusable if a living process holds the folder for this same purpose."""
    pid, held_for = state.holder(folder)
    if held_for == purpose:
        raise Unusable(
            f"`{purpose}` already runs on {folder} (process {pid}): "
            "stop that one first, or choose another folder with PORTAL_DATA."
        )


@contextmanager
def claimed(folder, *, purpose, said, hurry):
    """Hold the folder for the body of the `with`, after any management command that holds it; yields True.

    Yields False if `hurry()` says so while waiting. Raises Unusable if a process with the same purpose holds it.
    """
    told = False
    while not hurry():
        with state.lock(folder, "run") as ours:
            if ours:
                with state.signed(folder, purpose):
                    yield True
                return
        refuse_second(folder, purpose)
        pid, held_for = state.holder(folder)
        if pid and not told:
            told = True
            said(f"Waiting for `{held_for}` (process {pid}), which uses {folder}.")
        time.sleep(0.1)
    yield False


@contextmanager
def started(folder, environ, *, said, quiet=False, patience=None, hurry=lambda: False):
    """Start the servers of a folder that is ours, for the body of the `with`, and yield them; say each unless `quiet`.

    The body calls `publish` when others may come. At the end those who still use the servers are waited for: `patience`
    seconds, or as long as it takes if None, or until `hurry()` or Ctrl-C.
    """
    _clear_remains(folder)
    both = servers.Servers(folder)
    both.start(environ, *(() if quiet else (said,)))
    try:
        yield both
    finally:
        both.withdraw()
        try:
            _await_users(folder, said, patience, hurry)
        except KeyboardInterrupt:
            said("Not waiting any longer.")
        finally:
            both.stop()


@contextmanager
def found_or_started(folder, environ, *, purpose, said, prepare=lambda both: None):
    """The environment of the folder's servers: those that run, else started for the body of the `with`.

    `prepare` is called with servers just started, before anybody else finds them. Starting is silent.
    """
    told = False
    while True:
        with state.lock(folder, "use", shared=True) as using:
            current = state.read(folder)
            if using and state.ready(current):
                yield servers.environment(folder, current["sockets"])
                return
        with state.lock(folder, "run") as ours:
            if ours:
                with state.signed(folder, purpose), started(folder, environ, said=said, quiet=True) as both:
                    prepare(both)
                    both.publish(purpose)
                    yield both.environment
                return
        pid, held_for = state.holder(folder)
        if pid and not told:
            told = True
            said(f"Waiting for `{held_for}` (process {pid}), which starts or stops the servers.")
        time.sleep(0.1)


def _await_users(folder, said, patience, hurry):
    deadline = None if patience is None else time.monotonic() + patience
    told = False
    while not hurry() and (deadline is None or time.monotonic() < deadline):
        with state.lock(folder, "use") as alone:
            if alone:
                return
        if not told:
            told = True
            said("Another command still uses the servers: waiting for it. Ctrl-C stops them now.")
        time.sleep(0.1)


def _clear_remains(folder):
    """Remove the sockets of a starter that was killed, and its word that they are there."""
    directory = Path(state.read(folder).get("directory", ""))
    if directory.parent == servers.SOCKET_ROOT and directory.name.startswith(servers.SOCKET_PREFIX):
        shutil.rmtree(directory, ignore_errors=True)
    state.forget(folder)

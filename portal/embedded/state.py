"""Who uses the servers of a data folder: two locks, and a file that says where the servers are.

`run.lock` is held by the one process that starts the servers, until they have stopped. `use.lock` is shared by every
other process while it uses them; the starter takes it whole before it stops them. The kernel frees both when their
holder dies, so neither can be left behind.
"""

import fcntl
import json
import os
import socket
from contextlib import contextmanager

from portal.embedded import processes


@contextmanager
def lock(folder, name, *, shared=False):
    """Try to take the lock `name` of the folder; yields whether it is ours."""
    with (folder.path / f"{name}.lock").open("a") as file:
        try:
            fcntl.flock(file, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True


@contextmanager
def signed(folder, purpose):
    """Sign the lock that we hold with our process id and `purpose`, so that others can say whom they wait for."""
    note = folder.path / "run.lock"
    note.write_text(f"{os.getpid()} {purpose}")
    try:
        yield
    finally:
        note.write_text("")


def holder(folder):
    """Process id and purpose of the living process that signed the lock; (None, "") if there is none."""
    note = folder.path / "run.lock"
    pid, _, purpose = (note.read_text() if note.is_file() else "").partition(" ")
    return (int(pid), purpose) if pid.isdigit() and processes.alive(int(pid)) else (None, "")


def write(folder, **state):
    """Say what runs: replaces the file at once, so that no reader sees half of it."""
    draft = folder.path / "run.json.new"
    draft.write_text(json.dumps({"pid": os.getpid(), "born": processes.birth(os.getpid()), **state}))
    draft.replace(folder.path / "run.json")


def read(folder):
    """What was last said to run, alive or not; empty if nothing."""
    try:
        return json.loads((folder.path / "run.json").read_text())
    except (FileNotFoundError, json.JSONDecodeError):
        return {}


def forget(folder):
    """Nothing runs any more."""
    (folder.path / "run.json").unlink(missing_ok=True)


def ready(state):
    """Are these servers there for anybody to use? Asks the starter's process and both sockets."""
    return bool(
        state.get("ready")
        and processes.alive(state["pid"], state["born"])
        and all(_answers(path) for path in state["sockets"].values())
    )


def _answers(path):
    with socket.socket(socket.AF_UNIX) as probe:
        probe.settimeout(2)
        return probe.connect_ex(path) == 0

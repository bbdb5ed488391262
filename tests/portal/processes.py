"""What the tests of servers ask about processes."""

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

from portal.embedded import state
from portal.embedded.folder import Folder

CHECKOUT = Path(__file__).resolve().parents[2]
SERVER_SETTINGS = ("DATABASE_URL", "CELERY_BROKER_URL", "CACHE_URL", "SECRET_KEY", "SITE_URL", "HOST", "PORT")


def environment(place, **more):
    """The environment of a person at this checkout who has chosen the data folder `place` and nothing else."""
    inherited = {name: value for name, value in os.environ.items() if name not in SERVER_SETTINGS}
    return {**inherited, "PORTAL_DATA": str(place), **more}


def python(place, *arguments, **more):
    """Start Python in the checkout, with pipes for what it reads and says."""
    return subprocess.Popen(
        [sys.executable, "-u", *map(str, arguments)],
        cwd=CHECKOUT,
        env=environment(place, **more),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def using(place):
    """Commands that name the folder `place` and are alive: the servers do, and what the supervisor starts."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            command = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except OSError:
            continue
        if str(place) in command and int(entry.name) != os.getpid():
            found.append(command)
    return found


def soon(true, patience=10):
    """Does `true()` come to hold within `patience` seconds?"""
    deadline = time.monotonic() + patience
    while not true():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


def line_with(process, words):
    """Read what `process` says up to the line that holds `words`; fails with all of it if it ends before."""
    seen = []
    for line in process.stdout:
        seen.append(line)
        if words in line:
            return line
    raise AssertionError(f"{words!r} was never said:\n{''.join(seen)}")


def interrupt(process):
    """What Ctrl-C does; returns the exit code."""
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=40)
    return process.returncode


def end(place, begun):
    """End what a test began on the folder `place`, as kill -9 does, and see that nothing survives it."""
    for each in begun:
        each.kill()
        each.communicate()
    # A killed starter leaves its sockets' directory to the next one; here is none.
    directory = state.read(Folder(place)).get("directory")
    assert soon(lambda: using(place) == [])
    if directory:
        shutil.rmtree(directory, ignore_errors=True)

"""Child processes that end with their parent, whatever ends it."""

import ctypes
import os
import signal
import subprocess
import sys
from pathlib import Path

# Looked up before any fork: a child between fork and exec must not load libraries.
_prctl = ctypes.CDLL(None).prctl if sys.platform == "linux" else None
_PR_SET_PDEATHSIG = 1


def start(command, *, log, ends_by, environ, account=None, cwd="/"):
    """Start `command` in a session of its own, its output added to the file `log`; return its Popen.

    The terminal's Ctrl-C does not reach it. On Linux the kernel sends it `ends_by` should this process die without a
    word (elsewhere such a child stays). `account`, if given, is the user it becomes.
    """
    parent = os.getpid()

    def before_exec():
        # Runs after the change of user, which would clear the wish.
        if _prctl:
            _prctl(_PR_SET_PDEATHSIG, int(ends_by))
            if os.getppid() != parent:
                os._exit(1)

    who = {"user": account.uid, "group": account.gid, "extra_groups": []} if account else {}
    with Path(log).open("ab") as output:
        return subprocess.Popen(
            [str(word) for word in command],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env=environ,
            cwd=cwd,
            start_new_session=True,
            preexec_fn=before_exec,
            **who,
        )


def stop(child, by, patience):
    """Ask `child` to end with the signal `by`; after `patience` seconds end it, and leave none of its session behind.

    Returns its exit code.
    """
    if child.poll() is None:
        child.send_signal(by)
        try:
            child.wait(patience)
        except subprocess.TimeoutExpired:
            child.kill()
    sweep(child)
    return child.wait()


def sweep(child):
    """End what is left of the session that `child` led."""
    try:
        os.killpg(child.pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        return


def birth(pid):
    """When process `pid` began, in the kernel's ticks since boot; None if it is gone, a zombie, or not told here.

    A process id alone is not enough: after a crash the same number may belong to anything.
    """
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return None
    return None if fields[0] == "Z" else int(fields[19])


def alive(pid, born=None):
    """Does process `pid`, begun at `born`, still run? Without `/proc` (not Linux) only the number is compared."""
    if Path("/proc/self/stat").exists():
        began = birth(pid)
        return began is not None and born in (None, began)
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def last_words(log):
    """The last line of a log that says anything, for a message."""
    lines = Path(log).read_text(errors="replace").splitlines() if Path(log).exists() else []
    return next((line.strip() for line in reversed(lines) if line.strip()), "it said nothing")

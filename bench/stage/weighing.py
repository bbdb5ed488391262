"""What a page weighs: statements, bytes, and the time of one page at 50, 10,000 and 100,000 posts."""

import re
import time
from statistics import median
from urllib.parse import urljoin

from stage.inside import Page, queries

ROUNDS = 60


def weight(site, path, cookie):
    """(statements, bytes of the page before compression)."""
    return len(queries(path, cookie)), len(site.get(path, cookie).body)


def assets(site, path, cookie):
    """{address: bytes} of the scripts and styles of a page, as a browser that knows Brotli and gzip gets them."""
    html = site.get(path, cookie).body.decode()
    waiting = re.findall(r'<link[^>]+rel="stylesheet"[^>]+href="([^"]+)"', html)
    waiting += re.findall(r'<script[^>]+src="([^"]+)"', html)
    found = {}
    while waiting:
        address = waiting.pop()
        if address in found:
            continue
        answer = site.get(address, **{"Accept-Encoding": "gzip, deflate, br"})
        if answer.status != 200:
            raise RuntimeError(f"{address} answers {answer.status}")
        found[address] = len(answer.body)
        if address.endswith((".js", ".mjs")):
            # What a module brings in is loaded with it.
            text = site.get(address).body.decode()
            brought = re.findall(r"""(?:^|;)\s*(?:import|export)\b[^;"']*["'](\.[^"']+)["']""", text, re.MULTILINE)
            waiting += [urljoin(address, name) for name in brought]
    return found


def sizes(paths, cookie):
    """{name: (statements, milliseconds)} of several pages, asked for in turn in this one process."""
    pages = {name: Page(path, cookie) for name, path in paths.items()}
    times = {name: [] for name in paths}
    for number in range(ROUNDS + 2):
        for name, page in pages.items():
            begun = time.perf_counter()
            page.ask()
            if number >= 2:
                times[name].append(1000 * (time.perf_counter() - begun))
    return {name: (len(queries(path, cookie)), median(times[name])) for name, path in paths.items()}

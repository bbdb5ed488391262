"""The machine that was measured on, in words that let others compare, and tell nothing else of it."""

import os
import platform
import subprocess
import time
from pathlib import Path


def facts():
    """[(what, value)]"""
    import django
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        postgres = cursor.fetchone()[0]
    return [
        ("processor", f"{_line('/proc/cpuinfo', 'model name')}, {len(os.sched_getaffinity(0))} cores"),
        ("memory", f"{int(_line('/proc/meminfo', 'MemTotal').split()[0]) / 2**20:.0f} GiB"),
        ("software", f"Python {platform.python_version()}, Django {django.__version__}, PostgreSQL {postgres}"),
    ]


def revision(root):
    """The commit that was measured, and whether anything was changed since; "" where there is no git."""
    try:
        said = subprocess.run(["git", "describe", "--always", "--dirty"], cwd=root, capture_output=True, text=True)  # noqa: S607
    except OSError:
        return ""
    return said.stdout.strip().replace("-dirty", " and changes that are not in it")


def busy(seconds=2.0):
    """How many cores others keep busy just now."""
    before = _ticks()
    time.sleep(seconds)
    after = _ticks()
    idle, whole = (after[place] - before[place] for place in (0, 1))
    return (1 - idle / whole) * os.cpu_count()


def _ticks():
    fields = [int(each) for each in Path("/proc/stat").read_text().splitlines()[0].split()[1:]]
    return fields[3] + fields[4], sum(fields[:8])


def _line(file, name):
    for line in Path(file).read_text().splitlines():
        if line.startswith(name):
            return line.partition(":")[2].strip()
    return "unknown"

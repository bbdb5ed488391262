"""Throw-away servers that keep what they commit, as those of a deployment do: what is stamped is on the disk."""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@contextlib.contextmanager
def servers():
    """PostgreSQL and Valkey with all tables: the environment that names them, their folder, and what restarts the
    first, as after a crash."""
    from portal.embedded import postgres, processes
    from portal.embedded.folder import Folder
    from portal.embedded.servers import Servers
    from portal.embedded.sharing import arranged

    place = Path(tempfile.mkdtemp(prefix="portal-bench-", dir="/var/tmp"))  # noqa: S108 - its own folder
    both = Servers(arranged(Folder(place)))

    def restart():
        processes.stop(both.children["postgres"], signal.SIGQUIT, 30)
        child, _path = postgres.start(both.folder, both.directory, os.environ, account=both.account)
        both.children["postgres"] = child

    try:
        both.start(os.environ)
        environment = {"DJANGO_SETTINGS_MODULE": "portal.settings", "PYTHONPATH": str(ROOT)}
        environment |= {**both.environment, "RATES_ENFORCED": "0"}
        command = [sys.executable, str(ROOT / "manage.py"), "migrate", "--verbosity", "0"]
        subprocess.run(command, env={**os.environ, **environment}, check=True)
        yield environment, place, restart
    finally:
        both.stop()
        shutil.rmtree(place, ignore_errors=True)

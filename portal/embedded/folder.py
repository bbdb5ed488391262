"""The data folder: where it is, what lies in it, and whether it can be used."""

import hashlib
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from portal.embedded.account import closed_directory, server_account
from portal.embedded.problem import Unusable

ELSEWHERE = "choose another folder, for instance PORTAL_DATA=/var/tmp/portal"
CHECKOUT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Folder:
    """One data folder. `note`, if not empty, says why it is not where one would look for it."""

    path: Path
    note: str = ""

    def __str__(self):
        return str(self.path)

    @property
    def key_file(self):
        return self.path / "secret-key"

    @property
    def logs(self):
        return self.path / "log"

    def log(self, name):
        return self.logs / f"{name}.log"

    def secret_key(self):
        """The key that Django signs with: random, made with the folder, readable by its owner alone."""
        return self.key_file.read_text()

    def arrange(self, account):
        """Make the folder ready for servers that run as `account`, or raise Unusable with nothing touched."""
        nearest = next(each for each in (self.path, *self.path.parents) if each.exists())
        self._refuse_unless_usable(nearest, account)
        for missing in [each for each in reversed((self.path, *self.path.parents)) if not each.exists()]:
            missing.mkdir(exist_ok=True)
            # The server's user passes through; whatever the umask, nobody else lists what is here.
            missing.chmod(0o711 if account else 0o700)
        if closed_directory(account, self.path):
            self.path.chmod(self.path.stat().st_mode & 0o777 | 0o011)
        self._make_key()
        self.logs.mkdir(exist_ok=True)

    def _refuse_unless_usable(self, nearest, account):
        if not nearest.is_dir():
            raise Unusable(f"{nearest} is not a directory, so no data can be kept in {self}: {ELSEWHERE}.")
        wall = closed_directory(account, nearest)
        if wall and Path(wall) != self.path:
            raise Unusable(
                f"The database server runs as the user {account.name}, who may not enter {wall}: {ELSEWHERE}."
            )
        if not os.access(nearest, os.W_OK | os.X_OK):
            raise Unusable(f"{nearest} is not writable for you, so no data can be kept in {self}: {ELSEWHERE}.")
        if nearest != self.path:
            return
        if nearest.stat().st_uid != os.geteuid():
            raise Unusable(f"{self} belongs to another user of this machine: {ELSEWHERE}.")
        content = [each.name for each in nearest.iterdir()]
        if content and not any(name.startswith(self.key_file.name) for name in content):
            raise Unusable(f"{self} holds other things than the portal's data ({content[0]}): {ELSEWHERE}.")

    def _make_key(self):
        # Written aside and linked: two that begin at the same moment agree on one key, and none reads half of it.
        if self.key_file.exists():
            return
        draft = self.key_file.with_name(f"{self.key_file.name}.{os.getpid()}")
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_urlsafe(48))
        try:
            os.link(draft, self.key_file)
        except FileExistsError:
            return
        finally:
            draft.unlink()


def choose(environ, checkout=CHECKOUT):
    """The data folder that `environ` asks for: PORTAL_DATA, else `.portal` in the checkout.

    As root in a checkout that the database server's user cannot reach, a folder in /var/tmp named after the checkout.
    """
    if environ.get("PORTAL_DATA"):
        return Folder(Path(environ["PORTAL_DATA"]).expanduser().resolve())
    account = server_account()
    wall = closed_directory(account, checkout)
    if wall is None:
        return Folder(checkout / ".portal")
    name = hashlib.sha256(str(checkout).encode()).hexdigest()[:8]
    path = Path("/var/tmp") / f"portal-{name}"
    return Folder(path, f"Data are kept in {path}, for the database server's user {account.name} may not enter {wall}.")

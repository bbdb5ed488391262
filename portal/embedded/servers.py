"""The two servers of a data folder, as children of one process."""

import os
import shutil
import tempfile
from pathlib import Path

from portal.embedded import postgres, state, valkey
from portal.embedded.account import server_account

# A unix socket's path may have 107 bytes, so the sockets are not in the data folder, which may lie anywhere deep.
SOCKET_ROOT, SOCKET_PREFIX = Path("/tmp"), "portal-"


def environment(folder, sockets):
    """What Django needs to know to use these servers."""
    place = Path(sockets["postgres"]).parent
    return {
        "SECRET_KEY": folder.secret_key(),
        # The empty host and the doubled slash: django-environ then takes all but the last word as the socket's place.
        "DATABASE_URL": f"postgres://{postgres.USER}@/{place}/{postgres.DATABASE}",
        "CELERY_BROKER_URL": f"redis+socket://{sockets['valkey']}?virtual_host=0",
        "CACHE_URL": f"unix://{sockets['valkey']}?db=1",
        "PORTAL_DATA": str(folder),
        "PORTAL_DEMO": "1",
    }


class Servers:
    """PostgreSQL and Valkey of one folder, as children of this process."""

    def __init__(self, folder, *, throwaway=False):
        self.folder = folder
        self.throwaway = throwaway
        self.account = server_account(folder.path / "postgres")
        self.directory = None
        self.sockets = {}
        self.children = {}

    @property
    def environment(self):
        """What Django needs to know to use these servers."""
        return environment(self.folder, self.sockets)

    def start(self, environ, said=lambda line: None):
        """Start both, PostgreSQL first; returns once both answer. On any failure nothing is left running."""
        self.directory = tempfile.mkdtemp(prefix=SOCKET_PREFIX, dir=SOCKET_ROOT)
        try:
            if self.account:
                os.chown(self.directory, self.account.uid, self.account.gid)
            state.write(self.folder, directory=self.directory)
            for name, module, wishes in (
                ("postgres", postgres, {"account": self.account, "throwaway": self.throwaway}),
                ("valkey", valkey, {}),
            ):
                child, path = module.start(self.folder, self.directory, environ, **wishes)
                self.children[name], self.sockets[name] = child, str(path)
                said(f"{name}: process {child.pid}, log {self.folder.log(name)}")
        except BaseException:
            self.stop()
            raise

    def publish(self, purpose):
        """From now on other processes find these servers."""
        pids = {name: child.pid for name, child in self.children.items()}
        shared = {"purpose": purpose, "directory": self.directory, "sockets": self.sockets, "pids": pids}
        state.write(self.folder, ready=True, **shared)

    def withdraw(self):
        """From now on nobody new finds them."""
        state.forget(self.folder)

    def stop(self):
        """Stop what was started, last first, and leave no socket."""
        self.withdraw()
        for name, module in (("valkey", valkey), ("postgres", postgres)):
            if name in self.children:
                module.stop(self.children.pop(name))
        if self.directory:
            shutil.rmtree(self.directory, ignore_errors=True)

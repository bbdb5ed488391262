"""The whole portal under its supervisor, for a browser to look at."""

import email
import fcntl
import json
import mailbox
import shutil
import socket
import subprocess
import tempfile
import time
from email import policy
from pathlib import Path

from tests.portal.processes import CHECKOUT, end, environment, interrupt, line_with, python

PATIENCE = 30


class Stack:
    """`manage.py demo` in a new data folder, from the `with` to its end. `settings` go into its environment.

    The folder begins as a copy of `like`, one that another stack has left; without it the demo begins with nothing.
    It is left at `leave`, or removed.
    """

    def __init__(self, *, like=None, leave=None, **settings):
        self.like, self.leave = like, leave
        self.settings = {"DIGEST_CLOCK_SECONDS": "2", **settings}

    def __enter__(self):
        self.room = passable_room()
        self.data = self.room / "data"
        if self.like:
            # With whose each file is, for the database server insists.
            subprocess.run(["cp", "-a", self.like, self.data], check=True)
        port = _free_port()
        self.site = f"http://localhost:{port}"
        self.process = python(self.data, "manage.py", "demo", PORT=str(port), **self.settings)
        try:
            line_with(self.process, "Ready after")
        except BaseException:
            for log in sorted(self.data.glob("log/*.log")):
                print(f"--- {log.name}", *log.read_text(errors="replace").splitlines()[-15:], sep="\n")
            self.leave = None
            self.__exit__()
            raise
        accounts = json.loads((self.data / "demo-accounts.json").read_text(encoding="utf-8"))
        self.emails = {account["role"]: account["email"] for account in accounts}
        self.password = accounts[0]["password"]
        return self

    def __exit__(self, *exception):
        try:
            if self.leave:
                interrupt(self.process)
                self.data.rename(self.leave)
            else:
                # Nobody needs what it would put in order: that takes the longest part of a stop.
                end(self.data, [self.process])
        finally:
            self.process.kill()
            shutil.rmtree(self.room, ignore_errors=True)

    def manage(self, *arguments):
        """Run a management command beside the running portal; returns what it said."""
        done = subprocess.run(
            [self.process.args[0], "manage.py", *arguments],
            cwd=CHECKOUT,
            env=environment(self.data, **self.settings),
            capture_output=True,
            text=True,
            timeout=60,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def letters(self, to, subject=""):
        """The messages sent to an address whose subject holds these words, in the order in which they came."""
        box = mailbox.Maildir(self.data / "mail", create=False)
        kept = [email.message_from_bytes(box.get_bytes(key), policy=policy.default) for key in sorted(box.keys())]
        return [one for one in kept if one["To"] == to and subject in one["Subject"]]

    def letter(self, to, subject):
        """The newest such message, waited for."""
        self._wait(lambda: self.letters(to, subject), f"No mail “{subject}” came to {to}.")
        return self.letters(to, subject)[-1]

    def hold_digests(self, as_of):
        """Have the clock's work of that moment done, until no digest waits to be sent any more."""
        self.manage("plan_digests", "--as-of", as_of.isoformat())
        count = "from workstreams.digests.models import Digest as D; print(D.objects.filter(state='planned').count())"
        self._wait(lambda: self.manage("shell", "--no-imports", "-c", count).strip() == "0", "Digests stay planned.")

    def _wait(self, true, otherwise):
        deadline = time.monotonic() + PATIENCE
        while not true():
            assert time.monotonic() < deadline, otherwise
            time.sleep(0.1)


def passable_room():
    """An empty directory that every user may pass: as root, the database server runs as another."""
    room = Path(tempfile.mkdtemp(prefix="portal-journey-", dir="/var/tmp"))
    room.chmod(0o711)
    return room


def begun(room):
    """The data folder of a portal that began with nothing and was stopped; whoever of the workers asks first makes
    it in the room that they share."""
    folder = room / "begun"
    with (room / "begun.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            with Stack(leave=folder):
                pass
    return folder


def words(letter):
    """All that a message says: subject, plain text and HTML."""
    parts = [letter.get_body((kind,)) for kind in ("plain", "html")]
    return "\n".join([letter["Subject"], *(part.get_content() for part in parts if part)])


def _free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]

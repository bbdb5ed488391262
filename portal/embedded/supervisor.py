"""Children started in order, watched, and stopped in order."""

import signal
import subprocess
import time
from dataclasses import dataclass

from portal.embedded import processes


@dataclass
class Child:
    """One process under the supervisor. It is asked to stop by SIGTERM and has `patience` seconds for it."""

    name: str
    process: subprocess.Popen
    patience: float


class Supervisor:
    """Runs children until one of them ends or a signal asks for an end.

    SIGINT, SIGTERM and SIGHUP are caught while the supervisor is in use as a context manager; at the end of the `with`
    all its children are stopped, in the order of `stop_order` and then as started.
    """

    def __init__(self, *, cwd, environ=None, stop_order=()):
        self.environ = environ
        self.cwd = cwd
        self.stop_order = stop_order
        self.children = []
        self.signals = 0

    def __enter__(self):
        self._before = {
            each: signal.signal(each, self._note) for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
        }
        return self

    def __exit__(self, *exception):
        for each, handler in self._before.items():
            signal.signal(each, handler)

    def _note(self, number, frame):
        # Only counted: an exception out of a handler could lose a child between its start and our knowing of it.
        self.signals += 1

    @property
    def asked_to_stop(self):
        return self.signals > 0

    @property
    def asked_to_hurry(self):
        return self.signals > 1

    def start(self, name, command, log, *, environ=None, patience=20):
        """Start a child, in the supervisor's environment unless it gets its own, and return at once."""
        environ = self.environ if environ is None else environ
        process = processes.start(command, log=log, ends_by=signal.SIGTERM, environ=environ, cwd=self.cwd)
        self.children.append(Child(name, process, patience))
        return self.children[-1]

    def finish(self, name, command, log, *, environ=None):
        """Run a child to its end; returns whether it did well. False also when a signal asked for an end meanwhile."""
        child = self.start(name, command, log, environ=environ)
        while child.process.poll() is None and not self.asked_to_stop:
            time.sleep(0.02)
        self.children.remove(child)
        return processes.stop(child.process, signal.SIGTERM, child.patience) == 0

    def watch(self, others=None):
        """Return when a signal asks for an end (None), or the name of the first that ended by itself.

        `others` are processes by name that this supervisor did not start, watched with the rest.
        """
        while not self.asked_to_stop:
            if name := self.ended(others):
                return name
            time.sleep(0.2)
        return None

    def ended(self, others=None):
        """The name of a child that has ended, if any has."""
        all_of_them = {**(others or {}), **{child.name: child.process for child in self.children}}
        return next((name for name, process in all_of_them.items() if process.poll() is not None), None)

    def stop(self, said=lambda line: None):
        """Stop the children, those of one group of `stop_order` together, and say each."""
        rest = [child.name for child in self.children if not any(child.name in group for group in self.stop_order)]
        for group in (*self.stop_order, rest):
            together = [child for child in self.children if child.name in group]
            for child in together:
                if child.process.poll() is None:
                    child.process.terminate()
            deadline = time.monotonic() + max((child.patience for child in together), default=0)
            for child in together:
                code = processes.stop(child.process, 0, max(0, deadline - time.monotonic()))
                said(
                    f"{child.name} stopped" if code in (0, -signal.SIGTERM) else f"{child.name} ended with code {code}"
                )
                self.children.remove(child)

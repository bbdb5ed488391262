"""`make run`: the whole portal on this machine, under one supervisor."""

import http.client
import ipaddress
import os
import sys
import time

from django.core.management.base import BaseCommand

from portal.embedded import binaries, folder, port, postgres, sharing
from portal.embedded.problem import Unusable
from portal.embedded.supervisor import Supervisor
from portal.welcome import welcome

PURPOSE = "make run"
READY_WITHIN = 60
# After Ctrl-C a management command that still uses the servers has this long.
PATIENCE = 20


class Command(BaseCommand):
    help = "Run the portal with its own PostgreSQL and Valkey: web, worker and clock. Ctrl-C stops all."
    # The servers do not run yet when Django would look at them.
    requires_system_checks = []

    def handle(self, *args, **options):
        began = time.monotonic()
        place = folder.choose(os.environ)
        sharing.refuse_second(place, PURPOSE)
        host, number = port.chosen(os.environ)
        postgres.refuse_foreign(place, binaries.major(binaries.find(os.environ)))
        if place.note:
            self.say(place.note)
        with Supervisor(cwd=folder.CHECKOUT, stop_order=(("web", "clock"), ("worker",))) as supervisor:
            failure = self.run(supervisor, sharing.arranged(place), host, number, began)
        if failure:
            raise Unusable(failure)

    def say(self, line):
        self.stdout.write(line)
        self.stdout.flush()

    def run(self, supervisor, place, host, number, began):
        """Start everything, watch it, stop it; returns a sentence if it ended for a reason nobody asked for."""
        hurry = {"said": self.say, "hurry": lambda: supervisor.asked_to_stop}
        with sharing.claimed(place, purpose=PURPOSE, **hurry) as ours:
            if not ours:
                return None
            self.say(f"Data folder {place}")
            later = {"said": self.say, "patience": PATIENCE, "hurry": lambda: supervisor.asked_to_hurry}
            with sharing.started(place, os.environ, **later) as servers:
                supervisor.environ = self.environment(servers, number)
                try:
                    return self.prepare(supervisor, place) or self.serve(supervisor, servers, host, number, began)
                finally:
                    servers.withdraw()
                    self.say("Stopping.")
                    supervisor.stop(self.say)

    def environment(self, servers, number):
        site = os.environ.get("SITE_URL") or f"http://localhost:{number}"
        return {**os.environ, **servers.environment, "SITE_URL": site, "PYTHONUNBUFFERED": "1"}

    def prepare(self, supervisor, place):
        """Make the tables and the sample content; returns a sentence if that failed."""
        # The people of the sample act while it is made, and nobody has set up a second factor for them yet.
        environ = {**supervisor.environ, "SECOND_FACTOR_REQUIRED": "0"}
        log = place.log("prepare")
        self.say("prepare: the tables, and the sample content once")
        command = [sys.executable, folder.CHECKOUT / "manage.py", "prepare_demo"]
        if not supervisor.finish("prepare", command, log, environ=environ) and not supervisor.asked_to_stop:
            return f"The tables or the sample content could not be made; the log is {log}."
        return None

    def serve(self, supervisor, servers, host, number, began):
        """Start web, worker and clock and watch them; returns a sentence if one ended by itself."""
        place = servers.folder
        if supervisor.asked_to_stop:
            return None
        for name, command in children(place, host, number).items():
            log = place.log(name)
            extra = {"DATABASE_POOL": "1"} if name == "web" else {}
            child = supervisor.start(name, command, log, environ={**supervisor.environ, **extra})
            self.say(f"{name}: process {child.process.pid}, log {log}")
        ended = self.await_web(supervisor, host, number)
        if not ended and not supervisor.asked_to_stop:
            servers.publish(PURPOSE)
            self.say(f"Ready after {time.monotonic() - began:.1f} s.")
            self.say(welcome(place, supervisor.environ["SITE_URL"]))
            ended = supervisor.watch(servers.children)
        return f"{ended} ended by itself, so all was stopped; its log is {place.log(ended)}." if ended else None

    def await_web(self, supervisor, host, number):
        """Wait until the site answers; returns the name of a child that ended or does not answer."""
        deadline = time.monotonic() + READY_WITHIN
        while not supervisor.asked_to_stop:
            if ended := supervisor.ended():
                return ended
            if answers(host, number):
                return None
            if time.monotonic() > deadline:
                return "web"
            time.sleep(0.1)
        return None


def children(place, host, number):
    """The commands that make up the running portal, by name, in the order of their start."""
    celery = [sys.executable, "-m", "celery", "-A", "portal"]
    address = f"[{host}]:{number}" if ":" in host else f"{host}:{number}"
    return {
        "worker": [*celery, "worker", "-c", 2, "--without-mingle", "--without-gossip"],
        "clock": [*celery, "beat", "--schedule", place.path / "clock", "--pidfile="],
        "web": [
            *(sys.executable, "-m", "gunicorn", "portal.wsgi:application", "--bind", address, "--no-control-socket"),
            *("--worker-class", "gthread", "--workers", 2, "--threads", 4, "--access-logfile", "-"),
            # Without what was searched for: that can be somebody's address.
            *("--access-logformat", '%(h)s %(t)s "%(m)s %(U)s" %(s)s %(B)s %(L)s'),
        ],
    }


def answers(host, number):
    """Does the web server answer at all?"""
    try:
        everywhere = ipaddress.ip_address(host).is_unspecified
    except ValueError:
        everywhere = False
    connection = http.client.HTTPConnection("localhost" if everywhere else host, number, timeout=2)
    try:
        connection.request("GET", "/healthz", headers={"Host": "localhost"})
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()

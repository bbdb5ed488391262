"""`make run` from nothing, as a person would use it: look at it, sign in, stop it, start it again."""

import contextlib
import http.cookiejar
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[1]
NAME = "AI Governance Alliance"


def main():
    # Under /var/tmp and passable: as root the database server runs as another user.
    room = Path(tempfile.mkdtemp(prefix="portal-ci-", dir="/var/tmp"))
    room.chmod(0o711)
    data = room / "data"
    try:
        for what in ("cold", "warm"):
            seconds, sockets = once(data)
            left = processes_of(data)
            check(not left, f"processes are left: {left}")
            check(not Path(sockets).exists(), f"the sockets' directory is left: {sockets}")
            say(f"{what} start of make run: the site answered after {seconds:.1f} s; it stopped and left nothing")
    finally:
        for pid, _ in processes_of(data):
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        shutil.rmtree(room, ignore_errors=True)
    say("make run works from nothing.")


def once(data):
    """Start, look, sign in, stop; returns the seconds until the site answered, and where the sockets were."""
    port = free_port()
    site = f"http://localhost:{port}"
    inherited = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "SITE_URL", "HOST")}
    environ = {**inherited, "PORTAL_DATA": str(data), "PORT": str(port)}
    began = time.monotonic()
    run = subprocess.Popen(["make", "run"], cwd=CHECKOUT, env=environ, stdin=subprocess.DEVNULL)
    try:
        page = wait_for(site, run)
        seconds = time.monotonic() - began
        check(NAME in page, f"the first page does not name the {NAME}")
        sign_in(site, data)
        state = json.loads((data / "run.json").read_text())
        os.kill(state["pid"], signal.SIGINT)
        code = run.wait(60)
        check(code == 0, f"make run ended with code {code}")
    except BaseException:
        for log in sorted(data.glob("log/*.log")):
            say(f"--- {log.name}, its end\n" + "\n".join(log.read_text(errors="replace").splitlines()[-20:]))
        run.kill()
        raise
    return seconds, state["directory"]


def wait_for(site, run, patience=120):
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline:
        check(run.poll() is None, f"make run ended by itself with code {run.returncode}")
        with contextlib.suppress(urllib.error.URLError, ConnectionError):
            return urllib.request.urlopen(f"{site}/", timeout=10).read().decode()
        time.sleep(0.2)
    return sys.exit(f"FAILED: {site}/ does not answer after {patience} s")


def sign_in(site, data):
    """Sign in as the demo's staff and see the page say so."""
    wait_until(lambda: (data / "run.json").exists() and json.loads((data / "run.json").read_text()).get("ready"))
    accounts = json.loads((data / "demo-accounts.json").read_text())
    staff = next(each for each in accounts if each["role"].lower().startswith(("staff", "secretariat")))
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))
    form = browser.open(f"{site}/accounts/login/", timeout=10).read().decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', form)[1]
    fields = {"csrfmiddlewaretoken": token, "login": staff["email"], "password": staff["password"]}
    browser.open(f"{site}/accounts/login/", urllib.parse.urlencode(fields).encode(), timeout=10)
    page = browser.open(f"{site}/", timeout=10).read().decode()
    check("/accounts/logout/" in page, "the page after sign-in offers no way to sign out")
    check(browser.open(f"{site}/admin/", timeout=10).status == 200, "the admin is closed to the demo's staff")
    say(f"signed in as {staff['role']}")


def processes_of(data):
    """Process id and command of everything that runs with or on this data folder."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            command = (entry / "cmdline").read_bytes()
            if int(entry.name) != os.getpid() and str(data).encode() in command + (entry / "environ").read_bytes():
                found.append((int(entry.name), command.replace(b"\0", b" ").decode(errors="replace").strip()))
    return found


def wait_until(true, patience=30):
    deadline = time.monotonic() + patience
    while not true():
        check(time.monotonic() < deadline, "make run does not say that it is ready")
        time.sleep(0.1)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def check(holds, otherwise):
    if not holds:
        sys.exit(f"FAILED: {otherwise}")


def say(line):
    print(line, flush=True)


if __name__ == "__main__":
    main()

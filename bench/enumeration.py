"""Whether the time of an answer tells if an address has an account here.

    .venv/bin/python bench/enumeration.py [--rounds 120] [--quick-hash] [--write]

On throw-away servers, with a mail server that takes everything at once: asks at every door of an account (a wrong
password, a code to sign in, a wrong code after it, a new password, signing up and a wrong code after it) with addresses
that nobody has, and with those of members, of somebody who never confirmed theirs, of suspended ones, of one who left,
one whose account is closed and one without a password. In one process, in turn and each time in another order; limits
of how often are off. Tells medians, and by how much each differs from that of an address that nobody has, with the
interval in which 95 of 100 draws from the measured times fall.

`--quick-hash`: passwords are hashed by MD5, so that what is left of each answer shows under less noise.
`--write`: into enumeration.md. Exits with 1 where a difference is more than 2 ms, and not by chance.
"""

import argparse
import logging
import os
import random
import re
import statistics
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

from import_mbox import ROOT, servers
from mail import Sink

LIMIT = 2.0  # milliseconds
DRAWS = 1000
NOBODY = "nobody"
KINDS = [NOBODY, "member", "unconfirmed", "suspended", "ended", "closed", "no password"]
PASSWORD = "seven small green doors"  # noqa: S105 - nobody has it
PLACE = Path(__file__).with_name("enumeration.md")


def people(rounds):
    """So many of each kind who has an account, by addresses as alike as those that nobody has."""
    from allauth.account.models import EmailAddress
    from django.contrib.auth.hashers import make_password
    from django.utils import timezone

    from members.models import Affiliation, Member, Membership, RulesVersion, Sector

    now = timezone.now()
    rules = RulesVersion.objects.order_by("pk").first() or RulesVersion.objects.create(version="1", body="x")
    sector = Sector.objects.order_by("pk").first()
    states = {"unconfirmed": "applied", "suspended": "suspended", "ended": "ended"}
    hashed = make_password("what they know")
    for kind in KINDS[1:]:
        made = Member.objects.bulk_create(
            Member(
                email=address(kind, number),
                name=f"Member {number}",
                password=make_password(None) if kind == "no password" else hashed,
                is_active=kind != "closed",
            )
            for number in range(rounds)
        )
        EmailAddress.objects.bulk_create(
            EmailAddress(user=one, email=one.email, primary=True, verified=kind != "unconfirmed") for one in made
        )
        state = states.get(kind, "active")
        decided = {"decided_at": now, "admitted_through": "domain"} if state != "applied" else {}
        ended = {"ended_at": now} if state == "ended" else {}
        Membership.objects.bulk_create(
            Membership(member=one, state=state, rules=rules, **decided, **ended) for one in made
        )
        if state != "ended":
            Affiliation.objects.bulk_create(
                Affiliation(member=one, sector=sector, capacity="individual") for one in made
            )


def address(kind, number):
    return f"{KINDS.index(kind)}{number:05}@bench.example"


class Visit:
    """One browser that knocks at one door with one address: `do` does what comes before, and times the last step."""

    def __init__(self, email, timed):
        from django.test import Client

        self.client, self.email, self.timed = Client(REMOTE_ADDR="192.0.2.1"), email, timed

    def send(self, step, at, /, **typed):
        begun = time.perf_counter()
        answer = self.client.post(at, typed)
        self.timed.setdefault(step, []).append(1000 * (time.perf_counter() - begun))
        return answer

    def sign_in(self):
        return self.send("a wrong password", "/accounts/login/", login=self.email, password=PASSWORD)

    def code(self):
        answer = self.send("a code to sign in", "/accounts/login/code/", email=self.email)
        wrong = self.send("… a wrong code", "/accounts/login/code/confirm/", code="WRONG1")
        return answer, wrong

    def reset(self):
        return self.send("a new password", "/accounts/password/reset/", email=self.email)

    def sign_up(self):
        from members.models import Sector

        typed = {
            "name": "Ana Quispe",
            "email": self.email,
            "country": "PE",
            "time_zone": "America/Lima",
            "sector": str(Sector.objects.order_by("pk").first().pk),
            "organisation_name": "Andes Digital Rights",
            "password1": PASSWORD,
            "accept_rules": "on",
            "statement": "To be heard.",
        }
        answer = self.send("signing up", "/accounts/signup/", **typed)
        wrong = self.send("… a wrong code, there", "/accounts/confirm-email/", code="WRONG1")
        again = self.send("… a new code", "/accounts/confirm-email/", action="resend")
        return answer, wrong, again


DOORS = ["sign_in", "code", "reset", "sign_up"]


def statuses(answers):
    return tuple(answer.status_code for answer in (answers if isinstance(answers, tuple) else (answers,)))


def measure(rounds):
    """{step: {kind: [milliseconds]}}. Raises where the status of an answer tells, too."""
    times = {}
    seen = {}
    for number in range(-3, rounds):
        for door in DOORS:
            for kind in random.sample(KINDS, len(KINDS)):
                # Whoever signs up is nobody no longer: an address of its own for each door.
                email = f"{DOORS.index(door)}{address(kind, max(0, number))}" if kind == NOBODY else None
                timed = {}
                email = email if number >= 0 or email is None else f"warm{-number}{email}"
                answers = getattr(Visit(email or address(kind, max(0, number)), timed), door)()
                seen.setdefault(door, set()).add(statuses(answers))
                for step, took in timed.items() if number >= 0 else ():
                    times.setdefault(step, {}).setdefault(kind, []).extend(took)
    for door, statuses_seen in seen.items():
        if len(statuses_seen) != 1:
            raise RuntimeError(f"{door}: not one status for all, but {statuses_seen}")
    return times


def interval(these, those):
    """The difference of the medians, and where it lies in 95 of 100 draws."""
    drawn = sorted(
        statistics.median(random.choices(these, k=len(these))) - statistics.median(random.choices(those, k=len(those)))
        for _ in range(DRAWS)
    )
    return statistics.median(these) - statistics.median(those), drawn[DRAWS // 40], drawn[-DRAWS // 40]


def report(times, rounds, hasher):
    """The lines of the table, and what tells."""
    from importlib.metadata import version

    lines, wrong = [], []
    heads = " | ".join(f"{kind}" for kind in KINDS[1:])
    lines.append(f"\n## Passwords hashed by {hasher}: {rounds} of each\n")
    lines.append(f"Django {version('django')}, django-allauth {version('django-allauth')}; milliseconds.\n")
    lines.append(f"| step | {NOBODY} has it | {heads} |\n|---|---|{'---|' * len(KINDS[1:])}")
    for step, kinds in times.items():
        cells = [f"{statistics.median(kinds[NOBODY]):.1f}"]
        for kind in KINDS[1:]:
            differs, least, most = interval(kinds[kind], kinds[NOBODY])
            tells = least > LIMIT or most < -LIMIT
            mark = "**" if tells else ""
            cells.append(f"{mark}{statistics.median(kinds[kind]):.1f}{mark} ({least:+.1f} … {most:+.1f})")
            if tells:
                wrong.append(f"{step}, {kind}: {differs:+.1f} ms")
        lines.append(f"| {step} | {' | '.join(cells)} |")
    return lines, wrong


def bench(rounds, quick):
    import django

    django.setup()
    from django.conf import settings
    from django.test.utils import setup_test_environment

    logging.disable(logging.WARNING)
    mail = settings.EMAIL_BACKEND
    setup_test_environment(debug=False)
    settings.EMAIL_BACKEND = mail
    settings.ACCOUNT_RATE_LIMITS = False
    if quick:
        settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    people(rounds)
    return report(measure(rounds), rounds, "MD5" if quick else "PBKDF2")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=120)
    parser.add_argument("--quick-hash", action="store_true")
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    sys.path.insert(0, str(ROOT))
    if options.here:
        lines, wrong = bench(options.rounds, options.quick_hash)
        print("\n".join(lines))
        print("\n" + ("\n".join(f"Tells: {line}" for line in wrong) or "No time tells."))
        return int(bool(wrong))
    with servers() as (environment, _place), Sink() as sink:
        more = {"EMAIL_URL": f"smtp://127.0.0.1:{sink.port}", "SIGNUP_SECONDS": "0"}
        command = [sys.executable, __file__, *sys.argv[1:], "--here"]
        done = subprocess.run(command, env={**environment, **more}, stdout=subprocess.PIPE, text=True)
    print(done.stdout)
    if options.write:
        write(done.stdout, options.quick_hash)
    return done.returncode


def write(said, quick):
    """Put the table in the place of the one of the same kind."""
    head = PLACE.read_text() if PLACE.exists() else ""
    begins = "## Passwords hashed by " + ("MD5" if quick else "PBKDF2")
    rest = re.sub(rf"{begins}.*?(?=^## |\Z)", "", head, flags=re.DOTALL | re.MULTILINE).rstrip()
    PLACE.write_text(f"{rest}\n\n{said.strip()} Measured on {date.today().day} {date.today():%B %Y}.\n")


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    sys.exit(main())

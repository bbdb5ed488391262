"""How long the clock takes to plan the digests of so many members, all due in one round, and how much memory.

    .venv/bin/python bench/mail_planning.py [--small 1000] [--large 100000] [--rounds 3]

On throw-away servers: members in forty time zones, most with the digest that everybody begins with, a third with
another day or hour, every tenth daily, every twentieth with a group of their own choice. Three things are measured in
a process of their own: the first round, that gives everybody a subscription; a round in which a week's digests of all
are due at once, as after a week without a clock; and a round in which nothing is due. Nothing is sent. Exits with 1
when planning the large number takes a minute or longer, or memory grows with it by more than 20 MB.
"""

import argparse
import json
import random
import resource
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

from import_mbox import servers

ROOT = Path(__file__).resolve().parents[1]
MINUTE, MEGABYTES = 60, 20


def build(count, chance):
    """Members who were admitted, confirmed their address and signed in lately; none has a subscription."""
    from allauth.account.models import EmailAddress
    from dataset.copying import copy_in
    from django.utils import timezone

    from members.models import Member, Membership, RulesVersion, time_zone_choices

    now = timezone.now()
    zones = chance.sample([name for name, _label in time_zone_choices()], 40)
    people = (
        {
            "email": f"member{number}@bench.invalid",
            "name": f"Member {number}",
            "password": "!",
            "time_zone": chance.choice(zones),
            "last_login": now,
        }
        for number in range(count)
    )
    copy_in(Member, people)
    members = Member.objects.order_by("pk").values_list("pk", "email")
    copy_in(EmailAddress, ({"user_id": pk, "email": email, "verified": True, "primary": True} for pk, email in members))
    rules = RulesVersion.objects.first() or RulesVersion.objects.create(version="1.0", body="Rules.")
    decided = {"decided_at": now, "admitted_through": "domain", "rules_id": rules.pk, "rules_accepted_at": now}
    copy_in(Membership, ({"member_id": pk, "state": "active", **decided} for pk, _email in members))


def choose(chance):
    """Let members choose otherwise than everybody begins, as rows that the actions would have left."""
    from dataset.copying import copy_in

    from workstreams.digests.models import GroupSubscription, Subscription
    from workstreams.groups.models import PriorityArea, WorkingGroup

    numbers = list(Subscription.objects.order_by("pk").values_list("pk", flat=True))
    for weekday in range(7):
        for hour in (6, 7, 9, 12, 17, 20):
            some = chance.sample(numbers, len(numbers) // 126)
            Subscription.objects.filter(pk__in=some).update(weekday=weekday, hour=hour)
    Subscription.objects.filter(pk__in=numbers[::10]).update(frequency="daily", cadence="daily")
    area = PriorityArea.objects.create(slug="bench", name="Bench", summary="x")
    group = WorkingGroup.objects.create(area=area, slug="bench", name="Bench", purpose="x", charter="x")
    chosen = numbers[1::20]
    Subscription.objects.filter(pk__in=chosen).update(cadence="daily")
    copy_in(GroupSubscription, ({"subscription_id": pk, "group_id": group.pk, "frequency": "daily"} for pk in chosen))


def measure(count, rounds):
    """In this process: print seconds, statements and the growth of memory in MB of each of the three."""
    import django

    django.setup()
    from django.db import connection
    from django.utils import timezone

    from workstreams.digests import actions
    from workstreams.digests.models import Digest, DigestPart, GroupSubscription, Subscription

    chance = random.Random(f"planning {count}")
    build(count, chance)
    told = {"members": count}

    def timed(name, now):
        statements = [0]

        def counted(execute, *args):
            statements[0] += 1
            return execute(*args)

        before = memory()
        with connection.execute_wrapper(counted):
            begun = time.perf_counter()
            done = actions.plan(now=now)
            seconds = time.perf_counter() - begun
        told.setdefault(name, []).append([round(seconds, 2), statements[0], round(memory() - before, 1)])
        return done

    now = timezone.now()
    done = [timed("subscribing", now).subscribed]
    choose(chance)
    for _round in range(rounds):
        DigestPart.objects.all().delete()
        Digest.objects.all()._raw_delete(Digest.objects.db)
        due = now + timedelta(days=7)
        Subscription.objects.update(next_due_at=now + timedelta(days=6, hours=3), covered_until=now)
        GroupSubscription.objects.update(covered_until=now)
        connection.cursor().execute("ANALYZE")
        done.append(timed("planning", due).planned)
        timed("nothing due", due)
    if set(done) != {count}:
        raise SystemExit(f"Of {count} members, {done} were planned for.")
    print(json.dumps(told))


def memory():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--small", type=int, default=1000)
    parser.add_argument("--large", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--measure", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    sys.path.insert(0, str(ROOT))
    if options.measure:
        return measure(options.measure, options.rounds)
    worst = {}
    for count in (options.small, options.large):
        with servers() as (environment, _place):
            environment["DIGEST_SPREAD_MINUTES"] = "30"
            command = [sys.executable, __file__, "--measure", str(count), "--rounds", str(options.rounds)]
            told = json.loads(subprocess.run(command, env=environment, check=True, capture_output=True).stdout)
        for name in ("subscribing", "planning", "nothing due"):
            for seconds, statements, grown in told[name]:
                print(f"{count:7} members, {name}: {seconds:6.2f} s, {statements} statements, memory +{grown:.1f} MB")
        worst[count] = [max(one[place] for one in told["planning"]) for place in (0, 2)]
    seconds, grown = worst[options.large]
    return int(seconds >= MINUTE or grown - worst[options.small][1] > MEGABYTES)


if __name__ == "__main__":
    sys.exit(main())

"""What the pages about people cost when there are 1,000 of them, beside what they cost with 30.

    .venv/bin/python bench/people.py [--small 30] [--large 1000]

Brings in the organisations of the sample data (beside the project, or at PORTAL_SAMPLE_DATA; generated ones where
there are none), then members who sit in one group and write there, on throw-away servers. Asks for each page as often
as it takes to know its quickest answer, in one process. Exits with 1 when a page asks the database 15 times or more,
or takes more than 1.5 times as long as with 30 members.
"""

import argparse
import os
import subprocess
import sys
import time
from pathlib import Path

from import_mbox import ROOT, servers

MOST_QUERIES = 15
WORST = 1.5
ROUNDS = 25
ORGANISATIONS = 256
POSTS_EACH = 5


def sample():
    """The file with the organisations, or None where it is not at hand."""
    folder = Path(os.environ.get("PORTAL_SAMPLE_DATA") or ROOT.parent / "shared" / "data")
    path = folder / "positions-by-sector" / "organisations.csv"
    return path if path.exists() else None


def bring_in_organisations():
    from django.core.management import call_command
    from django.utils import timezone

    from members.models import Organisation, Sector

    if sample():
        call_command("import_members", str(sample()), stdout=open(os.devnull, "w"))
        return
    sectors = list(Sector.objects.all())
    Organisation.objects.bulk_create(
        Organisation(name=f"Organisation {n}", sector=sectors[n % len(sectors)], approved_at=timezone.now())
        for n in range(ORGANISATIONS)
    )


class Alliance:
    """One public group, and ever more members in it, from every organisation in turn."""

    def __init__(self):
        from members.models import Member, Organisation, RulesVersion
        from workstreams.discussion.models import Thread
        from workstreams.groups.models import PriorityArea, WorkingGroup

        area = PriorityArea.objects.create(slug="bench", name="Bench", summary="x")
        self.group = WorkingGroup.objects.create(area=area, slug="bench", name="Bench", purpose="x", charter="x")
        self.organisations = list(Organisation.objects.order_by("pk"))
        self.rules = RulesVersion.objects.order_by("pk").first() or RulesVersion.objects.create(version="1", body="x")
        self.count = 0
        self.author = Member.objects.create(email="author@bench.invalid", name="Author")
        self.thread = Thread.objects.create(group=self.group, title="Bench and more", author=self.author)
        self.reader = None

    def grow(self, count):
        """Add members until there are `count`, each with an affiliation, a membership, a seat and some posts."""
        from django.utils import timezone

        from members.models import Affiliation, Member, Membership, Profile
        from workstreams.discussion.models import Post
        from workstreams.groups.models import Participation

        numbers = range(self.count, count)
        people = Member.objects.bulk_create(
            Member(email=f"member{n}@bench.invalid", name=f"Member {n:04}", country="IT") for n in numbers
        )
        speaks_for = {
            person.pk: self.organisations[number % len(self.organisations)]
            for number, person in zip(numbers, people, strict=True)
        }
        now = timezone.now()
        Affiliation.objects.bulk_create(
            Affiliation(
                member=person,
                sector_id=speaks_for[person.pk].sector_id,
                organisation=speaks_for[person.pk],
                capacity="representative",
            )
            for person in people
        )
        Membership.objects.bulk_create(
            Membership(
                member=person,
                state="active",
                rules=self.rules,
                decided_at=now,
                decided_by=self.author,
                admitted_through="secretariat",
            )
            for person in people
        )
        Profile.objects.bulk_create((Profile(member=person) for person in people), ignore_conflicts=True)
        Participation.objects.bulk_create(Participation(group=self.group, member=person) for person in people)
        root = self.thread.posts.first()
        posts = []
        for number in range(len(people) * POSTS_EACH):
            person = people[number % len(people)]
            first = root is None and not posts
            post = Post(
                thread=self.thread,
                path=(self.count * POSTS_EACH + number + 1).to_bytes(5, "big"),
                depth=0 if first else 1,
                author=person,
                sector_id=speaks_for[person.pk].sector_id,
                organisation=speaks_for[person.pk],
                body="Words for the bench.",
                body_html="<p>Words for the bench.</p>",
                renderer=1,
                search="",
            )
            if first:
                post.save()
                root = post
                posts.append(None)
            else:
                post.parent = root
                posts.append(post)
        Post.objects.bulk_create([post for post in posts if post], batch_size=1000)
        self.count = count
        self.reader = self.reader or people[0]

    def pages(self):
        """(name, address) of each page that is measured."""
        from django.urls import reverse

        slug = self.group.slug
        return [
            ("directory", reverse("directory")),
            ("directory, last page", f"{reverse('directory')}?page=9999"),
            ("directory, one sector", f"{reverse('directory')}?sector=private-sector"),
            ("roster", reverse("group_people", args=[slug])),
            ("balance of the alliance", reverse("balance")),
            ("balance of the area", reverse("area_balance", args=[self.group.area.slug])),
            ("balance of the group", reverse("group_balance", args=[slug])),
            ("balance over all time", f"{reverse('group_balance', args=[slug])}?period=all"),
        ]


def measure(alliance):
    """{page: (queries, quickest answer in ms)}, for a member who is signed in."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")  # noqa: S608 - as the server does by itself after a while
    client = Client()
    client.force_login(alliance.reader)
    found = {}
    for name, url in alliance.pages():
        if (status := client.get(url).status_code) != 200:
            raise RuntimeError(f"{url} answers {status}, so there is nothing to measure")
        with CaptureQueriesContext(connection) as queries:
            client.get(url)
            asked = len(queries)
        took = []
        for _ in range(ROUNDS):
            begun = time.perf_counter()
            client.get(url)
            took.append(1000 * (time.perf_counter() - begun))
        found[name] = asked, min(took)
    return found


def bench(small, large):
    """Measure both sizes in this process, and print a line for each page. Returns what is too much."""
    import django

    django.setup()
    from django.test.utils import setup_test_environment

    setup_test_environment(debug=False)
    bring_in_organisations()
    alliance = Alliance()
    alliance.grow(small)
    few = measure(alliance)
    alliance.grow(large)
    many = measure(alliance)
    print(f"{len(alliance.organisations)} organisations; {small} and {large} members, all in one group")
    print(f"{'page':26} {'queries':>9} {'ms, few':>9} {'ms, many':>9} {'ratio':>7}")
    wrong = []
    for name, (queries, took) in many.items():
        before, took_before = few[name]
        ratio = took / took_before
        print(f"{name:26} {before:>4}/{queries:<4} {took_before:>9.1f} {took:>9.1f} {ratio:>7.2f}")
        if queries >= MOST_QUERIES:
            wrong.append(f"{name}: {queries} queries, fewer than {MOST_QUERIES} are allowed")
        if ratio > WORST:
            wrong.append(f"{name}: {ratio:.2f} times as long, {WORST} is the most")
    return wrong


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--small", type=int, default=30)
    parser.add_argument("--large", type=int, default=1000)
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    sys.path.insert(0, str(ROOT))
    if options.here:
        wrong = bench(options.small, options.large)
        print("\n".join(wrong) or "Every page is within its bounds.")
        return int(bool(wrong))
    with servers() as (environment, _place):
        command = [sys.executable, __file__, "--here", "--small", str(options.small), "--large", str(options.large)]
        return subprocess.run(command, env=environment).returncode


if __name__ == "__main__":
    sys.exit(main())

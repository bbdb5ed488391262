"""What the digests of the bench tell of: 5,000 members of three groups, and a week in which 2,000 posts were said."""

import random
from datetime import timedelta

from dataset import people
from dataset.people import People
from dataset.shape import GROUPS, Topic
from dataset.text import Passages
from dataset.threads import Threads

POSTS, THREADS = 2000, 300
WEEK = timedelta(days=7)
# Everybody sits in the first group, many in the second, some in the third.
SEATS = {"public": 1, "members": 0.4, "private": 0.06}


class Week(Threads):
    """Threads of the last seven days. Most of what was said was an answer, as in most weeks."""

    def __init__(self, seed, people, passages, until):
        self.chance = random.Random(f"{seed} week")
        self.people, self.passages = people, passages
        self.topics = [self._topic(number, until) for number in range(THREADS)]
        for _post in range(POSTS - THREADS):
            topic = self.chance.choice(self.topics[: THREADS // 3])
            topic.moments.append(topic.moments[0] + (until - topic.moments[0]) * self.chance.random())
            topic.answers.append(self.chance.randrange(len(topic.answers)))
        for topic in self.topics:
            topic.moments.sort()
        self.authors = [[people.speaker(topic.group, self.chance) for _ in topic.moments] for topic in self.topics]
        self._number()

    def _topic(self, number, until):
        group = self.chance.choices(range(len(GROUPS)), [share for *_names, share in GROUPS])[0]
        return Topic(number, group, [until - WEEK * self.chance.random()], [None])


def build(seed, members, now):
    """Into an empty database with all its tables; every member's digest is due at `now`."""
    from allauth.account.models import EmailAddress
    from dataset.copying import copy_in
    from django.db import connection

    from members.models import Member
    from workstreams.digests.models import Subscription
    from workstreams.markup.rendering import render

    people.SEATS.update({name: int(members * share) for name, share in SEATS.items()})
    alliance = People(seed)
    alliance.count = members
    alliance.build()
    Member.objects.update(last_login=now)
    copy_in(
        EmailAddress,
        (
            {"user_id": pk, "email": email, "verified": True, "primary": True}
            for pk, email in Member.objects.filter(pk__in=alliance.ids).values_list("pk", "email")
        ),
    )
    Week(seed, alliance, Passages(seed, render, 600), now - timedelta(minutes=2)).build()
    copy_in(
        Subscription,
        (
            {"member_id": pk, "covered_until": now - WEEK, "next_due_at": now - timedelta(seconds=1)}
            for pk in alliance.ids
        ),
    )
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")  # as the server does by itself after a while

"""How many posts each thread has, who answers whom and when: numbers only, no rows.

Two hundred thousand posts in twenty thousand threads. Three are made to measure, one of 50, one of 10,000 and one of
100,000 posts; the rest share what is left in a long tail. All posts lie in the order in which they were written,
whichever thread they belong to, as they do in a forum that people wrote: a thread's posts are scattered over the disk.
"""

import random
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

MEMBERS, THREADS, POSTS = 5000, 20_000, 200_000
MEASURED = {"small": 50, "large": 10_000, "huge": 100_000}
# Shares of the threads, by group: the first is public and has well over 200 pages of them.
GROUPS = (("public", "open-table", 0.6), ("members", "members-table", 0.25), ("private", "closed-table", 0.15))
LAST = datetime(2026, 10, 30, 16, tzinfo=UTC)
YEARS = timedelta(days=730)
# Of ten replies three answer the first post, the rest one of the last few: chains of thirty come up, as they do.
TO_THE_FIRST, RECENT = 0.3, 12


@dataclass
class Topic:
    """One thread: its place in the list, how many posts, when each was said, and which each answers (None: the root).

    `answers[n]` is the place of the post that post n answers, always before it.
    """

    number: int
    group: int
    moments: list
    answers: list
    name: str = ""


def topics(seed, scale=1):
    """Every thread, the measured ones first. `scale` multiplies the others: 5 makes a million posts."""
    chance = random.Random(f"{seed} shape")
    sizes = [*MEASURED.values(), *_tail(chance, THREADS * scale - 3, POSTS * scale - sum(MEASURED.values()))]
    names = [*MEASURED, *[""] * len(sizes)]
    for number, size in enumerate(sizes):
        group = 0 if names[number] else _drawn(chance)
        yield Topic(number, group, _moments(chance, size), _answers(chance, size), names[number])


def _tail(chance, count, posts):
    """`count` sizes that sum up to `posts`: most threads have one or two posts, a few have hundreds."""
    weights = [chance.paretovariate(1.2) for _ in range(count)]
    most = 600 / (posts / sum(weights))
    weights = [min(weight, most) for weight in weights]
    rate = (posts - count) / sum(weights)
    sizes, carried = [], 0.0
    for weight in weights:
        carried += weight * rate
        sizes.append(1 + int(carried))
        carried -= int(carried)
    sizes[0] += posts - sum(sizes)
    return sizes


def _drawn(chance):
    return chance.choices(range(len(GROUPS)), [share for *_names, share in GROUPS])[0]


def _moments(chance, size):
    """When each post was said: from some day on, over about as many days as a thread of that size lives."""
    lives = min(YEARS * 0.9, timedelta(days=1 + size / 10 * chance.uniform(0.5, 1.5)))
    begins = LAST - lives - (YEARS - lives) * chance.random()
    return sorted(begins + lives * chance.random() for _ in range(size))


def _answers(chance, size):
    answers = [None]
    for place in range(1, size):
        recent = max(1, place - RECENT)
        answers.append(0 if place == 1 or chance.random() < TO_THE_FIRST else chance.randrange(recent, place))
    return answers

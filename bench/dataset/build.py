"""Make the data set in an empty database with all its tables: `python build.py SEED SCALE`, with Django's environment.

Prints, as JSON, what the bench has to know of it: the threads that are measured, the two words to search for.
"""

import json
import sys
import time
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parents[1]), str(Path(__file__).resolve().parents[2])]

# The share of all posts that a search for two words is to find: 32,000 of 200,000.
FOUND = 0.16
# Threads of at least so many posts are read in turn, a first page each: what is kept ready for one serves no other.
TAIL = 21


def main(seed, scale):
    import django

    django.setup()
    from django.db import connection, transaction

    from dataset import checking, limits
    from dataset.people import People
    from dataset.text import Passages
    from dataset.threads import Threads
    from workstreams.markup.rendering import render

    told = _Stopwatch()
    passages = Passages(seed, render)
    told(f"{len(passages.texts):,} passages rendered")
    with transaction.atomic():
        people = People(seed, scale)
        people.build()
        told(f"{people.count:,} members")
        threads = Threads(seed, people, passages, scale)
        told("the shape of the threads")
        places = threads.build()
        told(f"{len(threads.topics):,} threads, {len(threads.order):,} posts")
        limits.build()
        told("the limit's own tables")
        checking.check()
        told("held against the portal's own code")
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")  # as the server does by itself after a while
    told("tidied up")
    words, found = _two_words(len(threads.order))
    told(f"a search for {' '.join(words)} finds {found:,} posts")
    facts = {"threads": places, "words": words, "found": found, "posts": len(threads.order)}
    facts |= {"members": people.count, "all_threads": len(threads.topics)}
    full = [topic.number + 1 for topic in threads.topics if topic.group == 0 and TAIL <= len(topic.moments) < 1000]
    facts["tail"] = sorted(people.chance.sample(full, min(len(full), 400)))
    facts["readers"] = sorted(people.chance.sample(people.speakers[0][0][2:], 2000))
    print(json.dumps(facts))


def _two_words(posts):
    """The two words of meaning whose search finds the wanted share of all posts, and how many it finds."""
    from django.db import connection

    from dataset.text import TOPICAL

    chosen = TOPICAL[:24]
    with connection.cursor() as cursor:
        cursor.execute(
            """
            WITH asked AS (SELECT word, to_tsquery('english', word) AS query FROM unnest(%s::text[]) AS word),
            sample AS MATERIALIZED (SELECT words FROM limit_post WHERE id %% 40 = 0)
            SELECT a.word, b.word FROM asked a JOIN asked b ON a.word < b.word
            ORDER BY abs((SELECT count(*) FROM sample WHERE words @@ (a.query && b.query)) * 40 - %s::float8), 1, 2
            LIMIT 1
            """,
            [chosen, FOUND * posts],
        )
        words = list(cursor.fetchone())
        cursor.execute(
            "SELECT count(*) FROM limit_post WHERE words @@ websearch_to_tsquery('english', %s)", [" ".join(words)]
        )
        return words, cursor.fetchone()[0]


class _Stopwatch:
    def __init__(self):
        self.begun = time.monotonic()

    def __call__(self, what):
        now = time.monotonic()
        print(f"  {now - self.begun:6.1f} s  {what}", file=sys.stderr, flush=True)
        self.begun = now


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))

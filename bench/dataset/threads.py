"""Threads and their posts as rows, with everything that the portal keeps beside them: voices, marks, followings."""

import random
from collections import Counter

from django.db import connection

from dataset.copying import copy_in, go_on_after
from dataset.shape import topics
from dataset.text import PASSAGES_A_POST

READ = 12  # threads that a member has read in part or whole, besides those that are measured
ANSWERED_BY_A_SIGN = 0.15
TOLD_OF_AN_ANSWER = 0.25

# The words that a post is found by, made by the database while it comes in. `dataset.checking` holds them against what
# the portal itself would have written.
WORDS = """
CREATE FUNCTION bench_words() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    NEW.search := setweight(to_tsvector('english', NEW.body), 'B');
    IF NEW.parent_id IS NULL THEN
        NEW.search := setweight(to_tsvector('english', (SELECT title FROM discussion_thread WHERE id = NEW.thread_id)),
                                'A') || NEW.search;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER bench_words BEFORE INSERT ON discussion_post FOR EACH ROW EXECUTE FUNCTION bench_words();
ALTER TABLE discussion_post ENABLE ALWAYS TRIGGER bench_words;
"""
NO_WORDS = "DROP TRIGGER bench_words ON discussion_post; DROP FUNCTION bench_words();"


class Threads:
    """All threads: their shapes, their authors, and the number that each of their posts gets."""

    def __init__(self, seed, people, passages, scale=1):
        self.chance = random.Random(f"{seed} threads")
        self.people, self.passages = people, passages
        self.topics = list(topics(seed, scale))
        # Who wrote the post at each place of each thread.
        self.authors = [[people.speaker(topic.group, self.chance) for _ in topic.moments] for topic in self.topics]
        self._number()

    def _number(self):
        """Give every post its number, in the order in which all of them were said."""
        said = sorted(
            (moment, topic.number, place) for topic in self.topics for place, moment in enumerate(topic.moments)
        )
        self.order = [(thread, place) for _moment, thread, place in said]
        self.ids = [[0] * len(topic.moments) for topic in self.topics]
        for number, (thread, place) in enumerate(self.order, start=1):
            self.ids[thread][place] = number

    def build(self):
        """Bring in all of it. Returns {name: (thread's id, group's slug)} of the threads that are measured."""
        from workstreams.discussion.models import Following, Post, Reaction, ReadMark, Thread, Voice
        from workstreams.notices.models import Notice

        self.signs = self._signs()
        with connection.cursor() as cursor:
            # What points at rows is right by its making: asking for each would double the time.
            cursor.execute("SET session_replication_role = replica; SET synchronous_commit = off")
            cursor.execute(WORDS)
        copy_in(Thread, (self._thread(topic) for topic in self.topics))
        searchable = [index for index in Post._meta.indexes if index.fields == ["search"]]
        with connection.schema_editor() as editor:
            for index in searchable:
                editor.remove_index(Post, index)
        copy_in(Post, self._posts())
        with connection.cursor() as cursor:
            cursor.execute(NO_WORDS)
        copy_in(Voice, self._voices())
        copy_in(Reaction, self._reactions())
        copy_in(Following, self._followings())
        copy_in(ReadMark, self._marks())
        copy_in(Notice, self._notices())
        for model in (Thread, Post):
            go_on_after(model)
        with connection.cursor() as cursor:
            cursor.execute("SET session_replication_role = DEFAULT")
            cursor.execute("SET maintenance_work_mem = '256MB'")
        with connection.schema_editor() as editor:
            for index in searchable:
                editor.add_index(Post, index)
        named = [topic for topic in self.topics if topic.name]
        return {topic.name: (topic.number + 1, self.people.groups[topic.group].slug) for topic in named}

    def _thread(self, topic):
        return {
            "id": topic.number + 1,
            "group_id": self.people.groups[topic.group].pk,
            "title": self.passages.title(),
            "author_id": self.authors[topic.number][0],
            "created_at": topic.moments[0],
            "last_post_at": topic.moments[-1],
            "reply_count": len(topic.moments) - 1,
            "version": len(topic.moments) - 1,
        }

    def _posts(self):
        from workstreams.discussion import tree
        from workstreams.markup.rendering import RENDERER_VERSION
        from workstreams.markup.terms import TERMS_VERSION

        counts, weights = zip(*PASSAGES_A_POST, strict=True)
        every = range(len(self.passages.texts))
        # Paths of the threads that are under way, by place.
        paths = {}
        for number, (thread, place) in enumerate(self.order, start=1):
            topic = self.topics[thread]
            known = paths.setdefault(thread, [])
            answers = topic.answers[place]
            path, depth = tree.place(number, None if answers is None else _Placed(*known[answers]))
            known.append((path, depth))
            author = self.authors[thread][place]
            sector, organisation = self.people.voices[author]
            passages = self.chance.choices(every, k=self.chance.choices(counts, weights)[0])
            yield {
                "id": number,
                "thread_id": thread + 1,
                "parent_id": None if answers is None else self.ids[thread][answers],
                "path": path,
                "depth": depth,
                "author_id": author,
                "sector_id": sector,
                "organisation_id": organisation,
                "body": self.passages.body(passages),
                "body_html": self.passages.rendered(passages),
                "renderer": RENDERER_VERSION,
                "created_at": topic.moments[place],
                "language": "en",
                "search": None,
                "search_version": TERMS_VERSION,
                **{f"{kind}_count": len(who) for kind, who in self.signs.get(number, {}).items()},
            }
            if place == len(topic.moments) - 1:
                del paths[thread]

    def _voices(self):
        for topic in self.topics:
            spoken = Counter(self.people.voices[author][0] for author in self.authors[topic.number])
            for sector, count in spoken.items():
                yield {"thread_id": topic.number + 1, "sector_id": sector, "posts": count}

    def _signs(self):
        """{post: {kind: {members}}}"""
        signs = {}
        for number in range(1, len(self.order) + 1):
            if self.chance.random() < ANSWERED_BY_A_SIGN:
                kinds = self.chance.choices(("agree", "insightful", "thanks"), (5, 2, 3), k=self.chance.randint(1, 2))
                signs[number] = {kind: set(self.chance.choices(self.people.ids, k=3)) for kind in sorted(kinds)}
        return signs

    def _reactions(self):
        for number, kinds in self.signs.items():
            thread, place = self.order[number - 1]
            moment = self.topics[thread].moments[place]
            for kind, who in kinds.items():
                for member in sorted(who):
                    given = {"post_id": number, "member_id": member, "kind": kind, "created_at": moment}
                    yield {**given, "sector_id": self.people.voices[member][0]}

    def _followings(self):
        """Whoever replied tracks."""
        for topic in self.topics:
            for member in sorted(set(self.authors[topic.number])):
                followed = {"thread_id": topic.number + 1, "member_id": member, "level": "tracking"}
                yield {**followed, "changed_at": topic.moments[-1]}

    def _marks(self):
        """Everybody has read a dozen threads up to somewhere, and every thread that is measured."""
        measured = [topic for topic in self.topics if topic.name]
        public = [topic for topic in self.topics if topic.group == 0 and not topic.name]
        for member in self.people.ids:
            for topic in [*measured, *self.chance.sample(public, READ)]:
                place = self.chance.randrange(len(topic.moments))
                read = {"thread_id": topic.number + 1, "member_id": member, "until": self.ids[topic.number][place]}
                yield {**read, "changed_at": topic.moments[place]}

    def _notices(self):
        for number, (thread, place) in enumerate(self.order, start=1):
            topic, authors = self.topics[thread], self.authors[thread]
            answered = topic.answers[place]
            if answered is None or self.chance.random() > TOLD_OF_AN_ANSWER or authors[answered] == authors[place]:
                continue
            moment = topic.moments[place]
            told = {"recipient_id": authors[answered], "actor_id": authors[place], "post_id": number, "kind": "reply"}
            group = self.people.groups[topic.group].pk
            read = moment if self.chance.random() < 0.8 else None
            yield {**told, "group_id": group, "created_at": moment, "read_at": read}


class _Placed:
    """As much of a post as its answers' places need."""

    def __init__(self, path, depth):
        self.path, self.depth = path, depth

"""Which message answers which, and in what order they can be written down."""

import heapq
from collections import defaultdict


def parents(messages, *, elsewhere=frozenset(), left_out=None):
    """Return {id: the id that it answers, or None for a root} for messages with `message_id`, `answers` and `date`.

    Of the ids that a message may answer the first counts that is one of the messages, or one of `elsewhere`; it may
    stand later in the list. An id of `left_out` ({id: answers}) stands for what that one answers. Where messages
    answer each other in a circle, the earliest begins the thread.
    """
    own = {message.message_id: message for message in messages}
    found = {}
    for message in messages:
        found[message.message_id] = next(
            (one for one in _through(message.answers, left_out or {}) if one in own or one in elsewhere), None
        )
        if found[message.message_id] == message.message_id:
            found[message.message_id] = None
    for circle in _circles(found):
        found[min(circle, key=lambda one: (own[one].date, one))] = None
    return found


def _through(answers, left_out):
    seen, waiting = set(), list(answers)[::-1]
    while waiting:
        one = waiting.pop()
        if one not in seen:
            seen.add(one)
            yield one
            waiting += left_out.get(one, ())[::-1]


def _circles(found):
    """The circles among the answers, each as a list of ids. Every id is visited once."""
    settled = set()
    for start in found:
        path, at = {}, start
        while at in found and at not in settled and at not in path:
            path[at] = len(path)
            at = found[at]
        if at in path:
            yield list(path)[path[at] :]
        settled.update(path)


def in_order(messages, found):
    """Yield the messages so that each comes after the one that it answers, and else by date."""
    own = {message.message_id for message in messages}
    replies = defaultdict(list)
    ready = []
    for number, message in enumerate(messages):
        entry = (message.date, number, message)
        parent = found[message.message_id]
        (replies[parent] if parent in own else ready).append(entry)
    heapq.heapify(ready)
    while ready:
        message = heapq.heappop(ready)[2]
        yield message
        for entry in replies.pop(message.message_id, ()):
            heapq.heappush(ready, entry)

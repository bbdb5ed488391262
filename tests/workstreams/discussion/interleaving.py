"""An act, and another in the midst of it: on two connections, after each of its questions about threads in turn."""

import threading

from django.db import connection

# As long as the act waits for the other, which may in turn be waiting for what the act holds.
TURN = 0.05


def amid(make, act, other):
    """For each query of a table of threads that the act asks: make anew what both need, begin the act, and let the
    other happen right after that query. Where the other has to wait for the act, it ends after it. Yields what was
    made, and what each of them returned or raised."""
    number, asked = 1, number_of_queries(act, make())
    while number <= asked:
        made = make()
        yield made, *_once(lambda made=made: act(made), lambda made=made: other(made), number)
        number += 1


def number_of_queries(act, made):
    asked = []

    def count(execute, *query):
        asked.append(_is_of_threads(query[0]))
        return execute(*query)

    with connection.execute_wrapper(count):
        act(made)
    return sum(asked)


def _is_of_threads(sql):
    return "discussion_" in sql


def _once(act, other, number):
    reached, over, outcomes = threading.Event(), threading.Event(), [None, None]

    def counted(execute, *query):
        answer = execute(*query)
        counted.left -= _is_of_threads(query[0])
        if counted.left == 0 and not reached.is_set():
            reached.set()
            over.wait(timeout=TURN)
        return answer

    counted.left = number

    def first():
        with connection.execute_wrapper(counted):
            return act()

    def second():
        reached.wait(timeout=10)
        return other()

    def run(place, what, done):
        try:
            outcomes[place] = what()
        except Exception as problem:
            outcomes[place] = problem
        finally:
            done.set()
            connection.close()

    threads = [threading.Thread(target=run, args=args) for args in ((0, first, reached), (1, second, over))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return outcomes

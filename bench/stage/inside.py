"""One page from inside: its queries, and where its time goes. In this process, through the whole WSGI application.

Two instruments, for each lies in its own way. The stopwatch divides the real time of a page into middleware, view,
SQL and template, and costs next to nothing. cProfile names functions, but makes small Python functions look three
times as dear as they are: read its shares against each other, not as milliseconds.
"""

import cProfile
import io
import pstats
import sys
import time
from contextlib import ExitStack
from statistics import median

ROUNDS = 60
# Whose time a function's own time is, by what its file's path holds; the first that fits.
OWNERS = (
    ("SQL: driver and server", ("psycopg", "/django/db/backends/")),
    ("queries: Django's ORM", ("/django/db/",)),
    ("templates", ("/django/template/", "templatetags", "/django/utils/html", "/django/utils/safestring", "crispy")),
    ("words and dates", ("/gettext", "/django/utils/translation", "/django/utils/formats", "dateformat", "timesince")),
    ("forms", ("/django/forms/",)),
    ("addresses", ("/django/urls/",)),
    (
        "sessions, users, cache",
        ("/contrib/sessions/", "/contrib/auth/", "/django/core/cache", "redis", "/core/signing"),
    ),
    (
        "middleware and HTTP",
        (
            "middleware",
            "/django/http/",
            "/core/handlers/",
            "whitenoise",
            "csp",
            "allauth",
            "permissions_policy",
            "htmx",
        ),
    ),
    ("the portal's own code", ("/portal/", "/members/", "/workstreams/")),
)


class Page:
    """One address for one reader, asked for again and again."""

    def __init__(self, path, cookie=""):
        from django.core.handlers.wsgi import WSGIHandler

        self.application = WSGIHandler()
        path, _, query = path.partition("?")
        self.environ = {
            "REQUEST_METHOD": "GET",
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "SERVER_NAME": "127.0.0.1",
            "SERVER_PORT": "80",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "HTTP_HOST": "127.0.0.1",
            "REMOTE_ADDR": "127.0.0.1",
            "wsgi.url_scheme": "http",
            "wsgi.errors": sys.stderr,
        }
        if cookie:
            self.environ["HTTP_COOKIE"] = cookie

    def ask(self):
        answered = []
        environ = {**self.environ, "wsgi.input": io.BytesIO()}
        response = self.application(environ, lambda status, headers: answered.append(status))
        body = b"".join(response)
        response.close()
        if not answered[0].startswith("200"):
            raise RuntimeError(f"{self.environ['PATH_INFO']} answers {answered[0]}")
        return body


class Statements:
    """Counts and times what is asked of the database while it is in use."""

    def __init__(self):
        self.said, self.seconds = [], 0.0

    def __call__(self, execute, sql, params, many, context):
        begun = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            took = time.perf_counter() - begun
            self.seconds += took
            self.said.append((sql, took))


def queries(path, cookie=""):
    """The statements of a page that was asked for before, as (SQL, seconds)."""
    from django.db import connection

    page = Page(path, cookie)
    page.ask()
    page.ask()
    statements = Statements()
    with connection.execute_wrapper(statements):
        page.ask()
    return statements.said


def division(path, cookie=""):
    """{part: milliseconds}: how the real time of a page divides, the median of some dozens."""
    from django.core.handlers.base import BaseHandler
    from django.db import connection
    from django.template import Template

    clock = dict.fromkeys(("view", "view SQL", "template", "template SQL"), 0.0)
    statements = Statements()
    rendering = []

    def timed_render(template, context, before=Template.render):
        if rendering:
            return before(template, context)
        rendering.append(True)
        begun, asked = time.perf_counter(), statements.seconds
        try:
            return before(template, context)
        finally:
            clock["template"] += time.perf_counter() - begun
            clock["template SQL"] += statements.seconds - asked
            rendering.pop()

    def timed_view(handler, request, before=BaseHandler._get_response):
        begun, asked = time.perf_counter(), statements.seconds
        try:
            return before(handler, request)
        finally:
            clock["view"] += time.perf_counter() - begun
            clock["view SQL"] += statements.seconds - asked

    rounds = []
    with ExitStack() as stack:
        stack.enter_context(connection.execute_wrapper(statements))
        stack.callback(setattr, Template, "render", Template.render)
        stack.callback(setattr, BaseHandler, "_get_response", BaseHandler._get_response)
        Template.render, BaseHandler._get_response = timed_render, timed_view
        page = Page(path, cookie)  # its handler takes hold of what is there when it is made
        page.ask()
        for _ in range(ROUNDS):
            clock.update(dict.fromkeys(clock, 0.0))
            statements.seconds = 0.0
            begun = time.perf_counter()
            page.ask()
            whole = time.perf_counter() - begun
            rounds.append(
                {
                    "middleware": whole - clock["view"] - (statements.seconds - clock["view SQL"]),
                    "view": clock["view"] - clock["template"] - (clock["view SQL"] - clock["template SQL"]),
                    "SQL": statements.seconds,
                    "template": clock["template"] - clock["template SQL"],
                    "whole": whole,
                }
            )
    return {part: 1000 * median(one[part] for one in rounds) for part in rounds[0]}


def profile(path, cookie="", lines=30):
    """Print where the time of a page goes: the division, the statements, owners by share, the dearest functions."""
    parts = division(path, cookie)
    whole = parts.pop("whole")
    print(f"{path}: {whole:.2f} ms in this process, the median of {ROUNDS}")
    for part, took in parts.items():
        print(f"  {part:12} {took:7.2f} ms {100 * took / whole:5.0f} %")
    said = queries(path, cookie)
    print(f"{len(said)} statements")
    for sql, took in said:
        print(f"  {1000 * took:7.2f} ms  {' '.join(sql.split())[:170]}")
    page = Page(path, cookie)
    profiler = cProfile.Profile()
    for _ in range(ROUNDS):
        profiler.enable()
        page.ask()
        profiler.disable()
    stats = pstats.Stats(profiler)
    shares, total = _owners(stats)
    print("By owner, own time of functions under cProfile (what is built in counts for whoever calls it)")
    for owner, took in sorted(shares.items(), key=lambda each: -each[1]):
        print(f"  {owner:28} {100 * took / total:5.1f} %")
    print(f"The dearest functions, milliseconds a page under cProfile\n  {'own':>7} {'all':>7} {'calls':>7}")
    for (file, line, name), (_primitive, calls, own, cumulative, _callers) in sorted(
        stats.stats.items(), key=lambda each: -each[1][2]
    )[:lines]:
        where = f"{'/'.join(file.split('/')[-3:])}:{line} " if line else ""
        each = 1000 / ROUNDS
        print(f"  {own * each:7.3f} {cumulative * each:7.3f} {calls / ROUNDS:7.1f}  {where}{name}")


def _owners(stats):
    shares = dict.fromkeys([*(owner for owner, _marks in OWNERS), "the rest"], 0.0)
    for (file, _line, _name), (_primitive, _calls, own, _cumulative, callers) in stats.stats.items():
        if not file.startswith(("~", "<")):
            shares[_owner(file)] += own
            continue
        for (calling, *_rest), (_called, _again, took, _all) in callers.items():
            shares[_owner(calling)] += took
    return shares, sum(shares.values())


def _owner(file):
    for owner, marks in OWNERS:
        if any(mark in file for mark in marks):
            return owner
    return "the rest"

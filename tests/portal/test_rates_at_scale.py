"""The limits hold over several web processes, and whatever a client says of its address."""

import http.client
import os
import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.urls import reverse

from tests import factories as make
from tests.portal.processes import CHECKOUT
from workstreams.discussion.models import Post

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(300)]

TOKEN = "c" * 32


class Site:
    """Two processes of gunicorn on one port, on the tests' database and cache."""

    def __init__(self, log, **environ):
        place = os.environ["DATABASE_URL"].rpartition("/")[0]
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.log = log
        command = [sys.executable, "-m", "gunicorn", "portal.wsgi:application", "--bind", f"127.0.0.1:{self.port}"]
        self.process = subprocess.Popen(
            [*command, "--workers", "2", "--worker-class", "gthread", "--threads", "4", "--no-control-socket"],
            cwd=CHECKOUT,
            env={
                **os.environ,
                "DATABASE_URL": f"{place}/{connection.settings_dict['NAME']}",
                "DJANGO_SETTINGS_MODULE": "portal.settings",
                "PORTAL_DEMO": "1",
                "RATES_ENFORCED": "true",
                **environ,
            },
            stdout=log.open("w"),
            stderr=subprocess.STDOUT,
        )

    def wait_until_ready(self, patience=40):
        deadline = time.monotonic() + patience
        while self.log.read_text().count("Booting worker") < 2 or not self._answers():
            assert self.process.poll() is None and time.monotonic() < deadline, self.log.read_text()
            time.sleep(0.1)
        return self

    def _answers(self):
        try:
            return self.send("GET", "/healthz").status == 200
        except OSError:
            return False

    def send(self, method, path, *, cookies="", data=None, **headers):
        asked = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        sent = {"Host": "localhost", "Cookie": cookies, **headers}
        if data is not None:
            sent["Content-Type"] = "application/x-www-form-urlencoded"
        asked.request(method, path, body=urlencode(data) if data is not None else None, headers=sent)
        response = asked.getresponse()
        response.read()
        asked.close()
        return response

    def reply(self, thread, person, body, **headers):
        """Post as this person, with the session that they have."""
        path = reverse("thread_reply", args=[thread.group.slug, thread.pk])
        cookies = f"sessionid={person.session}; csrftoken={TOKEN}"
        data = {"body": body, "csrfmiddlewaretoken": TOKEN}
        return self.send("POST", path, cookies=cookies, data=data, Referer=f"http://localhost:{self.port}/", **headers)

    def stop(self):
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()


@pytest.fixture
def site(tmp_path):
    """Starts a site with these settings; stops it at the end."""
    begun = []

    def start(**environ):
        begun.append(Site(tmp_path / "site.log", **environ))
        return begun[-1].wait_until_ready()

    cache.clear()
    yield start
    for one in begun:
        one.stop()
    cache.clear()


@pytest.fixture
def thread():
    return make.thread(make.group())


def speaker(thread):
    person, client = make.participant(thread.group), Client()
    client.force_login(person)
    person.session = client.cookies[settings.SESSION_COOKIE_NAME].value
    return person


def at_once(send, number):
    with ThreadPoolExecutor(number) as pool:
        return list(pool.map(send, range(number)))


def test_of_many_replies_at_once_one_is_posted(site, thread):
    person, started = speaker(thread), site()
    answers = at_once(lambda n: started.reply(thread, person, f"Number {n} of many."), 12)
    assert sorted(answer.status for answer in answers) == [302] + [422] * 11
    assert Post.objects.filter(author=person).count() == 1
    refused = [answer for answer in answers if answer.status == 422]
    assert all(1 <= int(answer.headers["Retry-After"]) <= 5 for answer in refused)


def test_one_address_is_counted_as_one_whatever_it_says_of_itself(site, thread):
    people = [speaker(thread) for _person in range(12)]
    started = site(POSTS_PER_ADDRESS="4", TRUSTED_PROXY_COUNT="0")

    def send(n):
        return started.reply(thread, people[n], f"I am number {n}.", **{"X-Forwarded-For": f"198.51.100.{n}"})

    assert sorted(answer.status for answer in at_once(send, 12)) == [302] * 4 + [422] * 8
    assert Post.objects.filter(parent__isnull=False).count() == 4


def test_behind_a_proxy_what_was_forged_before_it_is_not_believed(site, thread):
    people = [speaker(thread) for _person in range(8)]
    started = site(POSTS_PER_ADDRESS="2", TRUSTED_PROXY_COUNT="1")

    def send(n):
        # The client's own word comes first, that of our proxy last.
        house = "203.0.113.1" if n < 4 else "203.0.113.2"
        return started.reply(thread, people[n], f"I am number {n}.", **{"X-Forwarded-For": f"198.51.100.{n}, {house}"})

    answers = at_once(send, 8)
    assert sorted(answer.status for answer in answers[:4]) == [302, 302, 422, 422]
    assert sorted(answer.status for answer in answers[4:]) == [302, 302, 422, 422]

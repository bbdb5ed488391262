"""Signing up says no word about who is here already."""

import re

import pytest
from django.contrib.auth import hashers
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.urls import reverse

from members.models import Member, Organisation
from tests import factories
from tests.members.signing_up import URL, everything, sector, you

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_limits_left_over")]


class TestKnownAddress:
    """An address that has an account gets the same answers as any other; only its mail differs."""

    @pytest.fixture
    def known(self):
        return factories.member(email="known@example.org")

    @staticmethod
    def answers(email):
        client, seen = Client(), []
        for step, data in (
            ("1", you(email=email)),
            ("2", {**you(email=email), **sector()}),
            ("3", everything(email=email)),
        ):
            response = client.post(URL, {"step": step, **data})
            seen.append((response.status_code, response.get("Location"), response.content))
        response = client.get(reverse("account_email_verification_sent"))
        seen.append((response.status_code, None, response.content))
        for data in ({"code": "wrong"}, {"action": "resend"}):
            cache.clear()  # the second code may be asked for after ten seconds
            response = client.post(reverse("account_email_verification_sent"), data)
            seen.append((response.status_code, response.get("Location"), response.content))
        response = client.get(reverse("account_email_verification_sent"))
        seen.append((response.status_code, None, response.content))
        own = rb'(csrfmiddlewaretoken|opened)" value="[\w:-]+'
        return [(status, to, re.sub(own, b"", content).replace(email.encode(), b"X")) for status, to, content in seen]

    def test_it_looks_the_same_on_every_page(self, known, mailoutbox):
        unknown = self.answers("nobody@example.org")
        assert self.answers("Known@example.org".lower()) == unknown
        *nobody, known, known_again = mailoutbox
        assert [message.to for message in nobody] == [["nobody@example.org"]] * 2
        assert [message.to for message in (known, known_again)] == [["known@example.org"]] * 2
        assert "already has an account" in " ".join(known.body.split())

    def test_nothing_of_the_account_changes(self, known, client):
        client.post(URL, everything(email="KNOWN@example.org", name="Somebody Else"))
        assert Member.objects.count() == 1
        known.refresh_from_db()
        assert known.check_password(factories.PASSWORD)
        assert Organisation.objects.count() == 0

    def test_a_password_is_hashed_in_both_cases(self, known, client, monkeypatch):
        hashed = []
        hasher = hashers.get_hasher()
        real = type(hasher).encode
        monkeypatch.setattr(type(hasher), "encode", lambda *args, **kw: hashed.append(1) or real(*args, **kw))
        client.post(URL, everything(email="known@example.org"))
        known_case = len(hashed)
        Client().post(URL, everything(email="nobody@example.org"))
        assert known_case == len(hashed) - known_case == 1

    def test_as_much_is_written_in_both_cases_and_undone_for_the_known(self, known, client):
        """Time must not tell: whatever making an account costs, a known address costs, too."""
        written = []

        def wrapper(execute, sql, params, many, context):
            if sql.startswith("INSERT"):
                written.append(sql.split('"')[1])
            return execute(sql, params, many, context)

        counts = []
        for email in ("known@example.org", "nobody@example.org"):
            written.clear()
            with connection.execute_wrapper(wrapper):
                Client().post(URL, everything(email=email))
            counts.append([table for table in written if table.startswith(("members_", "account_"))])
            assert Member.objects.count() == 1 + (email == "nobody@example.org")
        assert counts[0] == counts[1] != []
        assert not Member.objects.filter(email__endswith=".invalid").exists()

"""The participation rules as a list that a decision points into."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from members.models import RulesVersion
from tests import factories
from workstreams.moderation import actions, rulebook
from workstreams.moderation.models import Decision, Statement

BODY = """Short rules.

## 2 How we speak

2.1 Speak to the **argument**,
not to the person. Ask [first](https://example.org/).

2.2. Leave room.
2.3 Say for whom you speak! Always.
## 3 What we share
3.1 What is said here stays here.
"""


def test_paragraphs_are_numbered_and_named_by_their_first_sentence():
    version = RulesVersion(version="9.0", body=BODY)
    assert rulebook.paragraphs(version) == [
        ("2.1", "Speak to the argument, not to the person."),
        ("2.2", "Leave room."),
        ("2.3", "Say for whom you speak!"),
        ("3.1", "What is said here stays here."),
    ]
    assert rulebook.paragraphs(RulesVersion(body=BODY.replace("\n", "\r\n"))) == rulebook.paragraphs(version)


def test_the_words_of_a_paragraph_are_whole_and_plain():
    version = RulesVersion(version="9.0", body=BODY)
    assert rulebook.words_of(version, "2.1") == "Speak to the argument, not to the person. Ask first."
    assert rulebook.words_of(version, "7.7") == ""


def test_without_rules_there_is_nothing_to_point_at():
    assert rulebook.paragraphs(None) == [] and rulebook.words_of(None, "2.1") == ""


@pytest.mark.django_db
class TestVersions:
    def test_what_was_decided_keeps_the_words_of_its_day(self):
        group = factories.group()
        RulesVersion.objects.create(version="9.0", body=BODY, in_force_from=timezone.now())
        decision = actions.hide(
            factories.root(factories.thread(group)), by=factories.lead(group), reason="So.", rule="3.1"
        )
        RulesVersion.objects.create(version="10.0", body="3.1 Bring cake.", in_force_from=timezone.now())
        decision = Decision.objects.get(pk=decision.pk)
        assert rulebook.words_of(decision.rules, decision.rule) == "What is said here stays here."
        assert Statement.objects.get().decision.rules.version == "9.0"

    def test_one_in_force_is_never_rewritten_and_one_to_come_may_be(self, client):
        client.force_login(factories.staff())
        in_force = RulesVersion.objects.create(version="9.0", body=BODY, in_force_from=timezone.now())
        later = timezone.now() + datetime.timedelta(days=9)
        to_come = RulesVersion.objects.create(version="10.0", body=BODY, in_force_from=later)
        sent = {
            "version": "9.0",
            "body": "3.1 Bring cake.",
            "in_force_from_0": "2020-01-01",
            "in_force_from_1": "09:00",
        }
        address = "admin:members_rulesversion_change"
        assert client.post(reverse(address, args=[in_force.pk]), sent).status_code == 403
        assert client.post(reverse("admin:members_rulesversion_delete", args=[in_force.pk])).status_code == 403
        in_force.refresh_from_db()
        assert in_force.body == BODY
        sent |= {"version": "10.0", "in_force_from_0": f"{later:%Y-%m-%d}"}
        assert client.post(reverse(address, args=[to_come.pk]), sent).status_code == 302

"""`manage.py plan_digests`: the clock's round by hand."""

import json

import pytest
from django.core.management import CommandError, call_command

from tests import factories
from workstreams.digests.models import Digest

pytestmark = pytest.mark.django_db


def run(capsys, *arguments):
    call_command("plan_digests", *arguments)
    return capsys.readouterr().out


def test_as_of_a_monday_it_plans_what_is_due_then(capsys):
    factories.member(time_zone="Europe/Zurich")
    nothing = dict.fromkeys(["subscribed", "resumed", "moved", "planned", "stopped", "queued"], 0)
    assert json.loads(run(capsys, "--json")) == nothing | {"subscribed": 1}
    then = "2036-12-01T08:00+01:00"
    # Ten years on, nobody has come.
    assert json.loads(run(capsys, "--as-of", then, "--json")) == nothing | {"planned": 1, "stopped": 1, "queued": 1}
    assert json.loads(run(capsys, "--as-of", then, "--json"))["planned"] == 0
    assert Digest.objects.count() == 1


def test_it_says_what_it_did(capsys):
    factories.member()
    assert run(capsys).startswith("New subscriptions: 1.")


@pytest.mark.parametrize("moment", ["next monday", "2026-13-01T08:00"])
def test_a_moment_that_is_none_is_refused(moment):
    with pytest.raises(CommandError, match="no date and time"):
        call_command("plan_digests", "--as-of", moment)

"""Groups of a demonstration, as if they had met for a while."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from tests import factories
from workstreams.groups import actions
from workstreams.groups.models import Participation

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def demo(settings):
    settings.DEMO = True


@pytest.fixture
def moments():
    now = timezone.now()
    return {"founded": now - timedelta(days=100), "changed": now - timedelta(days=20)}


def invented(group, role="participant"):
    member = factories.member(is_fictitious=True)
    factories.seat(member, group, role)
    return member


def test_seats_follow_one_another_and_the_group_is_older_than_they_are(moments):
    boss, group = factories.staff(), factories.group()
    lead, editor = invented(group, "lead"), invented(group)
    actions.appoint(editor, group, by=lead, role="editor")
    came = moments["founded"] + timedelta(days=30)
    actions.date_back(group, by=boss, came={lead: moments["founded"], editor: came}, **moments)
    group.refresh_from_db()
    assert group.created_at == moments["founded"]
    seats = Participation.objects.filter(member=editor).order_by("pk").values_list("role", "joined_at", "left_at")
    assert list(seats) == [
        ("participant", came, moments["changed"]),
        ("editor", moments["changed"], None),
    ]


def test_nothing_of_somebody_real_is_dated_back(moments, settings):
    boss, group = factories.staff(), factories.group()
    lead = invented(group, "lead")
    with pytest.raises(PermissionDenied):
        actions.date_back(group, by=lead, came={}, **moments)
    factories.participant(group)
    with pytest.raises(ValidationError):
        actions.date_back(group, by=boss, came={}, **moments)
    settings.DEMO = False
    with pytest.raises(ValidationError):
        actions.date_back(factories.group(), by=boss, came={}, **moments)

"""Opening areas and founding groups: the secretariat's, and nobody else's."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from tests import factories
from workstreams.groups import actions
from workstreams.groups.models import PriorityArea, WorkingGroup

pytestmark = pytest.mark.django_db

WORDS = {"name": "Open circle", "purpose": "Who may see what.", "charter": "We write it down."}


def stranger_to_lead():
    group = factories.group()
    return [
        factories.member(state="applied"),
        factories.member(),
        factories.participant(group),
        factories.lead(group),
    ]


def test_the_secretariat_opens_an_area():
    area = actions.create_area(by=factories.staff(), slug="water", name="Water", summary="Who gets it.", position=7)
    assert PriorityArea.objects.get(slug="water") == area
    assert area.position == 7


def test_the_secretariat_founds_a_group_that_is_public_and_open_unless_told_otherwise():
    group = actions.create_group(factories.area(), by=factories.staff(), slug="circle", **WORDS)
    assert [group.visibility, group.joining] == ["public", "open"]
    assert group.participations.count() == 0
    closed = {"visibility": "private", "joining": "request", **WORDS}
    group = actions.create_group(factories.area(), by=factories.staff(), slug="inner-circle", **closed)
    assert [group.visibility, group.joining] == ["private", "request"]


def test_nobody_else_does():
    for person in stranger_to_lead():
        with pytest.raises(PermissionDenied):
            actions.create_area(by=person, slug="water", name="Water", summary="Who gets it.")
        with pytest.raises(PermissionDenied):
            actions.create_group(factories.area(), by=person, slug="circle", **WORDS)
    assert not PriorityArea.objects.filter(slug="water").exists()
    assert not WorkingGroup.objects.filter(slug="circle").exists()


@pytest.mark.parametrize("wrong", [{"slug": "taken"}, {"name": ""}, {"visibility": "nobody"}])
def test_what_does_not_fit_is_refused(wrong):
    factories.group(slug="taken")
    with pytest.raises(ValidationError):
        actions.create_group(factories.area(), by=factories.staff(), **{"slug": "circle", **WORDS, **wrong})

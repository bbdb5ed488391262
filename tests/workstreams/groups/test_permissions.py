"""Who may do what in a group: a line for each kind of person."""

import pytest

from tests import factories as make
from tests.workstreams.cast import KINDS, person
from workstreams.groups import permissions
from workstreams.groups.models import JoinRequest, WorkingGroup

pytestmark = pytest.mark.django_db

EVERYBODY = set(KINDS)
ADMITTED = {"member", "participant", "lead", "other_lead", "secretariat"}

RULES = [
    ("can_see", "public", EVERYBODY),
    ("can_see", "members", ADMITTED),
    ("can_see", "private", {"participant", "lead", "secretariat"}),
    ("can_join", "public", ADMITTED),
    ("can_join", "members", ADMITTED),
    ("can_join", "private", {"participant", "lead", "secretariat"}),
    ("can_take_part", "public", {"participant", "lead"}),
    ("can_take_part", "private", {"participant", "lead"}),
    ("can_lead", "public", {"lead", "secretariat"}),
    ("can_lead", "private", {"lead", "secretariat"}),
    ("can_appoint", "public", {"lead", "secretariat"}),
    ("can_appoint", "private", {"lead", "secretariat"}),
    ("can_change", "public", {"lead", "secretariat"}),
    ("can_change", "private", {"lead", "secretariat"}),
    ("can_charter", "public", {"secretariat"}),
    ("can_seat", "public", {"secretariat"}),
    ("can_open_matters", "public", {"participant", "lead"}),
    ("can_see_names", "public", EVERYBODY),
    ("can_see_former", "public", {"participant", "lead", "secretariat"}),
    ("can_export_roster", "public", {"lead", "secretariat"}),
]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("rule", "visibility", "may"), RULES)
def test_a_rule_tells_the_kinds_of_people_apart(rule, visibility, may, kind):
    group = make.group(visibility=visibility)
    assert bool(getattr(permissions, rule)(person(kind, group), group)) is (kind in may)


@pytest.mark.parametrize("kind", KINDS)
def test_a_lead_or_the_secretariat_decides_on_a_request_to_join(kind):
    group = make.group(joining="request")
    request = JoinRequest.objects.create(group=group, member=make.member())
    may = permissions.can_decide_join_request(person(kind, group), request)
    assert may is (kind in {"lead", "secretariat"})


@pytest.mark.parametrize("kind", KINDS)
def test_only_the_secretariat_founds_groups(kind):
    assert permissions.can_found(person(kind, make.group())) is (kind == "secretariat")


def test_nobody_decides_on_their_own_request():
    group = make.group(joining="request")
    for someone in (make.lead(group), make.staff()):
        request = JoinRequest(group=group, member=someone)
        assert not permissions.can_decide_join_request(someone, request)


def test_a_seat_that_was_left_gives_no_right():
    group = make.group(visibility="private")
    lead = make.lead(group)
    make.lead(group)
    lead.participations.update(left_at=lead.date_joined.replace(year=2100))
    assert not permissions.can_lead(lead, group)
    assert not permissions.can_take_part(lead, group)
    assert not permissions.can_see(lead, group)


def test_a_role_that_a_page_knows_counts_for_that_reader_alone():
    group = make.group()
    lead, other = make.lead(group), make.member()
    permissions.know_role(lead, group, "lead")
    assert permissions.can_lead(lead, group)
    assert not permissions.can_lead(other, group)


def test_the_groups_that_one_moderates():
    led, joined = make.group(), make.group()
    lead = make.lead(led)
    make.seat(lead, joined)
    assert list(WorkingGroup.objects.moderated_by(lead)) == [led]
    assert set(WorkingGroup.objects.moderated_by(make.staff())) == {led, joined}
    assert not WorkingGroup.objects.moderated_by(make.member()).exists()


@pytest.mark.parametrize("roster", ["names", "counts"])
@pytest.mark.parametrize("kind", KINDS)
def test_whoever_reads_the_names_of_one_group_finds_it_among_those_with_names(kind, roster):
    group = make.group(roster=roster)
    someone = person(kind, group)
    listed = group in WorkingGroup.objects.visible_to(someone).with_names_for(someone)
    assert permissions.can_see_names(someone, group) is listed
    assert listed is (roster == "names" or kind in {"participant", "lead", "secretariat"})

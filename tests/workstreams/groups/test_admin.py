"""The secretariat's lists of groups and seats."""

import pytest
from django.contrib import admin
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import factories as make
from workstreams.groups import actions
from workstreams.groups.models import JoinRequest, Participation, PriorityArea, WorkingGroup
from workstreams.groups.permissions import role_in

pytestmark = pytest.mark.django_db

MODELS = [PriorityArea, WorkingGroup, Participation, JoinRequest]


def list_of(model):
    return reverse(f"admin:groups_{model._meta.model_name}_changelist")


@pytest.fixture
def staff(client):
    client.force_login(make.staff())
    return client


@pytest.mark.parametrize("model", MODELS)
def test_the_lists_are_the_secretariats_alone(client, model):
    client.force_login(make.lead(make.group()))
    assert client.get(list_of(model)).status_code in {302, 403}


@pytest.mark.parametrize("model", MODELS)
def test_every_list_opens_searches_and_filters(staff, model):
    group = make.group(joining="request")
    make.lead(group)
    actions.ask_to_join(group, by=make.member())
    listing = admin.site.get_model_admin(model)
    assert staff.get(list_of(model)).status_code == 200
    if listing.search_fields:
        assert staff.get(list_of(model), {"q": "ada"}).status_code == 200
    for query in (
        {"sector": make.sector().pk},
        {"when": "past"},
        {"when": "all"},
        {"state": "all"},
        {"state": "decided"},
    ):
        name = next(iter(query))
        if any(getattr(one, "parameter_name", None) == name for one in listing.list_filter):
            assert staff.get(list_of(model), query).status_code == 200


def test_the_secretariat_founds_a_group(staff):
    fields = {"name": "Graded access", "slug": "graded", "purpose": "Who may.", "charter": "# We", "joining": "open"}
    fields |= {"area": make.area().pk, "visibility": "private", "roster": "names"}
    page = staff.post(reverse("admin:groups_workinggroup_add"), fields)
    assert page.status_code == 302, page.context["errors"]
    assert WorkingGroup.objects.get().visibility == "private"
    refused = staff.post(reverse("admin:groups_workinggroup_add"), {**fields, "slug": "posts"})
    assert "own words" in refused.content.decode()


def test_a_change_in_the_admin_keeps_the_former_address(staff, client):
    group = make.group("Old name", slug="old-name")
    url = reverse("admin:groups_workinggroup_change", args=[group.pk])
    fields = {"name": "New name", "slug": "new-name", "purpose": "P", "visibility": "public", "joining": "open"}
    for prefix in ("charter_revisions", "former_addresses", "milestones"):
        fields |= {f"{prefix}-TOTAL_FORMS": 0, f"{prefix}-INITIAL_FORMS": 0}
    fields["first_posts_held"] = 2
    page = staff.post(url, {**fields, "roster": "counts", "state": "concluded"})
    assert page.status_code == 302, page.context["errors"]
    group.refresh_from_db()
    assert (group.slug, group.state, group.former_addresses.get().slug) == ("new-name", "chartered", "old-name")
    assert group.first_posts_held == 2
    assert "old-name" in staff.get(url).content.decode()
    other = make.group()
    refused = staff.post(
        reverse("admin:groups_workinggroup_change", args=[other.pk]), {**fields, "roster": "names", "slug": "old-name"}
    )
    assert "This short address is not free" in refused.content.decode()


def test_the_secretariat_charters_and_revives_by_a_button(staff):
    ready, alone = make.group(state="proposed"), make.group(state="proposed")
    for mark in ("private", "public"):
        make.lead(ready, mark=mark)
    chosen = {"action": "charter_groups", "_selected_action": [ready.pk, alone.pk]}
    page = staff.post(list_of(WorkingGroup), chosen, follow=True).content.decode()
    assert "1 group works now" in page
    assert "needs two leads first" in page


def test_the_secretariat_appoints_a_lead_by_a_button(staff):
    group = make.group()
    member = make.participant(group)
    chosen = {"action": "make_lead", "_selected_action": [member.participations.get().pk]}
    page = staff.post(list_of(Participation), chosen, follow=True)
    assert role_in(member, group) == "lead"
    assert "1 seat is now: Lead" in page.content.decode()


def test_the_secretariat_gives_a_seat(staff):
    group, member = make.group(), make.member()
    url = reverse("admin:groups_participation_add")
    page = staff.post(url, {"group": group.pk, "member": member.pk, "role": "lead"})
    assert page.status_code == 302, page.context["errors"]
    assert role_in(member, group) == "lead"
    again = staff.post(url, {"group": group.pk, "member": member.pk, "role": "participant"})
    assert "This member has a seat there" in again.content.decode()
    applicant = make.member(state="applied")
    assert staff.post(url, {"group": group.pk, "member": applicant.pk, "role": "lead"}).status_code == 200
    assert role_in(applicant, group) == ""


def test_requests_that_wait_come_first(staff):
    group = make.group(joining="request")
    waits = actions.ask_to_join(group, by=make.member("Waiting Person"))
    decided = actions.ask_to_join(group, by=make.member("Decided Person"))
    actions.accept_join_request(decided, by=make.lead(group))
    page = staff.get(list_of(JoinRequest)).content.decode()
    assert "Waiting Person" in page
    assert "Decided Person" not in page
    assert "Decided Person" in staff.get(list_of(JoinRequest), {"state": "decided"}).content.decode()
    assert staff.get(reverse("admin:groups_joinrequest_change", args=[waits.pk])).status_code == 200


def test_the_lists_cost_the_same_for_more_rows(staff):
    group = make.group()
    costs = []
    for _ in range(2):
        for _ in range(5):
            make.participant(group)
            make.group()
        for model in (WorkingGroup, Participation):
            with CaptureQueriesContext(connection) as captured:
                staff.get(list_of(model))
            costs.append(len(captured))
    assert costs[1] == costs[3]
    assert costs[2] <= costs[0]


def test_suggestions_of_members_bear_any_typed_character(client):
    make.member("Ada Byron")
    client.force_login(make.staff())
    asked = {"app_label": "groups", "model_name": "participation", "field_name": "member", "term": "Ada\0"}
    response = client.get(reverse("admin:autocomplete"), asked)
    assert [found["text"] for found in response.json()["results"]] == ["Ada Byron"]


def test_the_address_of_an_area_stays_whatever_its_name_becomes(staff):
    area = make.area("sustainable-applications")
    fields = {"name": "Sustainable uses", "slug": "uses", "summary": "What for.", "position": 1}
    page = staff.post(reverse("admin:groups_priorityarea_change", args=[area.pk]), fields)
    assert page.status_code == 302
    area.refresh_from_db()
    assert (area.name, area.slug) == ("Sustainable uses", "sustainable-applications")

"""The list of fields of expertise: the secretariat keeps it."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from members import actions
from members.models import Expertise, Profile
from tests import factories

pytestmark = pytest.mark.django_db


def field(name, *members):
    made = Expertise.objects.create(name=name)
    for member in members:
        Profile.objects.get_or_create(member=member)[0].expertise.add(made)
    return made


def test_merged_fields_become_one_and_nobody_loses_theirs():
    ada, bea = factories.member(), factories.member()
    audit, audits, auditing = field("Zaudit", ada), field("Zaudits", ada, bea), field("Zauditing")
    actions.merge_expertise([audit, audits, auditing], by=factories.staff(), into=audit)
    assert [one.name for one in Expertise.objects.filter(name__startswith="Zaudit")] == ["Zaudit"]
    assert [list(one.profile.expertise.all()) for one in (ada, bea)] == [[audit], [audit]]


def test_only_the_secretariat_merges():
    one, other = field("Zaudit"), field("Zaudits")
    with pytest.raises(PermissionDenied):
        actions.merge_expertise([other], by=factories.member(), into=one)


def test_one_field_is_not_merged_with_itself():
    one = field("Zaudit")
    with pytest.raises(ValidationError):
        actions.merge_expertise([one], by=factories.staff(), into=one)


def test_the_administration_adds_renames_and_merges(client):
    client.force_login(factories.staff())
    client.post(reverse("admin:members_expertise_add"), {"name": "Zaudit"})
    one, other = Expertise.objects.get(name="Zaudit"), field("Zaudits")
    client.post(reverse("admin:members_expertise_change", args=[one.pk]), {"name": "Zaudit and assurance"})
    address = reverse("admin:members_expertise_changelist")
    asked = {"action": "merge_selected", "_selected_action": [one.pk, other.pk]}
    assert "The name that stays" in client.post(address, asked).content.decode()
    assert client.post(address, {**asked, "merge": "1"}).status_code == 422
    client.post(address, {**asked, "merge": "1", "into": one.pk})
    assert [row.name for row in Expertise.objects.filter(name__startswith="Zaudit")] == ["Zaudit and assurance"]


def test_the_list_begins_with_something_to_choose_from():
    assert Expertise.objects.count() >= 25

"""Who erases whom, and what hinders it."""

import pytest
from django.contrib.admin.models import LogEntry
from django.core.exceptions import PermissionDenied, ValidationError

from members import actions
from members.models import Member
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.mark.django_db
class TestWhoMay:
    def test_only_the_person_and_the_secretariat(self):
        member = factories.member()
        with pytest.raises(PermissionDenied):
            actions.erase(member, by=factories.member(), reason="I want to.")
        with pytest.raises(PermissionDenied):
            actions.erase(factories.staff(), by=factories.staff(), reason="A colleague.")

    def test_the_secretariat_says_why_and_the_log_keeps_it_without_the_name(self):
        member, boss = factories.member("Ana Quispe"), factories.staff()
        with pytest.raises(ValidationError):
            actions.erase(member, by=boss, reason=" ")
        actions.erase(member, by=boss, reason="Ana Quispe wrote to us.")
        entry = LogEntry.objects.get(object_id=str(member.pk))
        assert (entry.user, entry.object_repr) == (boss, "Former member")
        assert "Former member wrote to us." in entry.change_message

    def test_a_groups_only_lead_hands_over_first(self):
        group = factories.group("Graded access")
        lead = factories.lead(group)
        assert "Graded access" in actions.what_hinders_erasing(lead)
        assert lead.participations.current().exists()
        with pytest.raises(ValidationError):
            actions.erase(lead, by=lead)
        assert Member.objects.get(pk=lead.pk).erased_at is None
        factories.lead(group)
        assert actions.what_hinders_erasing(lead) == ""
        actions.erase(lead, by=lead)

    def test_the_last_superuser_stays(self):
        last = factories.staff(is_superuser=True)
        with pytest.raises(ValidationError):
            actions.erase(last, by=last)

    def test_an_applicant_may_too(self):
        member = factories.member(state="applied")
        actions.erase(member, by=member)
        assert Member.objects.get(pk=member.pk).membership.state == "ended"

    def test_somebody_of_an_archive_is_erased_by_the_secretariat(self):
        person = actions.imported_members({"ana@old.example": "Ana Quispe"})["ana@old.example"]
        actions.erase(person, by=factories.staff(), reason="She asked by mail.")
        person.refresh_from_db()
        assert (person.name, person.imported_address) == ("Former member", "")

    def test_who_confirmed_an_archives_address_is_erased_there_too(self):
        person = actions.imported_members({"ana@old.example": "A. Quispe"})["ana@old.example"]
        member = factories.member("Ana Quispe", email="ana@old.example")
        actions.erase(member, by=member)
        person.refresh_from_db()
        assert person.erased_at and person.name == "Former member"

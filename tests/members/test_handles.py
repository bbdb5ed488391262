"""Handles: made from a name, nobody else's, changed by rules."""

import threading

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.urls import reverse

from members import actions
from members.handles import free, proposed, wrong_with
from members.models import Member
from tests import factories as make


@pytest.mark.parametrize(
    ("name", "handle"),
    [
        ("Amara Diallo", "amara.diallo"),
        ("Mei-Ling Chow", "mei-ling.chow"),
        ("Łukasz Øre", "lukasz.ore"),
        ("Nguyễn Văn A", "nguyen.van.a"),
        ("Pat O’Brien", "pat.obrien"),
        ("李明", "member"),
        ("Admin", "member"),
        ("A" * 60, "a" * 34),
    ],
)
def test_a_name_suggests_a_handle(name, handle):
    assert proposed(name) == handle


def test_namesakes_get_a_number():
    assert free("Ana", {"ana", "ana-2"}) == "ana-3"
    assert free("李明", set()) == "member-2"


@pytest.mark.parametrize("handle", ["", "a", "a" * 41, "Ana", "ana..b", "ana.", "ána", "a b", "secretariat"])
def test_what_is_no_handle_is_refused_in_words(handle):
    assert wrong_with(handle)


@pytest.mark.django_db
class TestGiving:
    def test_whoever_is_admitted_gets_one(self):
        for expected in ("amara.diallo", "amara.diallo-2"):
            person = make.member("Amara Diallo", state="applied")
            actions.approve_membership(person.membership, by=make.staff())
            person.refresh_from_db()
            assert person.handle == expected

    def test_it_is_changed_by_oneself_alone_and_is_nobody_elses(self):
        person, other = make.member("Ana", handle="ana"), make.member("Ben", handle="ben")
        assert actions.change_handle(person, by=person, handle="@Ana.Maria").handle == "ana.maria"
        with pytest.raises(ValidationError, match="Somebody else"):
            actions.change_handle(person, by=person, handle="ben")
        with pytest.raises(PermissionDenied):
            actions.change_handle(person, by=other, handle="x-y")

    def test_the_settings_keep_what_was_typed_and_say_what_is_wrong(self, client):
        person = make.member("Ana", handle="ana")
        client.force_login(person)
        fields = {"name": "Ana", "country": "NZ", "time_zone": "UTC"}
        page = client.post(reverse("settings"), {**fields, "handle": "a b"})
        assert page.status_code == 422 and "letters from a to z" in page.content.decode()
        assert client.post(reverse("settings"), {**fields, "handle": "ana.b"}).status_code == 302
        person.refresh_from_db()
        assert person.handle == "ana.b"


@pytest.mark.django_db(transaction=True)
def test_namesakes_admitted_in_one_moment_get_different_handles():
    people = [make.member("Ana Silva", state="") for _ in range(6)]

    def give(person):
        try:
            actions.give_handles([person])
        finally:
            connection.close()

    threads = [threading.Thread(target=give, args=[person]) for person in people]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert len(set(Member.objects.filter(name="Ana Silva").values_list("handle", flat=True))) == 6

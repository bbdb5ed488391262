"""The text about themselves that the secretariat hid: read by the member and the secretariat, and by nobody else."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from members import actions as members
from members.models import Profile
from tests import factories as make

pytestmark = pytest.mark.django_db

CANARY = "zanzibarquokka"


@pytest.fixture
def member():
    one = make.member("Viktor Halász")
    Profile.objects.create(member=one, about=f"I am {CANARY}.", region="europe", audience=Profile.Audience.MEMBERS)
    return one


@pytest.fixture
def hidden(member):
    members.hide_about(member, by=make.staff())
    return member


def pages(client, reader, member):
    client.force_login(reader)
    found = [reverse("member", args=[member.pk]), reverse("directory"), f"{reverse('search')}?q=Viktor&in=people"]
    return "".join(client.get(page).content.decode() for page in found)


def test_before_it_every_member_reads_it(client, member):
    assert CANARY in pages(client, make.member(), member)


def test_no_other_member_reads_it_and_the_rest_stays(client, hidden):
    page = pages(client, make.member(), hidden)
    assert CANARY not in page
    assert "Europe" in page


def test_a_lead_is_another_member_too(client, hidden):
    group = make.group()
    make.seat(hidden, group)
    assert CANARY not in pages(client, make.lead(group), hidden)


def test_the_member_and_the_secretariat_read_it_with_a_word_on_why(client, hidden):
    for reader in (hidden, make.staff()):
        page = pages(client, reader, hidden)
        assert CANARY in page
        assert "Hidden by the secretariat on" in page
    client.force_login(hidden)
    profile = client.get(reverse("profile")).content.decode()
    assert "Only you and the secretariat read it" in profile
    assert f'href="{reverse("my_statements")}"' in profile


def test_it_stays_hidden_when_it_is_changed(client, hidden):
    told = {"languages": [], "region": "europe", "expertise": [], "audience": "members", "email_audience": "nobody"}
    members.describe(hidden, by=hidden, about=f"Now {CANARY} again.", **told)
    assert CANARY not in pages(client, make.member(), hidden)


def test_it_comes_back(client, hidden):
    members.show_about(hidden, by=make.staff())
    assert CANARY in pages(client, make.member(), hidden)


def test_nobody_but_the_secretariat_hides_it_and_not_their_own(member):
    for who in (make.member(), make.lead(make.group()), member):
        with pytest.raises(PermissionDenied):
            members.hide_about(member, by=who)
    own = make.staff()
    Profile.objects.create(member=own, about="I work here.")
    with pytest.raises(PermissionDenied):
        members.hide_about(own, by=own)


def test_what_is_not_there_is_not_hidden(hidden):
    with pytest.raises(ValidationError):
        members.hide_about(hidden, by=make.staff())

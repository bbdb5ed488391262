"""Erasing a person: afterwards no byte of their name or address is anywhere, and what they said still reads."""

import pytest
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.urls import reverse

from members import actions
from members.models import Member
from portal import mailbox
from tests import factories
from tests.members.erasure.traces import ADDRESS, CANARIES, NAME, found_in_cache, found_in_database, found_in_files
from workstreams.digests.models import Subscription
from workstreams.discussion.models import Thread
from workstreams.groups.models import JoinRequest
from workstreams.markup.mail import render_mail
from workstreams.moderation.models import Flag

pytestmark = pytest.mark.django_db


@pytest.mark.django_db
class TestAfterwards:
    def test_no_byte_of_name_or_address_is_anywhere(self, story, folders, caplog):
        member, _thread, _lead, _boss = story
        caplog.clear()
        actions.erase(member, by=member)
        assert found_in_database() == []
        assert found_in_files(folders) == []
        assert found_in_cache() == []
        assert [canary for canary in CANARIES if canary.lower() in caplog.text.lower()] == []
        assert [letter.subject for letter in mailbox.letters_for()] == ["A word"]

    def test_the_thread_still_reads(self, story, client):
        member, thread, lead, _boss = story
        before = list(thread.posts.order_by("path").values_list("pk", "parent", "depth"))
        actions.erase(member, by=member)
        client.force_login(lead)
        page = client.get(thread.get_absolute_url())
        assert page.status_code == 200
        text = page.content.decode()
        assert "Former member" in text
        assert "the sea" in text and "Thank you" in text  # what others said, and the root's own words
        assert list(thread.posts.order_by("path").values_list("pk", "parent", "depth")) == before
        assert Thread.objects.get(pk=thread.pk).title == "More questions to Former member"

    def test_a_mail_is_rendered_as_a_mail_again(self, story):
        member, thread, _lead, _boss = story
        actions.erase(member, by=member)
        post = thread.posts.get(format="mail")
        assert post.body_html == render_mail(post.body)
        assert "Former member" in post.body_html

    def test_nobody_can_sign_in_and_every_session_is_over(self, story, client):
        member, _thread, _lead, _boss = story
        assert client.get(reverse("settings")).status_code == 200
        actions.erase(member, by=member)
        assert client.get(reverse("settings")).status_code == 302
        assert not UserSession.objects.filter(user=member).exists()
        erased = Member.objects.get(pk=member.pk)
        assert (erased.email, erased.is_active, erased.has_usable_password()) == (None, False, False)
        assert erased.erased_at and erased.country == "" and erased.time_zone == "UTC"
        client.post(reverse("account_login"), {"login": ADDRESS, "password": factories.PASSWORD})
        assert "_auth_user_id" not in client.session

    def test_seats_and_digests_have_ended_and_the_membership_too(self, story):
        member, _thread, _lead, _boss = story
        actions.erase(member, by=member)
        member = Member.objects.get(pk=member.pk)
        assert member.membership.state == "ended"
        assert not member.participations.current().exists()
        subscription = Subscription.objects.get(member=member)
        assert (subscription.frequency, subscription.groups.exists()) == ("never", False)
        assert JoinRequest.objects.get(member=member).note == ""
        assert Flag.objects.get(raised_by=member).note == "Erased."

    def test_it_can_be_done_again_and_changes_nothing(self, story):
        member, _thread, _lead, boss = story
        first = actions.erase(member, by=member).erased_at
        assert actions.erase(member, by=member).erased_at == first
        assert actions.erase(member, by=boss, reason="Again.").erased_at == first

    def test_a_second_person_can_be_erased_after_the_first(self, story):
        member, _thread, lead, boss = story
        actions.erase(member, by=member)
        other = factories.participant(factories.group(), "Ana Quispe")
        actions.erase(other, by=other)
        assert Member.objects.filter(name="Former member").count() == 2


@pytest.mark.django_db
def test_the_login_of_their_organisation_opens_nothing_any_more():
    member = factories.member("Ana Quispe")
    SocialAccount.objects.create(user=member, provider="work", uid="aq-4711", extra_data={"sub": "aq-4711"})
    actions.erase(member, by=member)
    assert not SocialAccount.objects.exists()


def breaks_off(member, efface):
    raise RuntimeError("The machine stops here.")


@pytest.mark.django_db
def test_an_erasure_that_breaks_off_has_changed_nothing_and_can_be_done_again(story, settings):
    member, thread, _lead, _boss = story
    before = list(thread.posts.order_by("pk").values_list("body", "sector", "organisation"))
    files = {path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()}
    settings.ERASURE = [*settings.ERASURE, f"{__name__}.breaks_off"]
    with pytest.raises(RuntimeError):
        actions.erase(member, by=member)
    assert Member.objects.get(pk=member.pk).name == NAME
    assert list(thread.posts.order_by("pk").values_list("body", "sector", "organisation")) == before
    assert {path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()} == files
    assert member.data_exports.count() == 1 and member.participations.current().exists()
    settings.ERASURE = settings.ERASURE[:-1]
    actions.erase(member, by=member)
    assert found_in_database() == [] and found_in_files(settings.MEDIA_ROOT) == []

"""Choosing how often the digest comes, signed in and by the link in a mail."""

import datetime
import re

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from tests import factories
from workstreams.digests.models import Subscription
from workstreams.digests.overview import goes_out_at
from workstreams.digests.tokens import choosing_token

pytestmark = pytest.mark.django_db


def frequency():
    return Subscription.objects.get().frequency


def test_settings_say_what_holds_and_when_the_next_one_comes(client, reader):
    type(reader).objects.update(time_zone="Pacific/Honolulu")
    client.force_login(reader)
    page = client.get(reverse("digest_settings")).content.decode()
    assert "Weekly, Monday 08:00 in Honolulu" in page
    assert "What comes next" in page
    assert "In your time zone: Honolulu" in page


def test_settings_are_saved(client, reader):
    client.force_login(reader)
    response = client.post(reverse("digest_settings"), {"frequency": "daily", "weekday": "4", "hour": "6"}, follow=True)
    page = response.content.decode()
    assert "Your choice is saved" in page
    assert "Daily, 06:00 UTC" in page
    saved = Subscription.objects.get()
    assert (saved.frequency, saved.weekday, saved.hour) == ("daily", 4, 6)


def test_a_member_whom_the_clock_has_not_met_yet_can_choose(client):
    member = factories.member()
    client.force_login(member)
    assert "Weekly, Monday 08:00 UTC" in client.get(reverse("digest_settings")).content.decode()
    client.post(reverse("digest_settings"), {"frequency": "never", "weekday": "0", "hour": "8"})
    assert member.digest_subscription.frequency == "never"


def test_what_is_not_in_the_lists_comes_back_with_422(client, reader):
    client.force_login(reader)
    response = client.post(reverse("digest_settings"), {"frequency": "daily", "weekday": "9", "hour": "6"})
    assert response.status_code == 422
    assert re.search(r'<input[^>]*value="daily"[^>]*checked', response.content.decode())
    assert frequency() == "weekly"


def test_applicants_read_a_sentence_instead_of_a_form(client):
    client.force_login(factories.member(state="applied"))
    page = client.get(reverse("digest_settings")).content.decode()
    assert "once your membership is active" in page
    assert 'name="frequency"' not in page
    client.post(reverse("digest_settings"), {"frequency": "daily", "weekday": "4", "hour": "6"})
    assert not Subscription.objects.exists()


def test_visitors_sign_in_first(client):
    response = client.get(reverse("digest_settings"))
    assert response.status_code == 302
    assert reverse("account_login") in response["Location"]


class TestEachGroup:
    def choose(self, client, group, frequency, address=None):
        data = {"matter": "groups", f"group_{group.pk}": frequency}
        return client.post(address or reverse("digest_settings"), data, follow=True)

    def test_has_a_choice_of_its_own_and_says_what_holds(self, client, reader, group):
        client.force_login(reader)
        assert "Weekly, as everything" in client.get(reverse("digest_settings")).content.decode()
        page = self.choose(client, group, "daily").content.decode()
        assert "Your choice is saved" in page
        assert "Now: Daily." in page
        assert reader.digest_subscription.groups.get().frequency == "daily"
        self.choose(client, group, "all")
        assert reader.digest_subscription.groups.get().frequency == ""

    def test_that_was_not_changed_leaves_no_row(self, client, reader, group):
        client.force_login(reader)
        self.choose(client, group, "all")
        assert not reader.digest_subscription.groups.exists()

    def test_is_one_in_which_one_sits(self, client, reader, group):
        other = factories.group("Elsewhere")
        client.force_login(reader)
        assert "Elsewhere" not in client.get(reverse("digest_settings")).content.decode()
        self.choose(client, other, "daily")
        assert not reader.digest_subscription.groups.exists()

    def test_comes_back_with_422_where_it_is_not_in_the_list(self, client, reader, group):
        client.force_login(reader)
        response = self.choose(client, group, "hourly")
        assert response.status_code == 422
        assert "Choose how often from the list." in response.content.decode()
        assert not reader.digest_subscription.groups.exists()

    def test_says_what_comes_when(self, client, reader, group):
        Subscription.objects.update(next_due_at=datetime.datetime(2026, 11, 30, 8, tzinfo=datetime.UTC))
        client.force_login(reader)
        with time_machine.travel(datetime.datetime(2026, 11, 24, 12, tzinfo=datetime.UTC)):
            page = self.choose(client, group, "daily").content.decode()
        coming = " ".join(
            re.sub("<[^>]*>", "", page.partition("What comes next")[2].partition("</section>")[0]).split()
        )
        assert "Wednesday 25 November, 08:00 Graded access" in coming
        assert "Monday 30 November, 08:00 Everything" in coming

    def test_says_the_minute_at_which_ones_own_goes_out(self, client, reader, settings):
        settings.DIGEST_SPREAD_MINUTES = 30
        Subscription.objects.update(next_due_at=datetime.datetime(2036, 12, 1, 8, tzinfo=datetime.UTC))
        client.force_login(reader)
        at = goes_out_at(Subscription.objects.get(), Subscription.objects.get().next_due_at)
        assert f"Monday 1 December, {at:%H:%M}" in client.get(reverse("digest_settings")).content.decode()


class TestByTheLinkInAMail:
    @pytest.fixture
    def address(self, reader):
        return reverse("digest_choices", args=[choosing_token(reader.digest_subscription.pk)])

    def test_everything_is_chosen_without_signing_in(self, client, reader, group, address):
        page = client.get(address).content.decode()
        assert reader.email not in page and f"{reader.email[0]}…@example.org" in page
        client.post(address, {"frequency": "daily", "weekday": "4", "hour": "6"})
        assert frequency() == "daily"
        client.post(address, {"matter": "groups", f"group_{group.pk}": "never"})
        assert reader.digest_subscription.groups.get().frequency == "never"

    def test_looking_changes_nothing(self, client, address):
        assert client.get(address).status_code == client.head(address).status_code == 200
        assert Subscription.objects.get().asked_at is None

    def test_a_private_group_is_not_named_for_a_mail_may_be_passed_on(self, client, reader, address):
        secret = factories.group("Quiet talks", visibility="private")
        factories.seat(reader, secret)
        assert "Quiet talks" not in client.get(address).content.decode()
        client.post(address, {"matter": "groups", f"group_{secret.pk}": "never"})
        assert not reader.digest_subscription.groups.exists()
        client.force_login(reader)
        assert "Quiet talks" in client.get(reverse("digest_settings")).content.decode()

    def test_the_preview_is_for_those_who_sign_in(self, client, address):
        assert reverse("digest_preview") not in client.get(address).content.decode()
        assert client.get(reverse("digest_preview")).status_code == 302

    def test_it_runs_out_and_says_so(self, client, address):
        with time_machine.travel(timezone.now() + datetime.timedelta(days=17)):
            for send in (client.get, client.post):
                response = send(address)
                assert response.status_code == 410
                assert "This link has run out" in response.content.decode()
        assert frequency() == "weekly"

    def test_it_opens_nothing_where_it_is_not_whole(self, client, address):
        response = client.post(address[:-3] + "/", {"frequency": "never", "weekday": "4", "hour": "6"})
        assert response.status_code == 404
        assert frequency() == "weekly"

    def test_who_takes_part_no_more_reads_a_sentence(self, client, reader, address):
        reader.membership.state = "suspended"
        reader.membership.save()
        assert "once your membership is active" in client.get(address).content.decode()
        client.post(address, {"frequency": "daily", "weekday": "4", "hour": "6"})
        assert frequency() == "weekly"

    def test_somebody_who_had_not_come_reads_that_it_rests_and_begins_again(self, client, reader, address):
        Subscription.objects.update(paused_at=timezone.now(), next_due_at=None)
        assert "you had not come for 180 days" in client.get(address).content.decode()
        client.post(address, {"frequency": "weekly", "weekday": "0", "hour": "8"})
        assert Subscription.objects.get().next_due_at

"""The application, the rules, the settings, the suggestions: what each reader meets there."""

import datetime
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from members import actions
from members.models import Member, Membership, RulesVersion
from members.paragraphs import anchored
from tests import factories

pytestmark = pytest.mark.django_db


def text(response):
    return " ".join(response.content.decode().split())


class TestApplication:
    def test_says_where_it_stands(self, client):
        client.force_login(factories.member(state="applied", mark="civil"))
        page = text(client.get(reverse("application")))
        assert "Your application is with the secretariat" in page
        assert 'class="now" aria-current="step"><b>With the secretariat' in page
        assert reverse("rules") in page
        assert "usually" not in page.lower()

    def test_asks_for_the_code_where_the_address_is_not_confirmed(self, client):
        client.force_login(factories.member(state="applied", verified=False))
        assert "E-mail address to confirm" in text(client.get(reverse("application")))

    def test_gives_the_reason_when_it_was_declined(self, client):
        client.force_login(factories.member(state="declined"))
        page = text(client.get(reverse("application")))
        assert "Your application was declined" in page
        assert "Not now." in page

    def test_sends_members_on_to_the_groups(self, client):
        client.force_login(factories.member())
        assert "You are a member" in text(client.get(reverse("application")))

    def test_has_a_word_for_an_account_without_one(self, client):
        client.force_login(factories.member(state=""))
        assert "No application belongs to this account" in text(client.get(reverse("application")))

    def test_is_nothing_for_visitors(self, client):
        response = client.get(reverse("application"))
        assert response["Location"] == f"{reverse('account_login')}?next={reverse('application')}"

    def decided(self, days, ago=1):
        decided_at = timezone.now() - datetime.timedelta(days=ago)
        member = factories.member()
        Membership.objects.filter(member=member).update(
            decided_at=decided_at, applied_at=decided_at - datetime.timedelta(days=days)
        )

    def test_says_how_long_it_usually_takes_from_three_decisions_on(self, client):
        client.force_login(factories.member(state="applied"))
        self.decided(2)
        self.decided(9)
        assert "usually takes" not in text(client.get(reverse("application")))
        self.decided(3)
        assert "It usually takes 3 days." in text(client.get(reverse("application")))

    def test_old_decisions_and_members_brought_in_do_not_count(self, client):
        client.force_login(factories.member(state="applied"))
        for _each in range(2):
            self.decided(2)
            self.decided(2, ago=91)
        staff = factories.staff()
        people = [
            {"name": "A", "email": f"a{n}@example.org", "sector": factories.sector(), "organisation": None}
            | {"country": "", "time_zone": "UTC"}
            for n in range(3)
        ]
        actions.import_members(people, by=staff)
        assert "usually takes" not in text(client.get(reverse("application")))

    def brought_in(self):
        people = [{"name": "Bo", "email": "bo@example.org", "sector": factories.sector(), "organisation": None}]
        (member,) = actions.import_members(
            [people[0] | {"country": "", "time_zone": "UTC"}], by=factories.staff("Staff Person")
        )
        return member

    def test_lets_a_member_who_was_brought_in_accept_the_rules(self, client):
        member = self.brought_in()
        client.force_login(member)
        assert "The secretariat has made you a member" in text(client.get(reverse("application")))
        response = client.post(reverse("application"), {})
        assert response.status_code == 422
        assert not Member.objects.get(pk=member.pk).is_active_member
        assert client.post(reverse("application"), {"accept_rules": "on"})["Location"] == "/"
        assert Member.objects.get(pk=member.pk).is_active_member

    def test_posting_is_no_way_round_the_decision(self, client):
        member = factories.member(state="applied")
        client.force_login(member)
        client.post(reverse("application"), {"accept_rules": "on"})
        assert not Member.objects.get(pk=member.pk).is_active_member

    def test_a_member_who_was_brought_in_gets_in_by_a_new_password(self, client, mailoutbox):
        member = self.brought_in()
        client.post(reverse("account_reset_password"), {"email": "bo@example.org"})
        link = re.search(r"/accounts/password/reset/key/\S+", mailoutbox[0].body)[0]
        form = client.get(link, follow=True)
        client.post(form.request["PATH_INFO"], {"password1": factories.PASSWORD, "password2": factories.PASSWORD})
        response = client.post(reverse("account_login"), {"login": "bo@example.org", "password": factories.PASSWORD})
        assert response["Location"] == reverse("application")
        assert member.emailaddress_set.get().verified


class TestRules:
    def test_are_open_to_everybody_and_every_paragraph_has_an_address(self, client):
        response = client.get(reverse("rules"))
        assert response.status_code == 200
        page = text(response)
        assert '<h2 id="rule-2">' in page
        assert '<p class="rule" id="rule-2.1"><a class="rule-no" href="#rule-2.1">2.1</a> Speak to the argument' in page
        assert page.count("<h1") == 1

    def test_that_are_in_force_are_shown_and_those_to_come_are_not(self, client):
        RulesVersion.objects.create(
            version="2.0", body="## 1 New\n\n1.1 Later.", in_force_from=timezone.now() + datetime.timedelta(days=3)
        )
        client.force_login(factories.staff())
        assert "Version 1.0" in text(client.get(reverse("rules")))

    def test_are_safe_whoever_wrote_them(self, client):
        RulesVersion.objects.create(version="2.0", body="# Top\n\n<script>alert(1)</script>\n\n1.1 [x](javascript:a())")
        page = text(client.get(reverse("rules")))
        assert "<script>alert" not in page
        assert 'href="javascript:' not in page
        assert "<h2>Top</h2>" in page

    def test_that_are_none_are_no_page(self, client):
        RulesVersion.objects.all().delete()
        assert client.get(reverse("rules")).status_code == 404


class TestSettings:
    def test_change_what_one_says_about_oneself(self, client):
        member = factories.member()
        client.force_login(member)
        assert client.get(reverse("settings")).status_code == 200
        data = {"name": " New  Name ", "handle": "New.Name", "country": "FR", "time_zone": "Europe/Paris"}
        data["is_staff"] = "1"
        assert client.post(reverse("settings"), data).status_code == 302
        member.refresh_from_db()
        assert (member.name, member.country.code, member.time_zone) == ("New Name", "FR", "Europe/Paris")
        assert member.handle == "new.name" and not member.is_staff

    def test_keep_what_was_typed_when_it_is_not_right(self, client):
        client.force_login(factories.member())
        response = client.post(reverse("settings"), {"name": "www.spam", "country": "FR", "time_zone": "Mars/Base"})
        assert response.status_code == 422
        assert 'value="www.spam"' in response.content.decode()

    def test_say_the_time_where_the_member_is(self, client):
        client.force_login(factories.member(time_zone="Pacific/Honolulu"))
        assert "(Pacific/Honolulu)" in text(client.get(reverse("settings")))

    def test_show_names_as_text(self, client):
        client.force_login(factories.member("<script>x</script>"))
        assert "<script>x" not in client.get(reverse("settings")).content.decode()


class TestSuggestions:
    URL = "/members/organisations/"

    def test_are_approved_organisations_and_twenty_at_most(self, client):
        for number in range(25):
            factories.organisation(f"Rights {number:02} <&>")
        factories.organisation("Rights hidden", approved_at=None)
        page = client.get(self.URL, {"q": "rights"}).content.decode()
        assert page.count("<option") == 20
        assert "hidden" not in page
        assert 'value="Rights 00 &lt;&amp;&gt;"' in page

    def test_show_the_secretariat_no_more(self, client):
        factories.organisation("Rights hidden", approved_at=None)
        client.force_login(factories.staff())
        assert "hidden" not in client.get(self.URL, {"q": "rights"}).content.decode()

    @pytest.mark.parametrize("typed", ["", " ", "\x00", "%", "_"])
    def test_are_none_for_nothing(self, client, typed):
        factories.organisation("Rights")
        response = client.get(self.URL, {"q": typed})
        assert response.status_code == 200
        assert b"<option" not in response.content

    def test_answer_the_box_of_the_form(self, client):
        factories.organisation("Rights")
        assert b"Rights" in client.get(self.URL, {"organisation_name": "rig"}).content


class TestCost:
    """The same queries however many others there are."""

    @pytest.mark.parametrize("name", ["application", "settings", "rules"])
    def test_does_not_grow(self, client, name, django_assert_max_num_queries):
        client.force_login(factories.member(state="applied"))
        for _each in range(30):
            factories.member()
        client.get(reverse(name))
        with django_assert_max_num_queries(11):
            client.get(reverse(name))


def test_sections_of_the_rules_keep_their_levels():
    shown = anchored("<h3>1 Talking</h3>\n<h4>Tone</h4>\n<p>1.1 Kindly.</p>\n<h3>2 Leaving</h3>")
    assert re.findall(r"<(h\d)", shown) == ["h2", "h3", "h2"]

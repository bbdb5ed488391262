"""Signing up: three pages of one form, nothing stored before the last, and no word about who is here already."""

import re
import threading

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth import hashers
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from members.models import Affiliation, Member, Membership, Organisation, RulesVersion, Sector
from tests import factories

pytestmark = pytest.mark.django_db

URL = "/accounts/signup/"
PASSWORD = "seven small green doors"


@pytest.fixture(autouse=True)
def no_limits_left_over():
    cache.clear()


def you(**fields):
    return {
        "name": "Ana Quispe",
        "email": "ana@example.org",
        "country": "PE",
        "time_zone": "America/Lima",
        **fields,
    }


def sector(mark="civil", **fields):
    return {"sector": str(factories.sector(mark).pk), "organisation_name": "Andes Digital Rights", **fields}


def end(**fields):
    return {"password1": PASSWORD, "accept_rules": "on", "statement": "To be heard.", **fields}


def everything(**fields):
    return {**you(), **sector(), **end(), **fields}


def carried(response):
    """What the page would send back besides its own boxes: the hidden inputs, as a browser reads them."""
    page = response.content.decode()
    return dict(re.findall(r'<input type="hidden" name="([a-z_0-9]+)" value="([^"]*)">', page))


def errors(response):
    return {name: list(texts) for name, texts in response.context["form"].errors.items()}


def test_signing_up_in_three_pages_makes_account_affiliation_and_application(client):
    first = client.get(URL)
    assert first.status_code == 200
    assert "Step 1 of 3" in first.content.decode()
    second = client.post(URL, {"step": "1", "continue": "1", **you()})
    assert second.status_code == 200
    assert "Which sector do you speak for?" in second.content.decode()
    assert not Member.objects.exists()
    third = client.post(URL, {"continue": "1", **carried(second), **sector()})
    assert third.status_code == 200
    assert "password" in third.content.decode()
    assert not Member.objects.exists()
    done = client.post(URL, {"continue": "1", **carried(third), **end()})
    assert done.status_code == 302
    assert done["Location"] == reverse("account_email_verification_sent")
    member = Member.objects.get()
    assert (member.name, member.email, member.country.code, member.time_zone) == (
        "Ana Quispe",
        "ana@example.org",
        "PE",
        "America/Lima",
    )
    assert member.check_password(PASSWORD)
    assert member.membership.state == Membership.State.APPLIED
    assert member.membership.rules == RulesVersion.objects.get()
    assert member.membership.statement == "To be heard."
    affiliation = member.affiliation
    assert affiliation.sector == factories.sector("civil")
    assert affiliation.capacity == Affiliation.Capacity.REPRESENTATIVE
    assert affiliation.organisation.name == "Andes Digital Rights"
    assert affiliation.organisation.approved_at is None


def test_one_post_without_a_step_is_the_whole_form(client):
    response = client.post(URL, everything(organisation_name="", individual="on"))
    assert response.status_code == 302
    member = Member.objects.get()
    assert member.affiliation.capacity == Affiliation.Capacity.INDIVIDUAL
    assert member.affiliation.organisation is None


def test_the_code_from_the_mail_confirms_the_address_and_opens_the_application(client, mailoutbox):
    client.post(URL, everything())
    (message,) = mailoutbox
    assert message.to == ["ana@example.org"]
    asked = client.get(reverse("account_email_verification_sent"))
    assert asked.status_code == 200
    code = re.search(r"^\s*([A-Z0-9]{3,4}-?[A-Z0-9]{2,4})\s*$", message.body, re.MULTILINE)[1]
    response = client.post(reverse("account_email_verification_sent"), {"code": code})
    assert response.status_code == 302
    assert response["Location"] == reverse("application")
    assert EmailAddress.objects.get().verified
    page = client.get(response["Location"]).content.decode()
    assert "Your application is with the secretariat" in page


def test_an_applicant_who_comes_back_lands_on_the_application(client):
    applicant = factories.member(state="applied")
    response = client.post(reverse("account_login"), {"login": applicant.email, "password": factories.PASSWORD})
    assert response["Location"] == reverse("application")


def test_a_member_who_comes_back_lands_on_the_first_page(client):
    member = factories.member()
    response = client.post(reverse("account_login"), {"login": member.email.upper(), "password": factories.PASSWORD})
    assert response["Location"] == "/"


def test_back_keeps_what_was_typed_even_when_it_is_not_right(client):
    response = client.post(URL, {"step": "2", "back": "1", **you(), "sector": "", "organisation_name": "Half a na"})
    assert response.status_code == 200
    page = response.content.decode()
    assert "Step 1 of 3" in page
    assert 'value="Ana Quispe"' in page
    assert carried(response)["organisation_name"] == "Half a na"


def test_back_keeps_the_time_zone_that_was_chosen(client):
    assert "data-guess" in client.get(URL).content.decode()
    page = client.post(URL, {"step": "2", "back": "1", **you()}).content.decode()
    assert "data-guess" not in page
    assert '<option value="America/Lima" selected>' in page


def test_a_page_is_not_left_before_it_is_right(client):
    response = client.post(URL, {"step": "1", "continue": "1", **you(name="", email="ana")})
    assert response.status_code == 422
    page = response.content.decode()
    assert "Step 1 of 3" in page
    assert 'value="ana"' in page
    assert set(errors(response)) == {"name", "email"}
    assert 'href="#id_name"' in page


def test_a_fault_on_an_earlier_page_leads_back_to_it_with_everything_kept(client):
    response = client.post(URL, {"step": "3", **everything(country="XX", organisation_name="")})
    assert response.status_code == 422
    assert response.context["page"] == 1
    assert carried(response)["sector"] == str(factories.sector("civil").pk)
    assert carried(response)["statement"] == "To be heard."


def test_the_password_is_never_sent_back(client):
    for data in (everything(name=""), everything(accept_rules=""), {"step": "2", "back": "1", **everything()}):
        assert PASSWORD not in client.post(URL, data).content.decode()


@pytest.mark.parametrize("step", ["0", "4", "x", "\x00", "-1", "1.5", "９"])
def test_a_step_that_is_none_is_the_whole_form(client, step):
    assert client.post(URL, everything(step=step)).status_code == 302


@pytest.mark.parametrize("step", ["1", "2", "3", ""])
def test_an_empty_form_is_refused_and_never_an_error(client, step):
    assert client.post(URL, {"step": step}).status_code == 422


def test_the_sector_is_asked_and_none_is_picked_beforehand(client):
    page = client.post(URL, {"step": "1", **you()}).content.decode()
    assert page.count('name="sector"') == 5
    assert "checked" not in page
    response = client.post(URL, everything(sector=""))
    assert response.status_code == 422
    assert errors(response) == {"sector": ["Choose the sector that you speak for."]}


def test_a_sector_that_the_secretariat_adds_is_offered(client):
    Sector.objects.create(slug="media", name="Media", short_name="Media", code="Me", description="Press", position=60)
    assert "Media" in client.post(URL, {"step": "1", **you()}).content.decode()


def test_a_representative_names_the_organisation(client):
    response = client.post(URL, {"step": "2", **you(), **sector(organisation_name="  ")})
    assert response.status_code == 422
    assert errors(response)["organisation_name"] == [
        "Enter the name of your organisation, or choose “I speak for myself”"
    ]
    assert 'id="id_organisation_name_error"' in response.content.decode()


def test_who_speaks_for_themselves_represents_nobody_whatever_else_was_typed(client):
    client.post(URL, everything(individual="on"))
    assert Member.objects.get().affiliation.organisation is None
    assert not Organisation.objects.exists()


def test_an_organisation_that_is_here_is_found_whatever_its_case(client):
    here = factories.organisation("Andes Digital Rights", "civil")
    client.post(URL, everything(organisation_name="  ANDES   digital rights "))
    assert Member.objects.get().affiliation.organisation == here


def test_an_organisation_of_another_sector_is_told_at_its_own_field(client):
    factories.organisation("Andes Digital Rights", "private")
    response = client.post(URL, {"step": "2", **you(), **sector()})
    assert response.status_code == 422
    (text,) = errors(response)["organisation_name"]
    assert "Private" in text


def test_an_organisation_that_nobody_has_approved_is_not_betrayed(client):
    factories.organisation("Andes Digital Rights", "private", approved_at=None)
    assert client.post(URL, everything()).status_code == 302


def test_the_rules_are_accepted(client):
    response = client.post(URL, everything(accept_rules=""))
    assert response.status_code == 422
    assert response.context["page"] == 3
    assert not Member.objects.exists()
    assert reverse("rules") in response.content.decode()


@pytest.mark.parametrize(
    "name",
    [
        "",
        " ",
        "\u200b\u200b",
        "\u200d",
        "Ana\x00",
        "Ana\x07",
        "Ana \u202eevil",
        "...",
        "https://spam.example",
        "www.x.org",
        "x" * 121,
    ],
)
def test_what_is_no_name_is_refused(client, name):
    response = client.post(URL, everything(name=name))
    assert response.status_code == 422
    assert "name" in errors(response)


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("  Ana \n  Quispe ", "Ana Quispe"),
        ("علی‌رضا", "علی‌رضا"),
        ("李", "李"),
        ("O’Neill-Şahin Jr.", "O’Neill-Şahin Jr."),
        ("<b>Ana</b>", "<b>Ana</b>"),
    ],
)
def test_names_of_all_scripts_are_kept_with_single_spaces(client, name, kept):
    assert client.post(URL, everything(name=name)).status_code == 302
    assert Member.objects.get().name == kept


@pytest.mark.parametrize(
    "field", ["email", "country", "time_zone", "sector", "organisation_name", "statement", "password1"]
)
@pytest.mark.parametrize("text", ["\x00", "a\x00b", "x" * 5000, "💥" * 400])
def test_odd_input_is_never_an_error_of_ours(client, field, text):
    assert client.post(URL, everything(**{field: text})).status_code in {302, 422}
    assert Client().post(URL, {"step": "1", **everything(**{field: text})}).status_code in {200, 422}


def test_fields_that_nobody_asked_for_have_no_effect(client):
    forged = {
        "is_staff": "1",
        "is_superuser": "on",
        "is_active": "0",
        "state": "active",
        "membership": "active",
        "id": "7",
    }
    client.post(URL, everything(**forged))
    member = Member.objects.get()
    assert (member.is_staff, member.is_superuser, member.is_active) == (False, False, True)
    assert member.membership.state == Membership.State.APPLIED


def test_who_fills_in_the_trap_gets_an_answer_and_no_account(client, mailoutbox):
    assert client.post(URL, everything(website="https://spam.example")).status_code == 302
    assert not Member.objects.exists()
    assert not mailoutbox


def test_the_trap_stays_filled_from_page_to_page(client):
    page = client.post(URL, {"step": "1", "website": "spam", **you()}).content.decode()
    assert re.search(r'name="website"[^>]*value="spam"', page)


class TestKnownAddress:
    """An address that has an account gets the same answers as any other; only its mail differs."""

    @pytest.fixture
    def known(self):
        return factories.member(email="known@example.org")

    @staticmethod
    def answers(email):
        client, seen = Client(), []
        for step, data in (
            ("1", you(email=email)),
            ("2", {**you(email=email), **sector()}),
            ("3", everything(email=email)),
        ):
            response = client.post(URL, {"step": step, **data})
            seen.append((response.status_code, response.get("Location"), response.content))
        response = client.get(reverse("account_email_verification_sent"))
        seen.append((response.status_code, None, response.content))
        for data in ({"code": "wrong"}, {"action": "resend"}):
            cache.clear()  # the second code may be asked for after ten seconds
            response = client.post(reverse("account_email_verification_sent"), data)
            seen.append((response.status_code, response.get("Location"), response.content))
        response = client.get(reverse("account_email_verification_sent"))
        seen.append((response.status_code, None, response.content))
        own = rb'(csrfmiddlewaretoken|opened)" value="[\w:-]+'
        return [(status, to, re.sub(own, b"", content).replace(email.encode(), b"X")) for status, to, content in seen]

    def test_it_looks_the_same_on_every_page(self, known, mailoutbox):
        unknown = self.answers("nobody@example.org")
        assert self.answers("Known@example.org".lower()) == unknown
        nobody, nobody_again, known = mailoutbox
        assert [message.to for message in (nobody, nobody_again)] == [["nobody@example.org"]] * 2
        assert known.to == ["known@example.org"]
        assert "already has an account" in " ".join(known.body.split())

    def test_nothing_of_the_account_changes(self, known, client):
        client.post(URL, everything(email="KNOWN@example.org", name="Somebody Else"))
        assert Member.objects.count() == 1
        known.refresh_from_db()
        assert known.check_password(factories.PASSWORD)
        assert Organisation.objects.count() == 0

    def test_a_password_is_hashed_in_both_cases(self, known, client, monkeypatch):
        hashed = []
        hasher = hashers.get_hasher()
        real = type(hasher).encode
        monkeypatch.setattr(type(hasher), "encode", lambda *args, **kw: hashed.append(1) or real(*args, **kw))
        client.post(URL, everything(email="known@example.org"))
        known_case = len(hashed)
        Client().post(URL, everything(email="nobody@example.org"))
        assert known_case == len(hashed) - known_case == 1

    def test_as_much_is_written_in_both_cases_and_undone_for_the_known(self, known, client):
        """Time must not tell: whatever making an account costs, a known address costs, too."""
        written = []

        def wrapper(execute, sql, params, many, context):
            if sql.startswith("INSERT"):
                written.append(sql.split('"')[1])
            return execute(sql, params, many, context)

        counts = []
        for email in ("known@example.org", "nobody@example.org"):
            written.clear()
            with connection.execute_wrapper(wrapper):
                Client().post(URL, everything(email=email))
            counts.append([table for table in written if table.startswith(("members_", "account_"))])
            assert Member.objects.count() == 1 + (email == "nobody@example.org")
        assert counts[0] == counts[1] != []
        assert not Member.objects.filter(email__endswith=".invalid").exists()


def test_nobody_joins_before_there_are_rules(client):
    RulesVersion.objects.all().delete()
    response = client.get(URL)
    assert "Joining is closed" in response.content.decode()
    assert client.post(URL, everything()).status_code == 200
    assert not Member.objects.exists()


def just_before_the_account_is_stored(do):
    """Something that others do in the moment between our check and our writing."""
    done = []

    def wrapper(execute, sql, params, many, context):
        if sql.startswith('INSERT INTO "members_member"') and not done:
            done.append(True)
            do()
        return execute(sql, params, many, context)

    return connection.execute_wrapper(wrapper)


def test_what_changed_in_the_last_moment_is_told_and_nothing_is_stored(client):
    factories.organisation("Andes Digital Rights", "private", approved_at=None)
    with just_before_the_account_is_stored(lambda: Organisation.objects.update(approved_at=timezone.now())):
        response = client.post(URL, everything())
    assert response.status_code == 422
    assert response.context["page"] == 2
    assert "Private" in errors(response)["organisation_name"][0]
    assert not Member.objects.exists()
    assert not EmailAddress.objects.exists()


def elsewhere(do):
    """Done in a connection of its own, as another visitor's request would."""

    def run():
        try:
            do()
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()


@pytest.mark.django_db(transaction=True)
def test_the_same_address_twice_in_one_moment_makes_one_account(client, mailoutbox):
    RulesVersion.objects.get_or_create(version="1.0", defaults={"body": "Rules."})
    data = everything()

    def first():
        factories.member("Ana, first", email="ana@example.org", state="")

    with just_before_the_account_is_stored(lambda: elsewhere(first)):
        response = client.post(URL, data)
    assert response.status_code == 302
    assert response["Location"] == reverse("account_email_verification_sent")
    assert Member.objects.get().name == "Ana, first"
    assert not Membership.objects.exists()
    assert "already has an account" in " ".join(mailoutbox[0].body.split())


def test_who_is_signed_in_has_no_use_for_it(client):
    client.force_login(factories.member())
    assert client.get(URL).status_code == 302


def test_what_to_put_right_stands_in_the_order_of_the_boxes(client):
    response = client.post(URL, {"continue": "1", **you(), **sector()})
    assert list(response.context["form"].errors) == ["accept_rules", "password1"]
    page = response.content.decode()
    boxes = [page.index(f'id="id_{name}"') for name in response.context["form"].PAGES[2]]
    assert boxes == sorted(boxes)

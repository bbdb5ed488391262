"""A second factor is asked of whoever decides about others, and of nobody else; and they are led to set one up."""

import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from cryptography.fernet import InvalidToken
from django.urls import reverse

from members.backends import MemberBackend
from members.permissions import can_decide_membership, is_active_member, is_secretariat
from members.second_factor import was_refused_an_office
from tests import factories
from workstreams.discussion.models import Post
from workstreams.groups.models import WorkingGroup
from workstreams.groups.permissions import can_lead, can_take_part
from workstreams.moderation import actions as moderation

pytestmark = pytest.mark.django_db

SECRET = "JBSWY3DPEHPK3PXP"
SET_UP = "/accounts/2fa/totp/activate/"


@pytest.fixture(autouse=True)
def required(settings):
    settings.SECOND_FACTOR_REQUIRED = True


def code_of(secret):
    """What an app shows at this moment."""
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))


def protect(person, secret=SECRET):
    """Give this person an app that makes codes; the person, as the next request would fetch them."""
    TOTP.activate(person, secret)
    return type(person).objects.get(pk=person.pk)


def led_to_set_up(answer, back):
    """Whether the answer leads to the page where a second factor is set up, and from there back."""
    address = urlsplit(answer.headers.get("Location", ""))
    return answer.status_code == 302 and address.path == SET_UP and parse_qs(address.query)["next"] == [back]


# Who may do what


def test_a_lead_acts_as_such_with_a_second_factor_only():
    group = factories.group()
    lead = factories.lead(group)
    assert not can_lead(lead, group)
    assert can_lead(protect(lead), group)


def test_the_secretariat_acts_as_such_with_a_second_factor_only():
    staff, other = factories.staff(), factories.member(state="applied")
    assert not is_secretariat(staff)
    assert not can_decide_membership(staff, other.membership)
    staff = protect(staff)
    assert is_secretariat(staff)
    assert can_decide_membership(staff, other.membership)


@pytest.mark.parametrize(("office", "said"), [("lead", "You lead here."), ("staff", "You work for the secretariat.")])
def test_every_page_leads_to_where_one_is_set_up_and_whole_back(client, office, said):
    client.force_login(factories.lead(factories.group()) if office == "lead" else factories.staff())
    here = f"{reverse('balance')}?first=2025-01-01&last=2025-02-01"
    page = client.get(here).content.decode()
    assert said in page
    address = re.search(rf'href="({SET_UP}[^"]+)"', page)[1]
    assert parse_qs(urlsplit(unescape(address)).query)["next"] == [here]


def test_a_lead_without_one_takes_part_like_everybody():
    group = factories.group(visibility="private")
    lead = factories.lead(group)
    assert can_take_part(lead, group)
    assert group in WorkingGroup.objects.visible_to(lead)
    assert group not in WorkingGroup.objects.moderated_by(lead)


def test_without_one_the_secretariat_does_not_see_private_groups():
    group = factories.group(visibility="private")
    staff = factories.staff()
    assert group not in WorkingGroup.objects.visible_to(staff)
    assert group in WorkingGroup.objects.visible_to(protect(staff))


def test_hidden_words_are_read_with_one_only():
    group = factories.group()
    thread = factories.thread(group)
    post = factories.reply(thread)
    lead = factories.lead(group)
    moderation.hide(post, by=protect(factories.lead(group)), reason="Rude.")
    assert post not in Post.objects.words_for(lead)
    assert post in Post.objects.words_for(protect(lead))


def test_recovery_codes_alone_are_no_second_factor():
    group = factories.group()
    lead = factories.lead(group)
    RecoveryCodes.activate(lead)
    assert not can_lead(lead, group)


def test_a_passkey_is_one():
    lead = factories.lead(factories.group())
    Authenticator.objects.create(user=lead, type=Authenticator.Type.WEBAUTHN, data={})
    assert can_lead(lead, lead.participations.get().group)
    assert MemberBackend().get_user(lead.pk).known_second_factor


def test_nobody_is_asked_for_one_where_none_is_required(settings):
    settings.SECOND_FACTOR_REQUIRED = False
    group = factories.group()
    assert can_lead(factories.lead(group), group)
    assert is_secretariat(factories.staff())


def test_a_member_is_never_refused_for_want_of_one():
    group = factories.group()
    member = factories.participant(group)
    assert is_active_member(member)
    assert not can_lead(member, group)
    assert not was_refused_an_office(member)


def test_who_is_signed_in_comes_with_the_answer(client, django_assert_num_queries):
    backend_member = factories.lead(factories.group())
    client.force_login(backend_member)
    with django_assert_num_queries(1):
        from members.backends import MemberBackend  # noqa: PLC0415

        user = MemberBackend().get_user(backend_member.pk)
        assert not is_secretariat(user)
        assert user.known_second_factor is False


# Led to set one up


@pytest.mark.parametrize("name", ["desk", "desk_requests", "desk_decided"])
def test_a_lead_who_opens_the_desk_is_led_to_set_one_up(client, name):
    group = factories.group()
    client.force_login(factories.lead(group))
    page = reverse(name, args=[group.slug])
    assert led_to_set_up(client.get(page), page)


def test_a_member_who_opens_the_desk_is_refused(client):
    group = factories.group()
    client.force_login(factories.participant(group))
    assert client.get(reverse("desk", args=[group.slug])).status_code == 403


def test_a_leads_act_gives_back_what_was_typed_and_links_to_set_up(client):
    group = factories.group()
    post = factories.reply(factories.thread(group))
    client.force_login(factories.lead(group))
    answer = client.post(reverse("hide_post", args=[post.pk]), {"reason": "It speaks to the person."})
    assert answer.status_code == 403
    page = answer.content.decode()
    assert "It speaks to the person." in page and SET_UP in page
    post.refresh_from_db()
    assert post.hidden_at is None


@pytest.mark.parametrize("address", ["/admin/", "/admin/members/member/"])
def test_the_administration_leads_there(client, address):
    staff = factories.staff(is_superuser=True)
    client.force_login(staff)
    assert led_to_set_up(client.get(address), address)
    protect(staff)
    assert client.get(address).status_code == 200


def test_the_administrations_own_login_leads_there(client):
    client.force_login(factories.staff())
    answer = client.get("/admin/login/?next=/admin/", follow=True)
    assert any(urlsplit(url).path == SET_UP for url, _status in answer.redirect_chain)


def test_for_htmx_the_whole_page_goes_there(client):
    group = factories.group()
    client.force_login(factories.lead(group))
    answer = client.get(
        reverse("desk", args=[group.slug]),
        headers={"HX-Request": "true", "HX-Current-URL": "http://testserver/workstreams/"},
    )
    assert answer.headers["HX-Redirect"] == f"{SET_UP}?next=/workstreams/"


# Set up, and used


@pytest.fixture
def signed_in(client):
    """Sign somebody in by the page: the client, and the answer's address."""

    def enter(person, **fields):
        return client.post("/accounts/login/", {"login": person.email, "password": factories.PASSWORD, **fields})

    return enter


def test_from_the_desk_to_the_set_up_and_back(client, signed_in):
    group = factories.group()
    desk = reverse("desk", args=[group.slug])
    lead = factories.lead(group)
    signed_in(lead)
    answer = client.get(desk, follow=True)
    assert answer.redirect_chain[-1][0].startswith("/accounts/reauthenticate/")
    answer = client.post(answer.redirect_chain[-1][0], {"password": factories.PASSWORD}, follow=True)
    assert "Leads and the secretariat decide about others" in answer.content.decode()
    secret = answer.context["form"].secret
    answer = client.post(answer.request["PATH_INFO"] + f"?next={desk}", {"code": code_of(secret)}, follow=True)
    assert f'href="{desk}"' in answer.content.decode(), answer.redirect_chain
    assert len(answer.context["unused_codes"]) == 10
    assert client.get(desk).status_code == 200


def test_a_wrong_code_is_said_in_words_and_the_picture_stays(client, signed_in):
    person = factories.member()
    signed_in(person)
    client.post("/accounts/reauthenticate/", {"password": factories.PASSWORD})
    secret = client.get(SET_UP).context["form"].secret
    answer = client.post(SET_UP, {"code": "000000" if code_of(secret) != "000000" else "111111"})
    page = answer.content.decode()
    assert "This is not the code of this moment." in page
    assert "<svg" in page and "data:image" not in page and answer.context["form"].secret == secret


def test_signing_in_asks_for_the_code(client, signed_in):
    person = protect(factories.member())
    answer = signed_in(person)
    assert answer.headers["Location"] == "/accounts/2fa/authenticate/"
    assert client.get("/members/settings/").status_code == 302
    client.post("/accounts/2fa/authenticate/", {"code": code_of(SECRET)})
    assert client.get("/members/settings/").status_code == 200


def test_a_recovery_code_lets_in_once(client, signed_in):
    person = protect(factories.member())
    code = RecoveryCodes.activate(person).get_unused_codes()[0]
    signed_in(person)
    assert client.post("/accounts/2fa/authenticate/", {"code": code}).status_code == 302
    client.post("/accounts/logout/")
    signed_in(person)
    assert client.post("/accounts/2fa/authenticate/", {"code": code}).status_code != 302


def test_setting_one_up_ends_the_sessions_that_were_opened_without(client, signed_in):
    person = factories.member()
    elsewhere = client.__class__()
    elsewhere.post("/accounts/login/", {"login": person.email, "password": factories.PASSWORD})
    signed_in(person)
    client.post("/accounts/reauthenticate/", {"password": factories.PASSWORD})
    secret = client.get(SET_UP).context["form"].secret
    client.post(SET_UP, {"code": code_of(secret)})
    assert elsewhere.get("/members/settings/").status_code == 302
    assert client.get("/members/settings/").status_code == 200


def test_the_secret_is_not_in_the_database_as_it_is():
    person = protect(factories.member())
    stored = person.authenticator_set.get(type="totp").data["secret"]
    assert SECRET not in stored
    assert person.authenticator_set.get(type="totp").wrap().validate_code(code_of(SECRET))


# What lies in the database


def test_the_secret_of_an_app_lies_under_lock_and_an_earlier_key_opens_it(settings):
    kept = TOTP.activate(factories.member(), SECRET).instance.data["secret"]
    assert SECRET not in kept
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another", [settings.SECRET_KEY]
    assert get_adapter().decrypt(kept) == SECRET
    settings.SECRET_KEY_FALLBACKS = []
    with pytest.raises(InvalidToken):
        get_adapter().decrypt(kept)

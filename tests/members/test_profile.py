"""What members say about themselves: what may stand there, and that nobody says it for them."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from members import actions
from members.about import LONGEST, clean_about
from members.languages import CODES, language_choices, language_name
from members.models import Expertise, Profile
from tests import factories

pytestmark = pytest.mark.django_db

NOTHING = {
    "about": "",
    "languages": [],
    "region": "",
    "expertise": [],
    "audience": "members",
    "email_audience": "nobody",
}


def describe(member, by=None, **said):
    return actions.describe(member, by=by or member, **(NOTHING | said))


def some_expertise(count=2):
    return [Expertise.objects.get_or_create(name=f"Field {number:02}")[0] for number in range(count)]


def send(client, member, **said):
    client.force_login(member)
    return client.post(reverse("profile"), {key: value for key, value in (NOTHING | said).items() if value})


def test_a_member_says_what_they_know():
    member = factories.member()
    fields = some_expertise()
    profile = describe(
        member, about="  Audits.\r\nSince 2019. ", languages=["fr", "zh", "fr"], region="africa", expertise=fields
    )
    assert profile.about == "Audits.\nSince 2019."
    assert profile.languages == ["fr", "zh"]
    assert list(profile.expertise.all()) == fields
    describe(member, about="Evaluations.")
    assert Profile.objects.get(member=member).about == "Evaluations."
    assert not profile.expertise.exists()


@pytest.mark.parametrize("who", ["another", "staff"])
def test_nobody_says_it_for_another(who):
    by = factories.staff() if who == "staff" else factories.member()
    with pytest.raises(PermissionDenied):
        describe(factories.member(), by=by, about="Is a fool.")
    assert not Profile.objects.exists()


@pytest.mark.parametrize(
    ("said", "field", "words"),
    [
        ({"about": "\u200b\u200d\u2060"}, "about", "Nothing in this text can be seen"),
        ({"about": "before\x00after"}, "about", "signs in this text that cannot be shown"),
        ({"about": "x" * (LONGEST + 1)}, "about", f"{LONGEST} characters fit. This has {LONGEST + 1}."),
        ({"languages": ["tlh"]}, "languages", "Choose languages from the list."),
        ({"languages": sorted(CODES)[:13]}, "languages", "Choose 12 languages at most."),
    ],
)
def test_what_cannot_stand_is_refused_with_its_reason(said, field, words):
    with pytest.raises(ValidationError) as refused:
        describe(factories.member(), **said)
    assert words in refused.value.message_dict[field][0]
    assert not Profile.objects.exists()


def test_more_expertise_than_one_can_have_is_refused():
    with pytest.raises(ValidationError, match="8 fields at most"):
        describe(factories.member(), expertise=some_expertise(9))


@pytest.mark.parametrize("choice", ["region", "audience", "email_audience"])
def test_a_choice_that_is_not_on_the_list_is_refused(choice):
    with pytest.raises(ValidationError, match="Choose from the lists."):
        describe(factories.member(), **{choice: "moon"})


def test_words_spelled_with_joiners_are_words():
    assert clean_about("می\u200cخواهم") == "می\u200cخواهم"


def test_a_text_as_long_as_fits_with_line_ends_of_a_browser_fits():
    assert len(clean_about("x\r\n" * (LONGEST // 2 - 1) + "xx")) == LONGEST


def test_every_language_has_a_name():
    names = [name for _code, name in language_choices()]
    assert language_name("zh") == "Chinese" and language_name("sw") == "Swahili" and language_name("xx") == "xx"
    assert len(set(names)) == len(names) == len(CODES)


def test_the_page_keeps_what_was_said(client):
    member = factories.member()
    fields = some_expertise()
    response = send(
        client, member, about="Audits.", languages=["fr"], expertise=[fields[0].pk], region="africa", audience="groups"
    )
    assert response.status_code == 302
    shown = client.get(reverse("profile")).content.decode()
    assert "Audits." in shown
    assert f'value="{fields[0].pk}" checked' in " ".join(shown.split()) or "checked" in shown
    assert Profile.objects.get(member=member).audience == "groups"


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("kept\x00text", "signs in this text that cannot be shown"),
        ("kept" + "x" * LONGEST, "characters fit"),
        ("\u200b\u200b", "Nothing in this text can be seen"),
    ],
)
def test_what_was_typed_comes_back_with_what_to_put_right(client, typed, words):
    response = send(client, factories.member(), about=typed, region="africa")
    assert response.status_code == 422
    shown = response.content.decode()
    assert words in shown
    assert typed in shown
    assert "Africa" in shown and not Profile.objects.exists()


def test_too_many_fields_are_said_beside_their_boxes(client):
    fields = some_expertise(9)
    response = send(client, factories.member(), about="Audits.", expertise=[field.pk for field in fields])
    assert response.status_code == 422
    assert "Choose 8 fields at most." in response.content.decode()


def test_a_forged_field_changes_nothing(client):
    member = factories.member()
    send(client, member, about="Audits.", is_staff="1", owner=str(factories.member().pk))
    member.refresh_from_db()
    assert not member.is_staff
    assert Profile.objects.get().member == member


def test_the_settings_lead_to_the_profile(client):
    client.force_login(factories.member())
    assert reverse("profile") in client.get(reverse("settings")).content.decode()

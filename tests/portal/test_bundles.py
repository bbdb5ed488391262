"""Sheets of style, joined for production."""

import re

import pytest
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command
from django.test import override_settings
from django.urls import reverse

from portal import bundles
from portal.templatetags import look

SHEETS = re.compile(r'<link rel="stylesheet" href="([^"]+)"')


@pytest.fixture(scope="module")
def collected(tmp_path_factory):
    """Where static files lie as `collectstatic` leaves them for a portal that is not the demo, and with which settings.
    It runs twice, as it does wherever a new version is brought out."""
    place = tmp_path_factory.mktemp("static")
    backend = {"BACKEND": "portal.bundles.BundledStorage"}
    storages = {"default": {"BACKEND": "django.core.files.storage.FileSystemStorage"}, "staticfiles": backend}
    as_it_is = ["css", "js", "map", "mjs", "svg", "txt", "woff", "woff2"]  # to compress all of it takes a minute
    settings = {"STATIC_ROOT": place, "STATIC_MANIFEST": True, "STORAGES": storages}
    settings["WHITENOISE_SKIP_COMPRESS_EXTENSIONS"] = as_it_is
    with override_settings(**settings):
        for _time in range(2):
            call_command("collectstatic", interactive=False, verbosity=0)
    return place, settings


@pytest.fixture
def no_address_kept():
    """What a process looks up once is looked up again, here and in whatever test comes next."""
    kept = (bundles.addresses, look.sprite, look._mark, look._logo)
    for each in kept:
        each.cache_clear()
    yield
    for each in kept:
        each.cache_clear()


@pytest.fixture
def production(collected, no_address_kept):
    """The portal with those files; their folder."""
    place, settings = collected
    with override_settings(**settings):
        yield place


def test_a_bundle_holds_its_sheets_whole_and_in_their_order(production):
    for name in bundles.BUNDLES:
        joined = (production / f"bundles/{name}.css").read_text()
        places = []
        for sheet in bundles.BUNDLES[name]:
            text = (production / sheet.format("")).read_text()
            text = text.removeprefix('@charset "UTF-8";').split("/*# sourceMappingURL=")[0].strip()
            places.append(joined.index(text))
        assert places == sorted(places)
        assert "@charset" not in joined and "sourceMappingURL" not in joined


def test_what_a_sheet_names_is_found_from_its_bundle(production):
    served = (production / staticfiles_storage.stored_name("bundles/posts.css")).read_text()
    pictures = re.findall(r'url\("(\.\./signs/[^"]+)"\)', served)
    assert len(pictures) == 4
    assert all((production / "bundles" / picture).resolve().is_file() for picture in pictures)


@pytest.mark.django_db
def test_a_page_links_its_bundles_in_production(production, client):
    assert len(SHEETS.findall(client.get(reverse("account_login")).content.decode())) == 2


def test_scripts_from_right_to_left_have_a_bundle_of_their_own(production):
    assert ".rtl." in bundles.addresses("page", right_to_left=True)[0]
    assert (production / "bundles/page.rtl.css").read_text() != (production / "bundles/page.css").read_text()


@pytest.mark.django_db
def test_where_somebody_works_on_them_the_sheets_stand_alone(client, no_address_kept):
    linked = SHEETS.findall(client.get(reverse("account_login")).content.decode())
    expected = [sheet.format("") for sheet in bundles.BUNDLES["page"] + bundles.BUNDLES["end"]]
    assert [one.removeprefix("/static/") for one in linked] == expected

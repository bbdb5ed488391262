"""Sheets of style, joined for production."""

import re

import pytest
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command
from django.test import override_settings
from django.urls import reverse

from portal import bundles

SHEETS = re.compile(r'<link rel="stylesheet" href="([^"]+)"')


@pytest.fixture
def production(tmp_path):
    """Static files as `collectstatic` leaves them for a portal that is not the demo."""
    backend = {"BACKEND": "portal.bundles.BundledStorage"}
    storages = {"default": {"BACKEND": "django.core.files.storage.FileSystemStorage"}, "staticfiles": backend}
    as_it_is = ["css", "js", "map", "mjs", "svg", "txt", "woff", "woff2"]  # to compress all of it takes a minute
    production = {"STATIC_ROOT": tmp_path, "STATIC_MANIFEST": True, "STORAGES": storages}
    with override_settings(**production, WHITENOISE_SKIP_COMPRESS_EXTENSIONS=as_it_is):
        bundles.addresses.cache_clear()
        call_command("collectstatic", interactive=False, verbosity=0)
        yield tmp_path
    bundles.addresses.cache_clear()


def test_a_bundle_holds_its_sheets_whole_and_in_their_order(production):
    call_command("collectstatic", interactive=False, verbosity=0)
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
def test_where_somebody_works_on_them_the_sheets_stand_alone(client):
    bundles.addresses.cache_clear()
    linked = SHEETS.findall(client.get(reverse("account_login")).content.decode())
    expected = [sheet.format("") for sheet in bundles.BUNDLES["page"] + bundles.BUNDLES["end"]]
    assert [one.removeprefix("/static/") for one in linked] == expected

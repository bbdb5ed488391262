"""The theme: chosen by a form, kept in a cookie, written into the page by the server."""

import pytest
from django.test import RequestFactory

from portal.preferences import set_theme, theme_of


def choose(theme, back="/"):
    return set_theme(RequestFactory().post("/preferences/theme/", {"theme": theme, "next": back}))


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_choice_is_kept_and_one_goes_back(theme):
    response = choose(theme, "/workstreams/?page=2")
    assert response.status_code == 302
    assert response["Location"] == "/workstreams/?page=2"
    assert response.cookies["theme"].value == theme
    assert response.cookies["theme"]["httponly"]


@pytest.mark.parametrize("theme", ["system", "", "purple"])
def test_anything_else_means_as_the_system_has_it(theme):
    assert choose(theme).cookies["theme"]["max-age"] == 0


@pytest.mark.parametrize("back", ["https://evil.example/", "//evil.example", "javascript:alert(1)", "", "\\\\evil"])
def test_one_never_lands_elsewhere(back):
    assert choose("dark", back)["Location"] == "/"


def test_only_by_a_form():
    assert set_theme(RequestFactory().get("/preferences/theme/")).status_code == 405


def test_a_cookie_with_anything_else_is_ignored():
    request = RequestFactory().get("/")
    request.COOKIES["theme"] = '"><script>'
    assert theme_of(request) == ""
    request.COOKIES["theme"] = "dark"
    assert theme_of(request) == "dark"

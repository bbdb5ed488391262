"""The page that shows what every mail says; and what holds for every one of them."""

import re
from html.parser import HTMLParser
from pathlib import Path

import html5lib
import pytest
from django.conf import settings
from django.urls import reverse

from portal.postoffice import samples
from tests import factories

pytestmark = pytest.mark.django_db

TEMPLATES = Path(settings.BASE_DIR) / "templates"
KEYS = list(samples.every())


def written():
    """What is a mail by itself, not a part of one: the name of its template without the ending."""
    for path in TEMPLATES.glob("*/email/*_message.txt"):
        if not path.name.startswith("base_"):
            yield str(path.relative_to(TEMPLATES).with_suffix(""))
    for path in (TEMPLATES / "email").glob("*.html"):
        if '{% extends "email/base.html" %}' in path.read_text(encoding="utf-8"):
            yield str(path.relative_to(TEMPLATES).with_suffix(""))


def test_no_mail_is_missing():
    assert {sample.template for sample in samples.every().values()} == set(written())


@pytest.fixture(params=KEYS)
def letter(request):
    return samples.every()[request.param].letter()


class Links(HTMLParser):
    def __init__(self, html):
        super().__init__()
        self.found, self.pictures = [], 0
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.found += [value for name, value in attrs if name == "href"]
        self.pictures += tag == "img"


def test_it_is_right_in_both_parts(letter):
    headers = dict(letter.headers)
    assert headers["Auto-Submitted"].startswith("auto-") and headers["Message-ID"] and letter.subject.strip()
    assert settings.ALLIANCE_NAME in letter.html and f'<html lang="{settings.LANGUAGE_CODE}"' in letter.html
    html5lib.HTMLParser(strict=True).parse(letter.html)
    links = Links(letter.html)
    assert not links.pictures
    assert [href for href in links.found if not re.match(r"https?://|mailto:", href)] == []
    for part in (letter.text, letter.html):
        assert "{{" not in part and "{%" not in part and "None" not in part
    assert "<p" not in letter.text and "&#x27;" not in letter.text and "&quot;" not in letter.text


def test_both_parts_lead_to_the_same_places(letter):
    in_html = {href for href in Links(letter.html).found if href.startswith("http")}
    missing = {href for href in in_html if href not in letter.text}
    assert not missing


class TestThePage:
    def test_shows_a_mail_with_its_headers_its_text_and_its_html_in_a_frame(self, client):
        client.force_login(factories.staff())
        page = client.get(reverse("admin:postoffice_samples"), {"mail": "email/left"})
        text = page.content.decode()
        assert page.status_code == 200 and "You have left the alliance" in text and "Auto-Submitted" in text
        assert f'{reverse("admin:postoffice_sample_html")}?mail=email%2Fleft"' in text
        for sample in samples.every().values():
            assert f'value="{sample.key}"' in text
        html = client.get(reverse("admin:postoffice_sample_html"), {"mail": "email/left"})
        assert "sandbox" in html["Content-Security-Policy"] and html["X-Frame-Options"] == "SAMEORIGIN"

    def test_is_the_secretariats(self, client):
        client.force_login(factories.member())
        for address in ("admin:postoffice_samples", "admin:postoffice_sample_html"):
            assert client.get(reverse(address)).status_code in {302, 403}

    def test_knows_no_other_mail(self, client):
        client.force_login(factories.staff())
        assert client.get(reverse("admin:postoffice_samples"), {"mail": "email/none"}).status_code == 404

    def test_is_found_from_the_list_of_mails(self, client):
        client.force_login(factories.staff())
        listing = client.get(reverse("admin:postoffice_dispatch_changelist")).content.decode()
        assert reverse("admin:postoffice_samples") in listing


def test_its_text_fits_72_columns(letter):
    """But for a line that is an address, and what leads to it."""
    assert [line for line in letter.text.splitlines() if len(line) > 72 and "http" not in line] == []


def test_who_has_no_account_is_not_told_that_there_is_one():
    letter = samples.every()["account/email/unknown_account_message"].letter()
    for part in (letter.text, letter.html):
        assert "because you have an account" not in part


def test_a_change_of_the_account_says_when_in_full_and_where_to_go(settings):
    settings.SITE_URL = "https://alliance.example"
    letter = samples.every()["account/email/password_changed_message"].letter()
    for part in (letter.text, letter.html):
        assert re.search(r"Time: \w+day \d+ \w+ \d{4}, \d\d:\d\d", part)
        assert f"https://alliance.example{reverse('account_reset_password')}" in part

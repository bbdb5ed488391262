"""The post office: headers, both parts, nothing loaded, nothing sent."""

import re

import pytest
from django.core import mail as outbox
from django.template import engines

from portal import mail

TEXT = '{% extends "email/base.txt" %}{% block content %}Hello {{ name }}: {{ path|absolute }}{% endblock %}'
HTML = """{% extends "email/base.html" %}{% block content %}
<tr><td class="in"><p class="m">Hello {{ name }}</p><a class="btn" href="{{ path|absolute }}">Go</a></td></tr>
{% endblock %}"""


@pytest.fixture(autouse=True)
def templates(tmp_path, settings):
    folder = tmp_path / "templates" / "email"
    folder.mkdir(parents=True)
    (folder / "example.txt").write_text(TEXT)
    (folder / "example.html").write_text(HTML)
    changed = [{**settings.TEMPLATES[0], "DIRS": [tmp_path / "templates", *settings.TEMPLATES[0]["DIRS"]]}]
    settings.TEMPLATES = changed
    settings.SITE_URL = "https://alliance.example"
    settings.DEFAULT_FROM_EMAIL = "The Alliance <portal@alliance.example>"
    yield
    engines._templates = None


def write(**more):
    given = {"to": "ada@example.org", "subject": "Your week", "context": {"name": "<Ada>", "path": "/workstreams/"}}
    return mail.message("example", **given | more)


def test_both_parts_are_written_with_whole_addresses():
    made = write()
    html = made.alternatives[0][0]
    assert made.to == ["ada@example.org"]
    assert made.body.startswith("Hello <Ada>: https://alliance.example/workstreams/")
    assert "Hello &lt;Ada&gt;" in html
    assert 'href="https://alliance.example/workstreams/"' in html
    assert "<img" not in html
    assert len(outbox.outbox) == 0


def test_rules_stand_on_the_elements_and_the_dark_ones_stay():
    html = write().alternatives[0][0]
    button = re.search(r'<a class="btn"[^>]*>', html)[0]
    assert "background: #0F4C44" in button
    assert "prefers-color-scheme: dark" in html


def test_headers():
    made = write(unsubscribe="/digests/stop/abc/", reply_to="leads@alliance.example")
    sent = made.message()
    assert sent["Auto-Submitted"] == "auto-generated"
    assert sent["Message-ID"].endswith("@alliance.example>")
    assert sent["List-Unsubscribe"] == "<https://alliance.example/digests/stop/abc/>"
    assert sent["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert sent["Reply-To"] == "leads@alliance.example"
    assert "List-Unsubscribe" not in write().message()


def test_a_message_id_can_be_lasting():
    assert write(headers={"Message-ID": "<digest-7@alliance.example>"}).message()["Message-ID"] == (
        "<digest-7@alliance.example>"
    )


def test_a_subject_is_one_line():
    assert write(subject="Your week:\r\nBcc: all@example.org").subject == "Your week: Bcc: all@example.org"


@pytest.mark.parametrize("to", ["", "  ", None])
def test_there_is_no_mail_to_nobody(to):
    with pytest.raises(ValueError, match="address"):
        write(to=to)


def test_absolute():
    assert mail.absolute("/a/") == "https://alliance.example/a/"
    assert mail.absolute("https://other.example/a/") == "https://other.example/a/"


def test_text_fits_72_columns_and_addresses_stay_whole():
    address = "/workstreams/" + "a-long-name/" * 8
    body = write(context={"name": "word " * 40, "path": address}).body
    assert f"https://alliance.example{address}" in body.splitlines()
    assert [line for line in body.splitlines() if len(line) > 72 and " " in line] == []
    assert "\n-- \n" in body

"""Mail kept in the data folder, and the demo's reader for it."""

import multiprocessing
import re

import pytest
from django.core.mail import EmailMultiAlternatives, get_connection
from django.urls import reverse

from portal import mailbox

pytestmark = pytest.mark.django_db

HTML = '<!doctype html><html><head><title>Hello</title></head><body style="color:red"><a href="/x">on</a></body></html>'


@pytest.fixture(autouse=True)
def maildir(settings, tmp_path):
    settings.MAILDIR = tmp_path / "mail"
    return settings.MAILDIR


def send(subject="Hello", to=("anna@example.org",), html=HTML, **more):
    message = EmailMultiAlternatives(
        subject, "Dear Anna,\n\nsee https://example.org/a", "portal@example.org", to, **more
    )
    if html:
        message.attach_alternative(html, "text/html")
    return get_connection("portal.mailbox.MaildirBackend").send_messages([message])


def subjects(to=""):
    return [each.subject for each in mailbox.letters_for(to)]


def test_a_message_is_kept_with_its_headers_and_both_parts():
    assert send("Grüße", headers={"List-Unsubscribe": "<https://example.org/stop>"}) == 1
    (summary,) = mailbox.letters_for()
    letter = mailbox.letter(summary.key)
    assert letter.subject == "Grüße"
    assert ("List-Unsubscribe", "<https://example.org/stop>") in letter.headers
    assert letter.text.startswith("Dear Anna,")
    assert letter.html.strip() == HTML


def test_the_newest_comes_first_and_a_recipient_can_be_picked_even_a_blind_copy():
    send("first")
    send("second", to=["bert@example.org"])
    send("third", bcc=["Bert@Example.org"])
    assert subjects() == ["third", "second", "first"]
    assert subjects("bert@example") == ["third", "second"]
    assert subjects("nobody") == []


def test_a_message_to_nobody_is_not_kept():
    assert send(to=[]) == 0
    assert subjects() == []


def test_a_disk_that_refuses_is_an_error_unless_failing_is_to_be_silent(maildir):
    maildir.write_text("in the way")
    message = EmailMultiAlternatives("Hello", "Hello", to=["anna@example.org"])
    with pytest.raises(OSError):
        get_connection("portal.mailbox.MaildirBackend").send_messages([message])
    assert get_connection("portal.mailbox.MaildirBackend", fail_silently=True).send_messages([message]) == 0


def test_several_processes_keep_every_message():
    fork = multiprocessing.get_context("fork")
    writers = [fork.Process(target=send_some, args=(name,)) for name in ("a", "b", "c")]
    for each in writers:
        each.start()
    for each in writers:
        each.join(30)
    assert sorted(subjects()) == sorted(f"{name} {number}" for name in "abc" for number in range(20))


def send_some(name):
    for number in range(20):
        send(f"{name} {number}")


def test_the_reader_lists_and_shows_a_message_without_a_login(client):
    send("Your code")
    page = client.get(reverse("mailbox"), {"to": "anna"})
    assert "Your code" in page.content.decode()
    key = mailbox.letters_for()[0].key
    shown = client.get(reverse("mailbox_letter", args=[key]))
    content = shown.content.decode()
    assert '<a href="https://example.org/a"' in content
    assert re.search(rf'<iframe[^>]* sandbox="[^"]*"[^>]* src="/demo/mail/{re.escape(key)}/html/"', content)
    assert "frame-src 'self'" in shown["Content-Security-Policy"]


def test_an_empty_mailbox_and_an_empty_answer_say_so(client):
    assert "No message has been sent yet." in client.get(reverse("mailbox")).content.decode()
    send()
    assert "No message was sent to “&lt;b&gt;”." in client.get(reverse("mailbox"), {"to": "<b>"}).content.decode()


def test_the_html_of_a_message_is_fenced_in(client):
    send(html="<html><head></head><body><script>alert(1)</script></body></html>")
    shown = client.get(reverse("mailbox_letter_html", args=[mailbox.letters_for()[0].key]))
    policy = shown["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; style-src 'unsafe-inline'; img-src 'none';")
    assert "frame-ancestors 'self'" in policy
    assert "sandbox" in policy and "allow-scripts" not in policy
    assert shown["X-Frame-Options"] == "SAMEORIGIN"
    assert b'<head><base target="_blank">' in shown.content


def test_a_message_without_html_has_no_frame(client):
    send(html="")
    key = mailbox.letters_for()[0].key
    assert b"<iframe" not in client.get(reverse("mailbox_letter", args=[key])).content
    assert client.get(reverse("mailbox_letter_html", args=[key])).status_code == 404


@pytest.mark.parametrize(
    "key", ["1700000000.M1P1Q1.nobody", "..", "%2e%2e%2f%2e%2e%2fsecret-key", "..%2fsecret-key", "cur"]
)
def test_an_unknown_key_or_a_path_is_not_found(client, maildir, key):
    (maildir.parent / "secret-key").write_text("Subject: secret\n\nsecret")
    assert client.get(f"/demo/mail/{key}/").status_code == 404
    send()
    assert client.get(f"/demo/mail/{key}/").status_code == 404
    assert client.get(f"/demo/mail/{key}/html/").status_code == 404

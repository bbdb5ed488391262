"""What a mail provider tells by webhook, in the words of several of them."""

import base64
import hmac
import json
from types import ModuleType

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.urls import include, path

from portal.postoffice.models import Mailbox, Report
from portal.urls import urlpatterns as portal_urls
from portal.webhook_urls import patterns_of

pytestmark = pytest.mark.django_db
SECRET = "name:password"


@pytest.fixture
def provider(settings):
    """Names the provider, as the settings do before anything starts."""

    def named(provider):
        settings.ANYMAIL = {"WEBHOOK_SECRET": SECRET}
        urls = ModuleType("urls_with_hooks")
        urls.urlpatterns = [path("mail/hooks/", include(patterns_of(provider, SECRET))), *portal_urls]
        settings.ROOT_URLCONF = urls

    return named


@pytest.fixture
def tell(client, run_tasks):
    """What the provider sends, with the name and password that it was given. Returns the status."""

    def told(path, data, secret=SECRET, **extra):
        door = {"HTTP_AUTHORIZATION": f"Basic {base64.b64encode(secret.encode()).decode()}"}
        with run_tasks():
            return client.post(
                f"/mail/hooks/{path}/", json.dumps(data), content_type="application/json", **door, **extra
            ).status_code

    return told


def postmark(kind="HardBounce", number=1, **more):
    return {
        "RecordType": "Bounce",
        "ID": number,
        "Type": kind,
        "MessageID": "883953f4",
        "Email": "Zoe@Nordic.example",
        "BouncedAt": "2026-11-23T10:11:12Z",
        "Description": "The server was unable to deliver your message",
        **more,
    }


def answer_to(writer, **more):
    return {
        "From": "zoe@nordic.example",
        "FromFull": {"Email": "zoe@nordic.example", "Name": "Zoë"},
        "To": writer.address,
        "ToFull": [{"Email": writer.address, "Name": ""}],
        "OriginalRecipient": writer.address,
        "Subject": "Re: Graded model access",
        "MessageID": "73e6d360",
        "Date": "Mon, 23 Nov 2026 10:11:12 +0100",
        "TextBody": "By webhook.\n\nOn 23 Nov 2026 Bo wrote:\n> Grades",
        "HtmlBody": "",
        "Headers": [{"Name": "Message-ID", "Value": "<w1@nordic.example>"}],
        "Attachments": [],
        **more,
    }


def brevo(event, **more):
    return {
        "event": event,
        "email": "zoe@nordic.example",
        "id": 1,
        "date": "2026-11-23 10:11:12",
        "ts_event": 1795425072,
        "message-id": "<1@relay.example>",
        **more,
    }


class TestWhatCameIn:
    def test_an_answer_becomes_a_post(self, provider, tell, writer):
        provider("postmark")
        mail = answer_to(writer)
        assert tell("postmark/inbound", mail) == 200
        assert tell("postmark/inbound", mail) == 200
        assert writer.answers == ["By webhook."]

    def test_with_files_that_are_larger_than_a_form_may_be(self, provider, tell, writer):
        provider("postmark")
        table = ("a,b\n" * 1_000_000).encode()
        file = {"Name": "t.csv", "ContentType": "text/csv", "ContentLength": len(table), "ContentID": ""}
        mail = answer_to(writer, Attachments=[file | {"Content": base64.b64encode(table).decode()}])
        assert tell("postmark/inbound", mail, secret="name:guess") == 400
        assert tell("postmark/inbound", mail) == 200
        assert writer.thread.posts.exclude(parent=None).get().attachments.get().size == len(table)

    def test_as_a_whole_mail(self, provider, client, run_tasks, writer, settings):
        provider("mailgun")
        settings.ANYMAIL = settings.ANYMAIL | {"MAILGUN_WEBHOOK_SIGNING_KEY": "key"}
        facts = {"timestamp": "1700000000", "token": "t"}
        facts["signature"] = hmac.new(b"key", b"1700000000t", "sha256").hexdigest()
        mail = {
            "body-mime": writer.letter("Whole.").decode(),
            "recipient": writer.address,
            "sender": "zoe@nordic.example",
        }
        door = {"HTTP_AUTHORIZATION": f"Basic {base64.b64encode(SECRET.encode()).decode()}"}
        with run_tasks():
            answer = client.post("/mail/hooks/mailgun/inbound_mime/", facts | mail, **door)
        assert answer.status_code == 200 and writer.answers == ["Whole."]


class TestWhatCameBack:
    def test_a_hard_one_counts_two_and_once_however_often_it_is_told(self, provider, tell):
        provider("postmark")
        assert [tell("postmark/tracking", postmark()), tell("postmark/tracking", postmark())] == [200, 200]
        mailbox = Mailbox.objects.get()
        assert (mailbox.address, mailbox.score, mailbox.stopped_at) == ("zoe@nordic.example", 20, None)

    def test_after_two_hard_ones_mail_stops(self, provider, tell):
        provider("postmark")
        for number in (1, 2):
            tell("postmark/tracking", postmark(number=number, Description="550 5.1.1 No such user"))
        mailbox = Mailbox.objects.get()
        assert mailbox.stopped_at and "No such user" in mailbox.why

    def test_a_soft_one_counts_one(self, provider, tell):
        provider("postmark")
        tell("postmark/tracking", postmark("SoftBounce"))
        assert Mailbox.objects.get().score == 10

    def test_a_complaint_stops_at_once(self, provider, tell):
        provider("postmark")
        told = postmark("SpamComplaint", RecordType="SpamComplaint")
        tell("postmark/tracking", told)
        assert Mailbox.objects.get().stopped_at
        assert Report.objects.get().kind == "complaint"

    def test_the_other_servers_own_words_weigh_more_than_the_providers(self, provider, tell):
        provider("brevo")
        tell("brevo/tracking", brevo("hard_bounce", reason="552 5.2.2 Mailbox full"))
        assert Mailbox.objects.get().score == 10

    def test_what_arrived_or_was_opened_says_nothing_against_an_address(self, provider, tell):
        provider("brevo")
        for name in ("delivered", "opened", "deferred", "unsubscribed"):
            assert tell("brevo/tracking", brevo(name)) == 200
        assert not Mailbox.objects.exists()


class TestWhoMayTell:
    def test_nobody_without_the_secret(self, provider, tell):
        provider("postmark")
        assert tell("postmark/tracking", postmark(), secret="name:guess") == 400
        assert not Report.objects.exists()

    def test_only_the_provider_that_is_named_has_an_address(self, provider, tell):
        provider("postmark")
        assert tell("brevo/tracking", brevo("hard_bounce")) == 404

    def test_no_address_is_there_where_none_is_named(self, tell):
        assert tell("postmark/tracking", postmark()) == 404

    @pytest.mark.parametrize(
        "provider, secret, says",
        [("pigeon", "a:b", "pigeon"), ("", "a:b", "MAIL_PROVIDER"), ("postmark", "", "SECRET"), ("ses", "a:", "ses")],
    )
    def test_nothing_starts_with_a_provider_that_is_unknown_or_has_no_secret(self, provider, secret, says):
        with pytest.raises(ImproperlyConfigured, match=says):
            patterns_of(provider, secret)

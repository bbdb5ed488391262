"""One-click unsubscription (RFC 8058), as a mail server gets it and a mail program does it."""

import email
import re
from email import policy

import pytest

from tests import factories
from tests.portal.postoffice.sink import Sink

pytestmark = pytest.mark.django_db


class Recorder(Sink):
    """Keeps what came over the line."""

    def __init__(self):
        super().__init__(delay=0)
        self.raw = []

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 - aiosmtpd's name
        self.raw.append(envelope.content)
        return await super().handle_DATA(server, session, envelope)


@pytest.fixture
def wire(settings):
    with Recorder() as recorder:
        settings.EMAIL_BACKEND = "portal.postoffice.smtp.BriskBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", recorder.port
        yield recorder


def test_the_headers_stand_in_the_mail_and_one_press_without_signing_in_ends_it(send, group, reader, wire, client):
    factories.thread(group)
    send()
    (raw,) = wire.raw
    head = raw.partition(b"\r\n\r\n")[0].decode("ascii")
    assert re.findall(r"(?mi)^List-Unsubscribe-Post: (.*?)\r?$", head) == ["List-Unsubscribe=One-Click"]
    assert len(re.findall(r"(?mi)^List-Unsubscribe:", head)) == 1
    said = email.message_from_bytes(raw, policy=policy.default)
    (address,) = re.findall(r"<(https?://[^>]+)>", said["List-Unsubscribe"])
    path = "/" + address.split("/", 3)[3]
    client.get(path)
    reader.digest_subscription.refresh_from_db()
    assert reader.digest_subscription.frequency == "weekly"
    pressed = client.post(path, "List-Unsubscribe=One-Click", content_type="application/x-www-form-urlencoded")
    assert pressed.status_code == 200
    reader.digest_subscription.refresh_from_db()
    assert reader.digest_subscription.frequency == "never"

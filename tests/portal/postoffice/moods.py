"""A mail server with moods."""

import pytest
from django.core.mail.backends.locmem import EmailBackend


class MoodyBackend(EmailBackend):
    """`trouble`: what happens to which address; `out_of_reach`: what happens to whoever calls."""

    trouble, out_of_reach, opened = {}, None, 0

    def open(self):
        if self.out_of_reach:
            raise self.out_of_reach
        type(self).opened += 1

    def send_messages(self, messages):
        for message in messages:
            if problem := self.trouble.get(message.to[0]):
                raise problem
        return super().send_messages(messages)


@pytest.fixture
def server(settings, monkeypatch):
    settings.EMAIL_BACKEND = f"{__name__}.MoodyBackend"
    monkeypatch.setattr(MoodyBackend, "trouble", {})
    monkeypatch.setattr(MoodyBackend, "out_of_reach", None)
    monkeypatch.setattr(MoodyBackend, "opened", 0)
    return MoodyBackend

"""Every mail that the portal writes, with invented content: for the secretariat to look at, and for tests."""

import email
from collections.abc import Callable
from dataclasses import dataclass
from email import policy

from django.conf import settings
from django.utils.module_loading import import_string

from portal.mailbox import letter_of


@dataclass(frozen=True)
class Sample:
    """One mail as it goes out. `template` is where its words lie, without the ending; `when` says who gets it and when;
    `make` returns the message, and writes nothing. A mail that says different things has a sample for each, told apart
    by `variant`."""

    template: str
    when: str
    make: Callable
    variant: str = ""

    @property
    def key(self):
        return f"{self.template}-{self.variant}" if self.variant else self.template

    def letter(self):
        """The message as it would be on its way."""
        sent = self.make().message().as_bytes()
        return letter_of(self.key, email.message_from_bytes(sent, policy=policy.default))


def every():
    """{key: Sample} of all apps, in the order of settings.MAIL_SAMPLES."""
    return {sample.key: sample for name in settings.MAIL_SAMPLES for sample in import_string(name)()}

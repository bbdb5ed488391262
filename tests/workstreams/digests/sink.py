"""A mail server that only counts, and can hold a mail back at the moment that matters."""

import asyncio
import email
import socket
import threading
import time
from collections import Counter

from aiosmtpd.controller import Controller


class Sink:
    """`accepted`: how often each (recipient, Message-ID) was accepted; `held`: mails that lie here whole, unanswered,
    their sender on the line.

    A mail takes `delay` seconds. After `hold_after` mails all others are held until `release()`: before they are
    accepted, or, with `accept_held`, right after, so that their sender never hears of it. A sender that hangs up while
    its mail is held has not delivered it.
    """

    def __init__(self, *, delay=0.02, hold_after=None, accept_held=False):
        self.accepted = Counter()
        self.held = 0
        self.delay = delay
        self.hold_after = hold_after
        self.accept_held = accept_held
        self._open = threading.Event()
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self._controller = Controller(self, hostname="127.0.0.1", port=self.port)

    def __enter__(self):
        self._controller.start()
        return self

    def __exit__(self, *_exception):
        self.release()
        self._controller.stop()

    @property
    def count(self):
        return sum(self.accepted.values())

    @property
    def recipients(self):
        """How many mails each address got."""
        counted = Counter()
        for (address, _message_id), times in self.accepted.items():
            counted[address] += times
        return counted

    def release(self):
        self._open.set()

    def wait_for(self, true, patience=30):
        deadline = time.monotonic() + patience
        while not true(self):
            assert time.monotonic() < deadline, f"accepted {self.count}, held {self.held}"
            time.sleep(0.01)

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 - aiosmtpd's name
        message_id = email.message_from_bytes(envelope.content)["Message-ID"]
        await asyncio.sleep(self.delay)
        if self.hold_after is not None and self.count >= self.hold_after and not self._open.is_set():
            if self.accept_held:
                self._accept(envelope, message_id)
            self.held += 1
            try:
                while not self._open.is_set():
                    await asyncio.sleep(0.01)
            finally:
                self.held -= 1
            if self.accept_held:
                return "250 OK"
        self._accept(envelope, message_id)
        return "250 OK"

    def _accept(self, envelope, message_id):
        for address in envelope.rcpt_tos:
            self.accepted[address, message_id] += 1

"""A mail server that counts, and misbehaves as it is told."""

import asyncio
import email
import socket
import threading
import time
from collections import Counter, defaultdict

from aiosmtpd.controller import Controller


class Sink:
    """`accepted`: how often each (recipient, Message-ID) was accepted; `held`: mails that lie here whole, unanswered,
    their sender on the line; `wrongs`: what is done to the next mails for an address, each once: a number of the mail
    server's is what it answers ("451"), "hang" says nothing until the sender gives up, "cut" hangs up after the body,
    "cut late" after it has accepted.

    A mail takes `delay` seconds. After `hold_after` mails all others are held until `release()`: before they are
    accepted, or, with `accept_held`, right after, so that their sender never hears of it. A sender that hangs up while
    its mail is held has not delivered it.
    """

    def __init__(self, *, delay=0.02, port=None):
        self.delay = delay
        if port is None:
            with socket.socket() as free:
                free.bind(("127.0.0.1", 0))
                port = free.getsockname()[1]
        self.port = port
        self._open = threading.Event()
        self.begin_anew()
        self._controller = Controller(self, hostname="127.0.0.1", port=self.port)

    def begin_anew(self, *, hold_after=None, accept_held=False, wrongs=None):
        self._open.set()
        self.accepted, self.held = Counter(), 0
        self.hold_after, self.accept_held = hold_after, accept_held
        self.wrongs = defaultdict(list, wrongs or {})
        self._open = threading.Event()

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
        for (address, _message_id), times in dict(self.accepted).items():
            counted[address] += times
        return counted

    def release(self):
        self._open.set()

    def wait_for(self, true, patience=30):
        deadline = time.monotonic() + patience
        while not true(self):
            assert time.monotonic() < deadline, f"accepted {self.count}, held {self.held}"
            time.sleep(0.005)

    async def handle_EHLO(self, server, session, envelope, hostname, responses):  # noqa: N802 - aiosmtpd's name
        session.host_name = hostname
        return [*responses[:-1], "250-PIPELINING", responses[-1]]

    async def handle_RCPT(self, server, session, envelope, address, rcpt_options):  # noqa: N802 - aiosmtpd's name
        if self.wrongs[address] and self.wrongs[address][0] == "550":
            return f"{self.wrongs[address].pop(0)} No such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 - aiosmtpd's name
        message_id = email.message_from_bytes(envelope.content)["Message-ID"]
        opened = self._open
        await asyncio.sleep(self.delay)
        wrongs = self.wrongs[envelope.rcpt_tos[0]]
        if wrongs:
            return await self._do_wrong(wrongs.pop(0), server, envelope, message_id)
        if self.hold_after is not None and self.count >= self.hold_after and not opened.is_set():
            if self.accept_held:
                self._accept(envelope, message_id)
            self.held += 1
            try:
                while not opened.is_set():
                    await asyncio.sleep(0.01)
            finally:
                self.held -= 1
            if self.accept_held:
                return "250 OK"
        self._accept(envelope, message_id)
        return "250 OK"

    async def _do_wrong(self, wrong, server, envelope, message_id):
        if wrong == "hang":
            await asyncio.sleep(60)
        if wrong == "cut late":
            self._accept(envelope, message_id)
        if wrong.startswith("cut"):
            server.transport.abort()
        return f"{wrong} Not now" if wrong.isdigit() else "451 Nobody hears this"

    def _accept(self, envelope, message_id):
        for address in envelope.rcpt_tos:
            self.accepted[address, message_id] += 1

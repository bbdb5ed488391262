"""A mail server that takes everything at once and only counts: `python sink.py PORT`.

Asked by lines on its standard input, it answers each with one of JSON: "clear" to begin anew, anything else to hear how
many mails and bytes came, when the last one did, and to how many addresses.

A process of its own, so that its work is not done by those who are measured.
"""

import asyncio
import json
import re
import sys
import time

RECIPIENT = re.compile(rb"TO:\s*<([^>]*)>", re.IGNORECASE)


class Counted:
    def __init__(self):
        self.clear()

    def clear(self):
        self.mails, self.bytes, self.last, self.addresses = 0, 0, 0.0, set()

    def told(self):
        return {"mails": self.mails, "bytes": self.bytes, "last": self.last, "addresses": len(self.addresses)}


class Session(asyncio.Protocol):
    """One connection. Offers what the mail servers in use offer."""

    GREETING = b"250-sink\r\n250-PIPELINING\r\n250-SIZE 50000000\r\n250 8BITMIME\r\n"

    def __init__(self, counted):
        self.counted, self.buffer, self.in_data, self.searched = counted, b"", False, 0

    def connection_made(self, transport):
        self.transport = transport
        transport.write(b"220 sink\r\n")

    def data_received(self, data):
        self.buffer += data
        answers = []
        while (answer := self._next()) is not None:
            answers.append(answer)
        if answers:
            self.transport.write(b"".join(answers))

    def _next(self):
        """The answer to what comes next, None while it is not whole."""
        if self.in_data:
            return self._data()
        line, found, rest = self.buffer.partition(b"\r\n")
        if not found:
            return None
        self.buffer = rest
        verb = line[:4].upper()
        if verb == b"RCPT":
            self.recipient = RECIPIENT.search(line)[1]
        if verb == b"DATA":
            self.in_data, self.searched = True, 0
            return b"354 Go on\r\n"
        if verb == b"QUIT":
            self.transport.write(b"221 Bye\r\n")
            self.transport.close()
            return None
        return self.GREETING if verb == b"EHLO" else b"250 OK\r\n"

    def _data(self):
        end = self.buffer.find(b"\r\n.\r\n", max(0, self.searched - 4))
        if end < 0:
            self.searched = len(self.buffer)
            return None
        self.buffer, self.in_data = self.buffer[end + 5 :], False
        self.counted.mails += 1
        self.counted.bytes += end
        self.counted.last = time.time()
        self.counted.addresses.add(self.recipient)
        return b"250 OK\r\n"


async def main(port):
    loop, counted = asyncio.get_running_loop(), Counted()
    await loop.create_server(lambda: Session(counted), "127.0.0.1", port)
    questions = asyncio.StreamReader()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(questions), sys.stdin)
    print("{}", flush=True)
    while question := await questions.readline():
        if question.strip() == b"clear":
            counted.clear()
        print(json.dumps(counted.told()), flush=True)


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1])))

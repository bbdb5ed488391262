"""A browser's part in as few instructions as Python allows: what a client costs, the sites do not get."""

import socket


class Client:
    """One connection that is kept open. Reads answers with a Content-Length, which both sites give."""

    def __init__(self, port):
        self.port = port
        self.line = None

    def get(self, path, cookie=""):
        """Returns (status, the head as bytes, body)."""
        return self._ask(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n{_cookie(cookie)}\r\n".encode())

    def post(self, path, form, cookie):
        """`form`: already encoded, as bytes."""
        head = (
            f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n{_cookie(cookie)}"
            f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(form)}\r\n\r\n"
        )
        return self._ask(head.encode() + form)

    def _ask(self, message):
        if self.line is None:
            self.line = socket.create_connection(("127.0.0.1", self.port), timeout=30)
            self.line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.line.sendall(message)
        head = b""
        while b"\r\n\r\n" not in head:
            head += self._more()
        head, _, body = head.partition(b"\r\n\r\n")
        length = int(header(head, b"content-length"))
        parts, has = [body], len(body)
        while has < length:
            parts.append(self._more())
            has += len(parts[-1])
        if header(head, b"connection").lower() == b"close":
            self.line.close()
            self.line = None
        return int(head[9:12]), head, b"".join(parts)

    def _more(self):
        if got := self.line.recv(1 << 18):
            return got
        raise ConnectionError("The site closed the connection in the middle of an answer")


def header(head, name):
    for line in head.split(b"\r\n"):
        if line[: len(name) + 1].lower() == name + b":":
            return line[len(name) + 1 :].strip()
    return b""


def _cookie(cookie):
    return f"Cookie: {cookie}\r\n" if cookie else ""

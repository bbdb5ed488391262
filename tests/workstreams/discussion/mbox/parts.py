"""Messages of several parts."""

from tests.workstreams.discussion.letters import letter


def multipart(kind, *parts):
    body = b"".join(b"--b\n" + part + b"\n" for part in parts) + b"--b--\n"
    return letter("a@x", Content_Type=f"multipart/{kind}; boundary=b", body=body)


def part(kind, body, **headers):
    head = "".join(f"{name.replace('_', '-')}: {value}\n" for name, value in headers.items())
    return f"Content-Type: {kind}\n{head}\n".encode() + (body if isinstance(body, bytes) else body.encode())

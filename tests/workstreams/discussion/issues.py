"""Issues and comments as an archive holds them, for tests."""

import json

NAME = "alliance/drafts"


def topic(number=1, **fields):
    words = {"title": "A question", "author": "ana", "createdAt": "2025-04-10T13:45:58Z", "body": "Why?"}
    return {"number": number} | words | fields


def comment(**fields):
    return {"author": "bo", "createdAt": "2025-04-11T13:45:58Z", "body": "Because."} | fields


def write(path, issues=(), pulls=(), **fields):
    """An archive at `path`, which is returned."""
    path.write_text(json.dumps({"repo": NAME, "issues": list(issues), "pulls": list(pulls)} | fields))
    return path

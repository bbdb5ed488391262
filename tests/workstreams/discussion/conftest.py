"""What the tests of threads share."""

import re

import pytest
from django.test import Client

from tests.workstreams.discussion import issues


@pytest.fixture
def sign_in():
    """A client of its own for each person: `sign_in(member)`; for a visitor, `sign_in(None)`."""

    def signed_in(person):
        client = Client()
        if person:
            client.force_login(person)
        return client

    return signed_in


@pytest.fixture
def words():
    """The text of a page, without tags and runs of spaces."""
    return lambda response: " ".join(re.sub(r"<[^>]*>", " ", response.content.decode()).split())


@pytest.fixture
def file(tmp_path):
    """Writes an archive: `file(issues, pulls)`; its path."""
    return lambda *topics, **fields: issues.write(tmp_path / "archive.json", *topics, **fields)

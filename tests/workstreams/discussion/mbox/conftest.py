"""Reading what an archive of letters holds."""

import pytest

from tests.workstreams.discussion.letters import archive, letter
from workstreams.discussion import mbox


@pytest.fixture
def read(tmp_path):
    """Read what an archive of these letters holds."""
    return lambda *letters: list(mbox.read(archive(tmp_path / "list.mbox", *letters)))


@pytest.fixture
def read_one(read):
    return lambda *arguments, **headers: read(letter(*arguments, **headers))[0]

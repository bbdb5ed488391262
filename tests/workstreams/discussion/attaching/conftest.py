"""Somebody who brings files, and the folder in which they lie."""

import pytest

from tests import factories as make


@pytest.fixture(autouse=True)
def stored(settings, tmp_path):
    """The folder in which files lie."""
    settings.MEDIA_ROOT = tmp_path / "files"
    return lambda: sorted(path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file())


@pytest.fixture
def group():
    return make.group()


@pytest.fixture
def author(group):
    return make.participant(group)

"""A folder for files, and the way to a download that is built."""

import pytest

from members import actions


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"
    return settings.MEDIA_ROOT


@pytest.fixture
def built(run_tasks):
    """Asks for a member's download and has it built."""

    def build(member):
        with run_tasks():
            actions.ask_for_own_data(member, by=member)
        return member.data_exports.first()

    return build

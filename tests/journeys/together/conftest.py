"""One portal and one browser for all journeys in this folder. Each writes in threads of its own, or changes what
belongs to somebody whom no other of them asks for."""

import pytest

from tests.browser import launched
from tests.journeys.stack import Stack


@pytest.fixture(scope="package")
def chromium():
    with launched() as browser:
        yield browser


@pytest.fixture(scope="package")
def portal(chromium, begun_portal):
    with Stack(like=begun_portal) as stack:
        yield stack

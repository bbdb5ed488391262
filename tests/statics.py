"""Static files in tests."""

import pytest
from django.conf import settings


@pytest.fixture(autouse=True, scope="session")
def statics_found_when_asked_for():
    """Every client of a test makes WhiteNoise anew, which looks through all static files first: 20 ms, 15,000 times.
    Here it looks for a file when somebody asks for it."""
    before = getattr(settings, "WHITENOISE_AUTOREFRESH", False)
    settings.WHITENOISE_AUTOREFRESH = True
    yield
    settings.WHITENOISE_AUTOREFRESH = before

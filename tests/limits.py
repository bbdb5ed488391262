"""Limits on how often somebody may ask: none is left over from another test where one asks for this."""

import pytest
from django.core.cache import cache


@pytest.fixture
def no_limits_left_over():
    cache.clear()

import random
import time

import pytest


@pytest.fixture
def chance():
    """The same chance in every run."""
    return random.Random(20250805)


@pytest.fixture
def seconds():
    """How long a function works on its arguments, in seconds of this process alone: others may use the machine."""

    def measure(function, *arguments):
        function("warm")
        begun = time.process_time()
        function(*arguments)
        return time.process_time() - begun

    return measure

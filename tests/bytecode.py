"""Bytecode in tests: what the processes that tests start have compiled is kept for the run, wherever none is kept."""

import os

import pytest

from tests.browser import SHARED


@pytest.fixture(autouse=True, scope="session")
def bytecode_kept():
    """A portal of a test is eight processes, and each would compile the project anew: a quarter of a second each."""
    with pytest.MonkeyPatch.context() as environ:
        environ.setenv("PYTHONPYCACHEPREFIX", os.path.join(os.environ[SHARED], "bytecode"))
        environ.delenv("PYTHONDONTWRITEBYTECODE", raising=False)
        yield

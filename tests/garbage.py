"""Python's search for garbage in tests. It grows with all that is alive, which is thousands of tests and all that they
import: a fifth of the suite's time went into looking through that again and again, though none of it ever goes."""

import gc

#: How many objects more than before are a reason to look again; Python's own is 700. A page makes some ten thousand.
MANY = 50_000


def pytest_configure():
    gc.disable()


def pytest_collection_finish():
    gc.freeze()
    gc.set_threshold(MANY)
    gc.enable()

"""Which of several workers runs what (`-n 2`). What is made once for a module is made once, not once for each worker:
the tests of a file stay together, up to so many that no worker is left waiting for another's file.

The files that mostly wait, for servers and for a browser, come first, while there is other work to do beside them.
pytest-django's order stays otherwise: what empties all tables comes after what does not.
"""

import itertools

import pytest
from xdist.scheduler import LoadScopeScheduling

#: They mostly use no table of the tests' own database.
FIRST = ("tests/journeys/", "tests/portal/")
TOGETHER = 50


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    items.sort(key=lambda item: not item.nodeid.startswith(FIRST) or empties_tables(item))


def empties_tables(item):
    """Whether a test ends by emptying all tables, so that those which need what migrations wrote come before it."""
    marker = item.get_closest_marker("django_db")
    return bool(marker and marker.kwargs.get("transaction")) or "transactional_db" in item.fixturenames


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    config.option.loadscopereorder = False
    return ByFile(config, log)


class ByFile(LoadScopeScheduling):
    """Gives out the tests of a file as they stand beside each other in the order of the collection."""

    def schedule(self):
        if self.collection is None:
            self.parts = parts(next(iter(self.registered_collections.values())))
        super().schedule()

    def _split_scope(self, nodeid):
        return self.parts[nodeid]


def parts(nodeids):
    """{test: the name of the part that it belongs to}."""
    found = {}
    for number, (file, tests) in enumerate(itertools.groupby(nodeids, lambda nodeid: nodeid.partition("::")[0])):
        for place, nodeid in enumerate(tests):
            found[nodeid] = f"{number} {file} {place // TOGETHER}"
    return found

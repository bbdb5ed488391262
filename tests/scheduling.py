"""Which of several workers runs what (`-n 2`). What is made once for a module is made once, not once for each worker:
the tests of a file stay together, up to so many that no worker is left waiting for another's file, and so do those of a
folder that shares one portal.

The files that mostly wait, for servers and for a browser, come first, while there is other work to do beside them.
pytest-django's order stays otherwise: what empties all tables comes after what does not.
"""

import itertools
from pathlib import PurePath

import pytest
from xdist.scheduler import LoadScopeScheduling

#: Whose tests share what is made once for all files of the folder.
WHOLE_FOLDERS = {"tests/journeys/together"}
#: They mostly use no table of the tests' own database. The longest is the first; while one worker makes the portal that
#: all journeys are copies of, the other does not wait for it.
FIRST = ("tests/journeys/together/", "tests/portal/", "tests/journeys/")
TOGETHER = 50


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    items.sort(key=place)


def place(item):
    """FIRST in its order, but for what empties tables; then the rest as it stood."""
    begins = [item.nodeid.startswith(folder) for folder in FIRST]
    return len(FIRST) if empties_tables(item) or not any(begins) else begins.index(True)


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
    for number, (whole, tests) in enumerate(itertools.groupby(nodeids, file_or_folder)):
        for order, nodeid in enumerate(tests):
            found[nodeid] = f"{number} {whole} {order // TOGETHER}"
    return found


def file_or_folder(nodeid):
    """The file of a test, or its folder where that is one of WHOLE_FOLDERS."""
    file = nodeid.partition("::")[0]
    folder = str(PurePath(file).parent)
    return folder if folder in WHOLE_FOLDERS else file

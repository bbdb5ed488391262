"""A real browser, and the real portal to look at with it. Where no Chromium is found the tests that need it are
skipped, and with CI=true they fail."""

import contextlib
import os
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from tests.journeys.stack import Stack, begun, passable_room
from tests.journeys.visitor import Visitor

NAMES = ("chromium", "chromium-browser", "google-chrome")
#: The variable that tells workers of the room that they share.
SHARED = "PORTAL_TESTS_ROOM"
#: What Chromium does without. Of two such lists it takes the last, so that of Playwright stands here again, as far as
#: it keeps Chromium from calling anybody; then the two popups of an address bar that nobody sees. Each is a page of its
#: own in every window: together more than half of what a window costs.
WITHOUT = [
    "AimEnabled",
    "DestroyProfileOnBrowserClose",
    "HttpsUpgrades",
    "HttpsFirstBalancedModeAutoEnable",
    "LensOverlay",
    "MediaRouter",
    "NetworkTimeServiceQuerying",
    "OptimizationHints",
    "PaintHolding",
    "PreconnectToSearch",
    "WebUIOmniboxAimPopup",
    "WebUIOmniboxPopup",
]
MISSING = "No Chromium on the PATH. On Debian and Ubuntu: apt-get install chromium fonts-dejavu-core"


def pytest_configure(config):
    if "PYTEST_XDIST_WORKER" not in os.environ:
        room = passable_room()
        os.environ[SHARED] = str(room)
        config.add_cleanup(lambda: shutil.rmtree(room, ignore_errors=True))


@contextlib.contextmanager
def launched():
    """The browser. Its event loop keeps Django's database away while it runs."""
    path = next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(MISSING)
    with sync_playwright() as playwright:
        switches = ["--disable-dev-shm-usage", f"--disable-features={','.join(WITHOUT)}"]
        browser = playwright.chromium.launch(executable_path=path, chromium_sandbox=False, args=switches)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def chromium():
    """The browser. It ends with the module, before a test that needs the database."""
    with launched() as browser:
        yield browser


@pytest.fixture(scope="session")
def begun_portal():
    """A data folder to copy: the portal has begun there, as `make run` begins, and made its sample content."""
    return begun(Path(os.environ[SHARED]))


@pytest.fixture(scope="module")
def portal(chromium, begun_portal):
    """The portal as `make run` starts it, in a data folder and at a port of its own, with its sample content."""
    with Stack(like=begun_portal) as stack:
        yield stack


@pytest.fixture
def visit(chromium, portal):
    """Open a window of somebody: `visit()` for a stranger, `visit(email)` for a demo member who is signed in: where
    there is no script by the form as it is drawn, for it has to work without."""
    contexts = []

    def opened(email="", **options):
        context = chromium.new_context(
            base_url=portal.site,
            viewport={"width": 1280, "height": 900},
            color_scheme="light",
            reduced_motion="reduce",
            **options,
        )
        context.set_default_timeout(10_000)
        contexts.append(context)
        scripts = options.get("java_script_enabled", True)
        visitor = Visitor(context.new_page(), checks=scripts)
        if email:
            sign_in = visitor.comes_signed_in if scripts else visitor.sign_in
            sign_in(email, portal.password)
        return visitor

    yield opened
    for context in contexts:
        context.close()

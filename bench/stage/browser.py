"""When a reader on a slow phone sees the page: largest contentful paint in Chromium, with nothing in its cache.

The profile is the one that Lighthouse calls a slow phone on slow 4G: a processor four times as slow as this machine's,
150 ms there and back, 1.6 Mbit/s down and 0.75 up.
"""

import shutil
from statistics import median

ROUNDS = 5
SLOWER = 4
NETWORK = {
    "offline": False,
    "latency": 150,
    "downloadThroughput": 1638.4 * 1024 / 8,
    "uploadThroughput": 750 * 1024 / 8,
}
PHONE = {"width": 360, "height": 640}
WATCH = """
window.painted = 0;
new PerformanceObserver(list => { for (const entry of list.getEntries()) window.painted = entry.startTime; })
  .observe({type: "largest-contentful-paint", buffered: true});
"""


def largest_paint(address, cookie=""):
    """(median, slowest) seconds of some loads of `address`, or None without a browser to measure with."""
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        return None
    if not program:
        return None
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=program, args=["--no-sandbox", "--disable-dev-shm-usage", "--hide-scrollbars"]
        )
        try:
            times = [_load(browser, address, cookie) for _ in range(ROUNDS)]
        finally:
            browser.close()
    return median(times), max(times)


def _load(browser, address, cookie):
    context = browser.new_context(viewport=PHONE, device_scale_factor=2, is_mobile=True, has_touch=True)
    if cookie:
        name, _, value = cookie.partition("=")
        context.add_cookies([{"name": name, "value": value, "url": address}])
    page = context.new_page()
    page.add_init_script(WATCH)
    devtools = context.new_cdp_session(page)
    devtools.send("Network.enable")
    devtools.send("Network.emulateNetworkConditions", NETWORK)
    devtools.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.goto(address, wait_until="load")
    page.wait_for_timeout(500)
    painted = page.evaluate("window.painted")
    context.close()
    if not painted:
        raise RuntimeError(f"Nothing was painted at {address}")
    return painted / 1000

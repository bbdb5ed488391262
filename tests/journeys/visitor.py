"""Somebody in front of a browser, who also notices what is wrong with a page."""

import re

from axe_playwright_python.base import AXE_SCRIPT, AxeResults
from playwright.sync_api import expect

#: What axe asks about colours; all else it asks is the same whichever colours a page has.
ABOUT_COLOURS = ["color-contrast", "link-in-text-block"]
DESKTOP, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
#: What it finds wrong; the rest of its answer is long.
ASK_AXE = "options => axe.run(options).then(found => ({ violations: found.violations }))"
SIGN_IN = "/accounts/login/"
# A form that is refused is answered with 422, which the browser notes like a fault.
REFUSED = "the server responded with a status of 422"


class Visitor:
    """One window. `checks`: whether pages are looked at with axe, which needs JavaScript."""

    def __init__(self, page, *, checks=True):
        self.page = page
        self.checks = checks
        self.complaints = []
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _hear(self, message):
        if message.type == "error" and REFUSED not in message.text:
            self.complaints.append(f"{message.text} ({self.page.url})")

    def go(self, path):
        """Open an address; fails unless it is answered with 200."""
        response = self.page.goto(path)
        assert response.status == 200, f"{path}: {response.status}"
        return self

    def sign_in(self, email, password):
        self.go(SIGN_IN)
        self.fill("E-?mail", email)
        self.fill("Password", password)
        self.page.locator("main").get_by_role("button", name="Sign in").click()
        expect(self.page.get_by_label("Your account", exact=False).first).to_be_attached()

    def comes_signed_in(self, email, password):
        """The same form, sent without being drawn, nor the page that it leads to: two of three pages that a short test
        would draw."""
        form = self.page.request.get(SIGN_IN)
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', form.text())[1]
        fields = {"csrfmiddlewaretoken": token, "login": email, "password": password}
        answer = self.page.request.post(SIGN_IN, form=fields, headers={"Referer": form.url}, max_redirects=0)
        assert answer.status == 302, f"{email}: {answer.status}"

    def fill(self, label, text):
        boxes = self.page.locator("main").locator("textarea, input:not([type=radio])")
        self.page.get_by_label(re.compile(rf"^\s*{label}")).and_(boxes).fill(text)

    def press(self, name, within="main"):
        """Press a button or follow a link by what it says."""
        place = self.page.locator(within)
        place.get_by_role("button", name=name).or_(place.get_by_role("link", name=name)).first.click()

    def sees(self, text):
        expect(self.page.locator("body")).to_contain_text(text)

    def finds_no(self, text):
        """Whatever the page is made of, this is not in it."""
        assert text not in self.page.content()

    def finds_the_page_in_order(self):
        """axe finds nothing in light and dark, the console is silent, what is wrong is said once, and a phone need not
        scroll sideways."""
        assert self.complaints == []
        assert self.page.locator("[data-error-summary]").count() <= 1
        if not self.checks:
            return
        faults = []
        self.page.evaluate(AXE_SCRIPT)
        for scheme, rules in (("dark", ABOUT_COLOURS), ("light", None)):
            self.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            self.page.evaluate("Promise.allSettled(document.getAnimations().map(motion => motion.finished))")
            only = {"runOnly": rules} if rules else {}
            found = AxeResults(self.page.evaluate(ASK_AXE, {"resultTypes": ["violations"], **only}))
            faults += [f"{scheme}: {found.generate_report()}"] if found.violations_count else []
        self.page.set_viewport_size(PHONE)
        wide = self.page.evaluate("document.documentElement.scrollWidth")
        self.page.set_viewport_size(DESKTOP)
        assert not faults, f"{self.page.url}\n" + "\n".join(faults)
        assert wide <= PHONE["width"], f"{self.page.url} is {wide} wide on a phone"

"""Somebody walks: each tap is counted, each page is looked at (axe, sideways scrolling, what the console says), each stop is a
picture in build/journeys/<who>/."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Locator, Page, Request

from tests.browser.conftest import SIZES, axe_says
from tests.browser.looking import FITS, arrive

FOLDER = Path(__file__).resolve().parents[2] / "build" / "journeys"
# Something visible to press or follow whose words, without furigana, are `name`; where there is none, hold it.
FIND = """name => {
    const plain = one => {
        const copy = one.cloneNode(true);
        copy.querySelectorAll("rt, rp").forEach(reading => reading.remove());
        const words = copy.matches("input") ? copy.value : copy.getAttribute("aria-label") || copy.textContent;
        return words.replace(/\\s+/g, " ").trim();
    };
    const all = [...document.querySelectorAll("a[href], button, summary, label, input[type=submit]")];
    const seen = all.filter(one => one.checkVisibility());
    return seen.find(one => plain(one) === name) || seen.find(one => plain(one).includes(name)) || null;
}"""
# Does a tap on it ask the server: a link that leaves the page, or a button that sends a form to this window?
ASKS = """one => {
    const link = one.closest("a[href]"), button = one.closest("button, input[type=submit], input[type=image]");
    if (link) return !link.target && !link.hasAttribute("download") && link.href.split("#")[0] !== location.href.split("#")[0];
    return Boolean(button && !button.disabled && button.type !== "button" && button.form && !button.form.target
        && (button.formNoValidate || button.form.noValidate || button.form.checkValidity()));
}"""
ANSWERS = {"document", "xhr", "fetch"}  # what a tap waits for; pictures and styles are the load's matter
BEGINS, PATIENCE = 2.0, 20.0  # seconds until a browser has asked, and until the answer is here
# Marks the page until it is clear that what is pressed next stays on it: no link and no form that scripts let go on.
STAYS = """() => {
    const mark = document.documentElement.dataset;
    const leads = (link) => link && !link.target && !link.hasAttribute("download")
        && !(link.getAttribute("href").includes("#") && link.href.split("#")[0] === location.href.split("#")[0]);
    let sent = null;
    mark.pressed = "";
    addEventListener("submit", (event) => { sent = event; }, { capture: true, once: true });
    addEventListener("click", (event) => setTimeout(() => {
        const goes = sent ? !sent.defaultPrevented : !event.defaultPrevented && leads(event.target.closest("a[href]"));
        if (!goes) mark.pressed = "stays";
    }), { capture: true, once: true });
}"""
CAME = "() => document.documentElement && document.documentElement.dataset.pressed !== ''"


class Walk:
    """`page` is Playwright's; `taps` and `seconds` are counted from `start`. `problems` is empty where all is well."""

    def __init__(
        self,
        browser: Browser,
        origin: str,
        who: str,
        size: str,
        *,
        language: str = "ja-JP",
        javascript: bool = True,
    ) -> None:
        width, height = SIZES[size]
        self._context = browser.new_context(
            viewport={"width": width, "height": height}, locale=language, timezone_id="Asia/Tokyo",
            java_script_enabled=javascript, has_touch=size == "phone",
        )  # fmt: skip
        self.origin, self.who, self.size = origin, who, size
        self.problems: list[str] = []
        self.taps, self._stops, self._began = 0, 0, time.monotonic()
        self._asked, self._open = 0, set[Request]()
        self._scripted = javascript
        self.page = self._context.new_page()
        self.follow(self.page)

    def follow(self, page: Page) -> Page:
        """What goes wrong on another page of this browser (a window that opened) counts as well."""
        page.on("request", self._asks)
        page.on("requestfinished", self._answered)
        page.on("requestfailed", self._answered)
        page.on("console", lambda said: self.problems.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: self.problems.append(str(error)))
        return page

    def enter(self, account: str) -> None:
        """Signs in with the button of that account on /demo/, second factor included."""
        self.open("/demo/")
        own = f"form[action$='/demo/enter/{account}/']:not(:has(input[name=next]))"  # others lead on to one page
        arrive(self.page.locator(f"{own} button"))

    def open(self, path: str) -> None:
        answer = self.page.goto(self.origin + path)
        assert answer is not None and answer.ok, f"{path} answered {answer and answer.status}"

    def start(self) -> None:
        """Taps and seconds are counted from here."""
        self.taps, self._began = 0, time.monotonic()

    @property
    def seconds(self) -> float:
        return time.monotonic() - self._began

    def tap(self, what: Locator | str) -> None:
        """A link or button by its name, or a locator. Ends when what it asked for has been answered: a form has landed and
        the page after it is here (`click` itself waits for neither)."""
        found = self._named(what) if isinstance(what, str) else what
        page = found.page
        if self._scripted:
            page.evaluate(STAYS)
            found.click()
            page.wait_for_function(CAME)
            page.wait_for_load_state()
        else:
            arrive(found)
        self.taps += 1

    def type(self, label: str, words: str) -> None:
        self.page.get_by_label(label).first.fill(words)

    def sees(self, words: str) -> None:
        """The words stand on the page (of furigana the base alone counts), or come within Playwright's patience."""
        self.page.locator("body").get_by_text(words).first.wait_for()

    def stop(self, name: str) -> None:
        """A page worth a picture: whole, by axe and by the eye's first question (does it scroll sideways?)."""
        self._stops += 1
        folder = FOLDER / self.who
        folder.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=folder / f"{self._stops:02}-{name}-{self.size}.png", full_page=True)
        if not self._scripted:
            return
        told = axe_says(self.page)
        told += [] if self.page.evaluate(FITS) else ["scrolls sideways"]
        self.problems += [f"{self.who} at {name} ({urlsplit(self.page.url).path}): {one}" for one in told]

    def end(self) -> None:
        self._context.close()

    def _named(self, name: str) -> Locator:
        """The first thing to tap that says so; furigana are left out of what it says."""
        found = self.page.evaluate_handle(FIND, name).as_element()
        assert found is not None, f"nothing to tap says 「{name}」 on {urlsplit(self.page.url).path}"
        found.evaluate("(one, mark) => { one.dataset.walk = mark; }", mark := f"{self.taps}")
        return self.page.locator(f"[data-walk='{mark}']").last

    def _wait(self, done: Callable[[], bool], patience: float) -> None:
        """Until it is so, or `patience` seconds have passed: who comes next says what is missing."""
        until = time.monotonic() + patience
        while not done() and time.monotonic() < until:
            self.page.wait_for_timeout(10)  # lets the browser tell

    def _asks(self, request: Request) -> None:
        if not request.url.startswith((self.origin, "data:", "blob:")):
            self.problems.append(f"asked another origin: {request.url}")
        if request.resource_type in ANSWERS:
            self._asked += 1
            self._open.add(request)

    def _answered(self, request: Request) -> None:
        self._open.discard(request)

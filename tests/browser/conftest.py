"""A real browser for the tests that look at pages: Debian's Chromium, driven headless.

Its headless shell where there is one: the same engine without the window around it, which takes a third of a page test."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Playwright, sync_playwright

AXE = Path("frontend/node_modules/axe-core/axe.min.js")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# What passed is neither gathered nor sent here: that took four times as long as looking. `preload` would fetch each sheet of the
# page again, for the lock of a screen's direction alone: no sheet of ours asks for that (tests/pages/test_sheets.py).
# Contrast is half of it. In a page that was looked at before (another size, something opened) only what is new to the eye, or has
# other colours, letters or a ground that shows through otherwise, is measured again; all other rules read the whole page anew.
RUN_AXE = """async tags => {
    const asked = { runOnly: tags, resultTypes: ["violations"], preload: false, iframes: false }; // a framed page is looked at by itself
    const looks = one => {
        const has = getComputedStyle(one);
        const seen = one.checkVisibility({ visibilityProperty: true, opacityProperty: true });
        return [seen, has.color, has.backgroundColor, has.backgroundImage, has.opacity, has.fontSize, has.fontWeight].join();
    };
    const before = window.lookedAt, now = new Map([...document.querySelectorAll("*")].map(one => [one, looks(one)]));
    window.lookedAt = now;
    if (!before) return (await axe.run(document, asked)).violations;
    const changed = new Set([...now.keys()].filter(one => before.get(one) !== now.get(one)));
    const within = one => one.parentElement && (changed.has(one.parentElement) || within(one.parentElement));
    const outermost = [...changed].filter(one => !within(one));
    const rest = await axe.run(document, { ...asked, rules: { "color-contrast": { enabled: false } } });
    if (!outermost.length) return rest.violations;
    const contrast = await axe.run({ include: outermost }, { ...asked, runOnly: { type: "rule", values: ["color-contrast"] } });
    return [...rest.violations, ...contrast.violations];
}"""
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser")
DRIVER = pytest.StashKey[Playwright]()
SIZES = {"phone": (360, 640), "tablet": (1366, 768)}
# What hangs under the address bar is two pages of Chromium's own: each new window opened them, which took as long as all the
# pages a test looks at. Of several such lists Chromium reads the last: Playwright's own names are said again.
SWITCHED_OFF = [
    "WebUIOmniboxPopup", "WebUIOmniboxAimPopup",
    "AvoidUnnecessaryBeforeUnloadCheckSync", "DestroyProfileOnBrowserClose", "HttpsUpgrades",
    "HttpsFirstBalancedModeAutoEnable", "LensOverlay", "MediaRouter", "PaintHolding", "ThirdPartyStoragePartitioning",
    "AvoidCorsURLLoaderRestartOnRedirect", "TcpPortRandomizationWin", "OptimizationHints", "NetworkTimeServiceQuerying",
    "AimEnabled", "PreconnectToSearch", "msForceBrowserSignIn", "msEdgeUpdateLaunchServicesPreferredVersion",
]  # fmt: skip
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-features=" + ",".join(SWITCHED_OFF),
]  # fmt: skip


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "tests/browser/" in str(item.path):
            item.add_marker(pytest.mark.browser)


def found_browser() -> str:
    for name in BROWSERS:
        if (path := shutil.which(name)) is not None:
            return path
    pytest.skip("Chromium がありません: apt-get install chromium chromium-headless-shell fonts-noto-cjk")


@pytest.fixture(scope="session")
def launch(request: pytest.FixtureRequest) -> Callable[..., Browser]:
    """`launch(*flags)` starts a browser. One driver for the whole run, also of other folders' fixtures: a process can hold
    no second one beside it."""
    chromium = found_browser()
    kept = request.config.stash
    if DRIVER not in kept:
        kept[DRIVER] = sync_playwright().start()
        request.config.add_cleanup(kept[DRIVER].stop)
    return lambda *flags: kept[DRIVER].chromium.launch(executable_path=chromium, args=[*FLAGS, *flags])


@pytest.fixture(scope="session")
def browser(launch: Callable[..., Browser]) -> Iterator[Browser]:
    found = launch()
    yield found
    found.close()


@pytest.fixture
def open_page(browser: Browser, live_server: Any) -> Iterator[Callable[..., Page]]:
    """`open_page("/today/", size="phone", javascript=False)` gives a page on the running copy.

    Anything asked of another origin, an error in the console and a refused policy fail the test.
    """
    contexts, problems = [], []

    def opened(path: str, *, size: str = "phone", javascript: bool = True, cookies: Any = ()) -> Page:
        width, height = SIZES[size]
        context = browser.new_context(
            viewport={"width": width, "height": height}, java_script_enabled=javascript, locale="ja-JP",
            timezone_id="Asia/Tokyo",
        )  # fmt: skip
        contexts.append(context)
        context.add_cookies([{**cookie, "url": live_server.url} for cookie in cookies])
        page = context.new_page()
        page.on("request", lambda request: _same_origin(request.url, live_server.url, problems))
        page.on("console", lambda said: problems.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.goto(live_server.url + path)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert problems == []


def _same_origin(url: str, ours: str, problems: list[str]) -> None:
    if not url.startswith((ours, "data:", "blob:")):
        problems.append(f"asked another origin: {url}")


def axe_says(page: Page) -> list[str]:
    """What axe finds wrong on a page, by WCAG 2.2 A and AA; an empty list is the goal.

    axe weighs half a megabyte: it is sent once, and stands on every page this tab opens after that."""
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
        page.add_init_script(path=AXE)
    violations = page.evaluate(RUN_AXE, TAGS)
    return [f"{rule['id']}: {node['html'][:160]}" for rule in violations for node in rule["nodes"]]


@pytest.fixture
def axe_findings() -> Callable[[Page], list[str]]:
    """`axe_findings(page)`: see `axe_says`."""
    return axe_says

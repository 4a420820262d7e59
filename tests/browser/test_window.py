"""A window of these tests is the page and nothing beside it: what Chromium opens for itself is paid for by every test."""

from __future__ import annotations

import re

from playwright.sync_api import Browser


def test_a_window_opens_its_page_alone(browser: Browser) -> None:
    """Where Chromium has a new page of its own, the name of what opens it belongs into `SWITCHED_OFF`."""
    context = browser.new_context()
    context.new_page().goto("data:text/html,<title>page</title>")
    context.pages[0].wait_for_timeout(1000)  # such pages come a moment after the window
    wire = browser.new_browser_cdp_session()
    opened = wire.send("Target.getTargets", {"filter": [{}]})["targetInfos"]
    context.close()
    urls = [one["url"] for one in opened]
    assert any(url.startswith("data:") for url in urls)
    assert [url for url in urls if url.startswith("chrome")] == []


def test_what_playwright_switches_off_stays_off(browser: Browser) -> None:
    """Chromium reads the last list only; Playwright's stands before ours."""
    told = browser.new_browser_cdp_session().send("SystemInfo.getInfo")["commandLine"]
    lists = re.findall(r"--disable-features=(\S+)", told)
    theirs, ours = (set(one.split(",")) for one in lists)
    assert theirs - ours == set()

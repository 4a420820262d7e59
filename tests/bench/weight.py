"""What a first visit transfers, by kind, as a real browser counts it: headers and compression included."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Browser, BrowserContext, ViewportSize, sync_playwright

QUIET_MS = 1500  # what a page's scripts fetch after `load` has come by then
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update",
    "--disable-sync",
]  # fmt: skip
KINDS = {
    "document": "Document", "styles": "Stylesheet", "scripts": "Script", "images": "Image", "fonts": "Font",
}  # fmt: skip
PHONE: ViewportSize = {"width": 360, "height": 640}


@dataclass(frozen=True, slots=True)
class Weight:
    """kB (1000 bytes) as transferred with an empty cache, headers included. `other`: icons used by reference, data, …"""

    total: float
    document: float
    styles: float
    scripts: float
    images: float
    fonts: float
    other: float
    requests: int


@contextmanager
def browser() -> Iterator[Browser]:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        raise SystemExit("page weight needs Chromium: apt-get install chromium fonts-noto-cjk")
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        try:
            yield found
        finally:
            found.close()


def first_load(opened: Browser, url: str) -> Weight:
    """With an empty cache and no cookie, on a phone's screen."""
    context = opened.new_context(viewport=PHONE, locale="ja-JP", timezone_id="Asia/Tokyo")
    try:
        return _weigh(context, url)
    finally:
        context.close()


def _weigh(context: BrowserContext, url: str) -> Weight:
    page = context.new_page()
    wire = context.new_cdp_session(page)
    wire.send("Network.enable")
    kinds: dict[str, str] = {}
    weights: Counter[str] = Counter()
    requests: set[str] = set()

    def responded(told: dict[str, Any]) -> None:
        kinds[told["requestId"]] = "Font" if _is_font(told) else told["type"]

    def finished(told: dict[str, Any]) -> None:
        weights[kinds.get(told["requestId"], "Other")] += int(told["encodedDataLength"])
        requests.add(told["requestId"])

    wire.on("Network.responseReceived", responded)
    wire.on("Network.loadingFinished", finished)
    page.goto(url, wait_until="load", timeout=120_000)
    page.wait_for_timeout(QUIET_MS)
    return _summed(weights, len(requests))


def _is_font(told: dict[str, Any]) -> bool:
    return told["type"] == "Font" or "font" in told["response"]["mimeType"]


def _summed(weights: Counter[str], requests: int) -> Weight:
    weighed = {name: weights[kind] / 1000 for name, kind in KINDS.items()}
    total = weights.total() / 1000
    weighed |= {"total": total, "other": total - sum(weighed.values())}
    return Weight(**{name: round(kilobytes, 1) for name, kilobytes in weighed.items()}, requests=requests)

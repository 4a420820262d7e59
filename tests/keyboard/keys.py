"""Somebody who has no mouse, and somebody who does not see: both walk the same way, and each stop is looked at and listened to.

Only Tab, Shift+Tab, Enter, Space, arrows, Escape and letters in fields. `wrong` is empty where all is well.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from playwright.sync_api import Page, expect

from tests.keyboard.ear import CONTROLS, Ear, Heard, flaws, speaks
from tests.keyboard.looks import LISTEN, SPOKEN_IN, STOP

MOST = 160  # stops of the longest page here, twice


class Keys:
    """`heard`: everything that was said along the way, in order; `said`: what live regions of this page called out."""

    def __init__(self, page: Page) -> None:
        self.page, self.ear = page, Ear(page)
        self.heard: list[str] = []
        self.said: list[str] = []
        self.wrong: list[str] = []
        page.add_init_script(f"({LISTEN})()")
        page.evaluate(LISTEN)
        self.arrive()

    def arrive(self) -> None:
        """A page has come: its title, its headings, every name on it. What has the focus from the start is said first."""
        self.page.wait_for_load_state()
        self.page.evaluate("window.__was = null")
        self.said.clear()
        tree = self.ear.page()
        title = self.page.title()
        self.heard.append(title)
        first = next((one.name for one in tree if one.role == "heading" and one.states.get("level") == 1), "")
        self._mark([] if _place(title) else ["no title"])
        self._mark(flaws(tree, self.page.evaluate("document.documentElement.lang")[:2]))
        if (at := self.at()).role in ("status", "alert"):
            self.heard.append(self.page.evaluate("document.activeElement.innerText"))
        elif at.role in CONTROLS:
            self.heard.append(at.words)
        self.heard.append(first)

    def skip(self) -> None:
        """Past the menu: the first stop of every page leads to its text."""
        self.press("Tab")
        link = self.at()
        self._mark([] if "本文" in link.name else [f"the first stop is 「{link.name}」"])
        self.press("Enter")
        expect(self.page.locator("#main"), "the text has no focus").to_be_focused()
        self.page.evaluate("window.__was = null")

    def at(self) -> Heard:
        """What has the focus, as it is said."""
        return self.ear.focus()

    def press(self, key: str) -> None:
        self.page.evaluate("forward => { window.__forward = forward; }", key == "Tab")
        self.page.keyboard.press(key)

    def to(self, name: str, *, role: str = "", back: bool = False) -> Heard:
        """Tab by tab until what has the focus is called so (part of its name); with `role` it is that as well."""
        met, rounds = list[str](), 0
        for _ in range(MOST):
            self.press("Shift+Tab" if back else "Tab")
            told = self.page.evaluate(STOP)
            if told["lost"]:
                rounds += 1
                if rounds == 2:
                    break
                continue
            one = self.at()
            met.append(one.name)
            self.heard.append(one.words)
            self._mark(f"{wrong}: {one.name or told['html']}" for wrong in told["wrong"])
            tongue = self.page.evaluate(SPOKEN_IN)[:2]
            self._mark(
                []
                if speaks(one.name, tongue)
                else [f"「{one.name}」 has no name in {tongue}: {told['html']}"]
            )
            if name in _bare(one.name) and role in ("", one.role):
                return one
        raise AssertionError(f"the keyboard never came to 「{name}」 on {self._path()}: {met}")

    def leave(self, key: str = "Enter") -> None:
        """Presses what has the focus; another page comes."""
        with self.page.expect_navigation():
            self.page.keyboard.press(key)
        self.arrive()

    def follow(self, name: str, *, role: str = "") -> None:
        self.to(name, role=role)
        self.leave()

    def choose(self, name: str) -> None:
        """One of several: from the group's own stop on by arrows, until what is chosen is called so."""
        for _ in range(MOST):
            one = self.at()
            self.heard.append(one.words)
            if name in _bare(one.name):
                break
            self.press("ArrowDown")
        if self.at().states.get("checked") != "true":
            self.press("Space")
        assert self.at().states.get("checked") == "true", self.at()

    def write(self, name: str, words: str) -> None:
        """Into the field of that name."""
        self.to(name)
        self.page.keyboard.type(words)

    def answered(self, words: str) -> None:
        """The page that came says so by itself: the notice has the focus, or a live region calls it out."""
        for _ in range(100):
            one = self.page.evaluate("document.activeElement.closest('.notices')?.innerText ?? ''")
            if words in _bare(one) or self._called(words):
                return
            self.page.wait_for_timeout(50)
        raise AssertionError(f"「{words}」 was not said on {self._path()}: {one} {self.said}")

    def refused(self) -> None:
        """What has to be mended has the focus, and its first link leads to the field."""
        expect(self.page.locator(".notices[role=alert]")).to_be_focused()
        self.arrive()
        self.to("", role="link")
        self.page.keyboard.press("Enter")

    def stays(self) -> Heard:
        """After something has changed on the page: the focus is still somewhere."""
        self._mark(
            ["focus was lost"] if self.page.evaluate("document.activeElement === document.body") else []
        )
        self.page.evaluate("window.__was = null")
        return self.at()

    def told(self, words: str) -> None:
        """A live region has called it out, or does so within five seconds."""
        for _ in range(100):
            if self._called(words):
                return
            self.page.wait_for_timeout(50)
        raise AssertionError(f"nobody heard 「{words}」 on {self._path()}: {self.said}")

    def _called(self, words: str) -> bool:
        fresh = self.ear.said()
        self.heard += fresh
        self.said += fresh
        return any(words in _bare(one) for one in self.said)

    def _path(self) -> str:
        return re.sub(r"[0-9a-f-]{30,}", "…", urlsplit(self.page.url).path)

    def _mark(self, found: Iterable[str]) -> None:
        self.wrong += [f"{self._path()}: {one}" for one in found]


def _bare(words: str) -> str:
    return re.sub(r"\s", "", words)


def _place(title: str) -> str:
    """Where one is, before the name of the whole: 「こまったとき｜みほん市 こどもの居場所」."""
    return title.partition("｜")[0].strip()

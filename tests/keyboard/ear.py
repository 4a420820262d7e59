"""A screen reader's ear: what Chromium gives to one (its accessibility tree), as words.

Of furigana only the word is heard, once: the reading stands in an `rt` that is hidden from voices (`ui.furigana` says why).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Page

CONTROLS = frozenset(
    {
        "button", "link", "textbox", "searchbox", "checkbox", "radio", "combobox", "listbox", "spinbutton", "slider", "switch",
        "tab", "menuitem", "Date", "InputTime", "DisclosureTriangle", "Canvas",
    }
)  # fmt: skip
PICTURES = frozenset({"image", "img", "graphics-document"})
_JAPANESE = re.compile("[ぁ-ゖァ-ヺ一-鿿]")
_NO_LANGUAGE = re.compile(
    r"[\d\s:：,.\-/()（）+％%〜~→←×○△◯]*|PDF|CSV|XLSX|LINE|Wi-Fi|Language|QR|iCal|RSS|JSON|[\w.+-]+@[\w.-]+|https?://\S+"
)


@dataclass(frozen=True, slots=True)
class Heard:
    """One thing as it is said: its name, what it is, what else is said of it, how it stands (checked, pressed, open …)."""

    name: str
    role: str
    more: str = ""
    states: dict[str, Any] = field(default_factory=dict)

    @property
    def words(self) -> str:
        """All of it."""
        return " ".join(part for part in (self.name, self.more, str(self.states.get("value") or "")) if part)


class Ear:
    def __init__(self, page: Page) -> None:
        self._page, self._line = page, page.context.new_cdp_session(page)

    def focus(self) -> Heard:
        """Whatever has the focus."""
        at = self._line.send("Runtime.evaluate", {"expression": "document.activeElement"})["result"][
            "objectId"
        ]
        asked = {"objectId": at, "fetchRelatives": False}
        return _heard(self._line.send("Accessibility.getPartialAXTree", asked)["nodes"][0])

    def page(self) -> list[Heard]:
        """Everything on the page that can be heard, in its order."""
        nodes = self._line.send("Accessibility.getFullAXTree")["nodes"]
        by_id = {node["nodeId"]: node for node in nodes}
        return [_heard(node) for node in _in_order(nodes[0], by_id) if not node.get("ignored")]

    def said(self) -> list[str]:
        """What live regions have called out on this page since it was asked last."""
        found: list[str] = self._page.evaluate("() => (window.__said ?? []).splice(0)")
        return found


def _in_order(node: dict[str, Any], by_id: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The parts of a field for days and times are the browser's own, in its own language; a picture with words is one thing."""
    yield node
    role, name = (node.get(key, {}).get("value") for key in ("role", "name"))
    if role in ("Date", "InputTime", "DateTime") or (role in PICTURES and name):
        return
    for child in node.get("childIds", ()):
        if child in by_id:
            yield from _in_order(by_id[child], by_id)


def _heard(node: dict[str, Any]) -> Heard:
    def value(key: str) -> str:
        return re.sub(r"\s+", " ", str(node.get(key, {}).get("value", ""))).strip()

    states = {one["name"]: one["value"].get("value") for one in node.get("properties", ())}
    return Heard(value("name"), value("role"), value("description"), {**states, "value": value("value")})


def flaws(heard: list[Heard], language: str) -> list[str]:
    """What is wrong with a page for who listens: names, pictures, headings, words heard twice."""
    return [*_nameless(heard, language), *_headings(heard), *_twice(heard)]


def _nameless(heard: list[Heard], language: str) -> Iterator[str]:
    for one in heard:
        if one.role in CONTROLS and one.states.get("focusable") and not speaks(one.name, language):
            yield f"{one.role} is called 「{one.name}」"
        if one.role in PICTURES and not one.name:
            yield "a picture without words"


def speaks(name: str, language: str) -> bool:
    """Whether a name is there and in the language of the page; numbers and what is called alike everywhere belong to all."""
    if not name.strip():
        return False
    return language != "ja" or bool(_JAPANESE.search(name) or _NO_LANGUAGE.fullmatch(name))


def _headings(heard: list[Heard]) -> Iterator[str]:
    levels = [(int(one.states["level"]), one.name) for one in heard if one.role == "heading"]
    if [level for level, _ in levels].count(1) != 1:
        yield f"{[level for level, _ in levels].count(1)} headings of the first level"
    for (before, _), (level, name) in zip(levels, levels[1:], strict=False):
        if level > before + 1:
            yield f"heading {level} 「{name}」 under {before}"
    yield from (f"an empty heading {level}" for level, name in levels if not name)


def _twice(heard: list[Heard]) -> Iterator[str]:
    """A reading that is said beside its word."""
    yield from (f"read twice: {one.more}" for one in heard if one.role == "Ruby" and one.more)
    yield from (f"read twice: {one.name}" for one in heard if one.role == "RubyAnnotation")

"""All rooms' templates: every kanji on a child page has its reading, every picture and script exists."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ibasho.base.ui import furigana
from ibasho.base.ui.helplines import HELPLINES
from ibasho.base.ui.states import STATES
from tests import house

LITERAL = re.compile(r"""{%\s*(?:furigana|chip)\s+(?:_\()?(?:"([^"]*)"|'([^']*)')""")
ICON = re.compile(r"""{%\s*icon\s+["']([a-z]+)["']""")
MODULE = re.compile(r"""{%\s*module\s+["']([a-z-]+)["']""")
EXTENDED = re.compile(r"""{%\s*extends\s+["']([^"']+)["']""")
INCLUDED = re.compile(r"""{%\s*include\s+["']([^"']+)["']""")
# Every module of ours stands in one of these: what a child's phone may load, what the till's does, and what only
# stands behind the doors where people sign in.
CHILD_SCRIPTS = {
    "card", "confirm", "copy", "furigana", "go-back", "letters", "near-me", "near-today", "offline", "place-map", "print",
    "push", "quick-exit", "reach-map", "tell",
}  # fmt: skip
TILL_SCRIPTS = {
    "till", "till-api", "till-camera", "till-code", "till-queue", "till-reader", "till-register", "till-rescue",
    "till-rules", "till-screen", "till-sign", "till-sound", "till-store", "till-typing",
}  # fmt: skip
TABLET_SCRIPTS = {
    "door",
    "stall",
    "till-camera",
    "till-reader",
}  # the tablet at the door of a place, the counter at a stall
DOOR_SCRIPTS = {
    "autosave",
    "care-note",
    "care-store",
    "filter",
    "passkey",
    "reach-whatif",
    "reading",
    "scan",
    "stay",
}
SPRITE = set(re.findall(r'<symbol id="([a-z]+)"', Path("frontend/icons.svg").read_text(encoding="utf-8")))


def found(pattern: re.Pattern[str]) -> list[tuple[str, str]]:
    return [
        (path.name, "".join(match.groups(default="")))
        for _, path in house.templates()
        for match in pattern.finditer(path.read_text(encoding="utf-8"))
    ]


def test_every_text_with_furigana_can_be_read() -> None:
    missing = {(name, kanji) for name, text in found(LITERAL) for kanji in furigana.unread(text)}
    assert missing == set(), "add the words to the room's readings.tsv"


def test_shared_words_can_be_read() -> None:
    texts = [text for line in HELPLINES for text in (line.name, line.about, line.hours)]
    texts += [state.label for state in STATES.values()]
    assert [kanji for text in texts for kanji in furigana.unread(str(text))] == []


def test_readings_are_hiragana_and_no_word_stands_twice() -> None:
    for folder in house.ROOMS.values():
        path = folder / "readings.tsv"
        if path.exists():
            rows = [line for line in path.read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]
            words = [row.split("\t")[0] for row in rows]
            assert [row for row in rows if not re.fullmatch(r"[^\t]+\t[ぁ-ゖァ-ヺー]+", row)] == [], folder
            assert sorted({word for word in words if words.count(word) > 1}) == [], folder


def test_every_picture_is_in_the_sprite() -> None:
    used = found(ICON) + [("states", state.icon) for state in STATES.values()]
    assert [(name, icon) for name, icon in used if icon not in SPRITE] == []


def test_every_script_exists_and_belongs_to_somebody() -> None:
    ours = {path.stem for path in Path("frontend/js").glob("*.js")}
    assert [name for _, name in found(MODULE) if name not in ours] == []
    assert ours == CHILD_SCRIPTS | TILL_SCRIPTS | TABLET_SCRIPTS | DOOR_SCRIPTS


def test_child_pages_load_these_scripts_and_no_other() -> None:
    texts = {
        str(path).split("/templates/")[1]: path.read_text(encoding="utf-8") for _, path in house.templates()
    }
    pages = {name for name in texts if _is_child_page(name, texts)}
    pages |= {part for page in pages for part in INCLUDED.findall(texts[page])}
    assert {name for page in pages for name in MODULE.findall(texts[page])} == CHILD_SCRIPTS


@pytest.mark.parametrize(
    "names", [CHILD_SCRIPTS, TILL_SCRIPTS, TABLET_SCRIPTS], ids=["child pages", "till", "tablet"]
)
def test_a_phone_that_has_seen_everything_keeps_little(names: set[str]) -> None:
    built = Path("frontend/dist/ibasho/js")
    assert sum((built / f"{name}.js").stat().st_size for name in names) < 50_000


def _is_child_page(name: str, texts: dict[str, str]) -> bool:
    """Stands on ui/child.html, or is what that stands on; the till's page has its own list."""
    while name not in ("ui/child.html", "ui/base.html"):
        above = EXTENDED.search(texts.get(name, ""))
        if not above:
            return False
        name = above[1]
        if name == "ui/base.html":
            return False
    return True


def test_the_lock_file_names_no_registry() -> None:
    assert '"resolved"' not in Path("frontend/package-lock.json").read_text(encoding="utf-8")

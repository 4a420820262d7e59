"""All rooms' templates: every kanji on a child page has its reading, every picture and script exists."""

from __future__ import annotations

import re
from pathlib import Path

from ibasho.base.ui import furigana
from ibasho.base.ui.helplines import HELPLINES
from ibasho.base.ui.states import STATES
from tests import house

LITERAL = re.compile(r"""{%\s*(?:furigana|chip)\s+(?:_\()?(?:"([^"]*)"|'([^']*)')""")
ICON = re.compile(r"""{%\s*icon\s+["']([a-z]+)["']""")
MODULE = re.compile(r"""{%\s*module\s+["']([a-z-]+)["']""")
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


def test_every_script_exists_and_all_together_stay_small() -> None:
    folder = Path("frontend/js")
    assert [name for _, name in found(MODULE) if not (folder / f"{name}.js").exists()] == []
    assert sum(path.stat().st_size for path in folder.glob("*.js")) < 50_000


def test_the_lock_file_names_no_registry() -> None:
    assert '"resolved"' not in Path("frontend/package-lock.json").read_text(encoding="utf-8")

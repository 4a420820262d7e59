"""Notes of a workshop typed at once: one on each line, `×3` at its end where three people wrote the same. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ibasho.base.kernel.errors import Invalid
from ibasho.rooms.voices.rules.kinds import TEXT_MAX

LINES_MAX, SAME_MAX = 100, 99
_SAME = re.compile(
    r"^(?P<words>.*?)[\s\u3000]*[×✕✖xXｘＸ*＊][\s\u3000]*(?P<count>[0-9０-９]{1,3})[\s\u3000]*(?:人|枚)?$"
)


@dataclass(frozen=True, slots=True)
class Note:
    """`line`: its number on the page, from 1, for whoever has to find it again."""

    words: str
    count: int
    line: int


def read(text: str) -> tuple[Note, ...]:
    """Raises Invalid at `notes`, naming the lines that can't be right; nothing of the others is lost by it."""
    found = tuple(
        _note(line, number) for number, line in enumerate(text.splitlines(), start=1) if line.strip()
    )
    wrong = [words for note in found for words in _wrong(note)]
    if not found:
        wrong = ["1行に 1つずつ 書いてください。"]
    if len(found) > LINES_MAX:
        wrong = [f"1回に {LINES_MAX}行までです。いま {len(found)}行です。分けて 入れてください。"]
    if wrong:
        raise Invalid("voices.notes.wrong", " ".join(wrong), fields={"notes": " ".join(wrong)})
    return found


def _note(line: str, number: int) -> Note:
    """A line that is nothing but `×3` has no words of its own and is refused further on."""
    said = line.strip()
    match = _SAME.fullmatch(said)
    if match is None:
        return Note(said, 1, number)
    return Note(match["words"].strip(), int(match["count"]), number)


def _wrong(note: Note) -> list[str]:
    found = []
    if not note.words:
        found.append(f"{note.line}行めに ことばが ありません。")
    if len(note.words) > TEXT_MAX:
        found.append(
            f"{note.line}行めが 長すぎます（{len(note.words)}文字）。{TEXT_MAX}文字までに 分けてください。"
        )
    if not 1 <= note.count <= SAME_MAX:
        found.append(f"{note.line}行めの 数は 1から {SAME_MAX}までです。")
    return found

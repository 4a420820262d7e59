"""How far the walk has come: one mark for each step, kept beside the city's files so that it goes on where it stopped."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from ibasho.base.kernel.errors import Invalid


class Mark(StrEnum):
    OPEN = "open"
    DONE = "done"
    SKIPPED = "skipped"
    REFUSED = "refused"

    @property
    def sign(self) -> str:
        return {"open": "・", "done": "○", "skipped": "－", "refused": "×"}[self.value]

    @property
    def label(self) -> str:
        return {"open": "まだ", "done": "できました", "skipped": "あとで", "refused": "できませんでした"}[
            self.value
        ]


@dataclass(frozen=True, slots=True)
class Step:
    """`words` what came of it, `seconds` how long the machine worked, `at` when (ISO 8601), `files` path → size and time
    of change of what was taken in: another file under the same name is taken in again."""

    mark: Mark = Mark.OPEN
    words: str = ""
    seconds: float = 0.0
    at: str = ""
    files: dict[str, str] = field(default_factory=dict)


class State:
    """Written after every step, whole or not at all."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._steps = _read(path)

    def of(self, code: str) -> Step:
        return self._steps.get(code, Step())

    def put(
        self,
        code: str,
        mark: Mark,
        words: str,
        *,
        at: datetime,
        seconds: float = 0.0,
        files: dict[str, str] | None = None,
    ) -> None:
        self._steps[code] = Step(
            mark, words, round(seconds, 1), at.isoformat(timespec="seconds"), files or {}
        )
        half = self._path.with_suffix(".half")
        half.write_text(
            json.dumps({code: asdict(one) for code, one in self._steps.items()}, ensure_ascii=False, indent=1)
        )
        half.replace(self._path)

    @property
    def seconds(self) -> float:
        return sum(one.seconds for one in self._steps.values())


def _read(path: Path) -> dict[str, Step]:
    if not path.exists():
        return {}
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        return {code: Step(**{**one, "mark": Mark(one["mark"])}) for code, one in found.items()}
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise Invalid(
            "setup.state",
            f"{path} を 読めません。とちゅうで 書きかえられたようです。この ファイルを 消して もう一度 動かすと、はじめから たしかめます"
            "（入れた 資料は そのままで、二重には なりません）。",
        ) from error


def stamps(paths: list[Path]) -> dict[str, str]:
    """Size and time of change: enough to see that a file is another one, without reading 500 MB."""
    return {str(path): f"{(told := path.stat()).st_size} {told.st_mtime_ns}" for path in paths}

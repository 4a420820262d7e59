"""The steps of a start-up and the papers that go with them, kept as data beside this file. Pure."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ibasho.rooms.network.rules.kinds import StepCode

_HERE = Path(__file__)


@dataclass(frozen=True, slots=True)
class StepWords:
    """What a step is: `todo` three to five short lines, `enough` when it may be left, `paper` the code of its A4."""

    code: StepCode
    means: str
    todo: tuple[str, ...]
    who: str
    paper: str
    enough: str

    @property
    def label(self) -> str:
        return self.code.label


@dataclass(frozen=True, slots=True)
class Paper:
    """An A4 to write on by hand; `blocks` as the template draws them."""

    code: str
    title: str
    words: str
    blocks: tuple[dict[str, Any], ...]
    is_flyer: bool = False


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(_HERE.with_name(name).read_text(encoding="utf-8"))


STEPS: tuple[StepWords, ...] = tuple(
    StepWords(
        StepCode(one["code"]), one["means"], tuple(one["todo"]), one["who"], one["paper"], one["enough"]
    )
    for one in _read("steps.toml")["steps"]
)
WORDS = {one.code: one for one in STEPS}
PAPERS: dict[str, Paper] = {
    one["code"]: Paper(one["code"], one["title"], one["words"], tuple(one["blocks"]), one.get("flyer", False))
    for one in _read("start_papers.toml")["papers"]
}

"""Hearings to start from, with every word written; kept as data beside this file. Pure."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

OWN_PLACE, YES = "own_place", "yes"  # 「ここは じぶんの 居場所だと 思う」, and who says so
_FILE = Path(__file__).with_suffix(".toml")
_OF_HEARING = (
    "title", "child_title", "purpose", "child_purpose", "policy", "moment", "methods", "respondents", "stages", "access",
    "live", "answer_days",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Choice:
    words: Mapping[str, str]
    picture: str = ""
    wish: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """`code`: asked in the same words every year, and found by it (OWN_PLACE)."""

    kind: str
    words: Mapping[str, str]
    helps: Mapping[str, str] = field(default_factory=dict)
    choices: Sequence[Choice] = ()
    asked: Sequence[str] = ()
    needed: bool = False
    picks_max: int | None = None
    code: str = ""

    @property
    def values(self) -> dict[str, Any]:
        """As actions.questions.add takes them."""
        return {
            "kind": self.kind, "words": dict(self.words), "helps": dict(self.helps), "asked": list(self.asked),
            "needed": self.needed, "picks_max": self.picks_max,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Template:
    """`days`: how long it usually is open; None: it stays open. `about`: for whom and how long it takes."""

    code: str
    label: str
    about: str
    picture: str
    values: Mapping[str, Any]
    questions: Sequence[Question]
    days: int | None

    def on(self, today: date) -> dict[str, Any]:
        """The fields of the hearing if it begins today."""
        ends = today + timedelta(days=self.days) if self.days is not None else None
        return {**self.values, "opens_on": today, "closes_on": ends}


@cache
def all_of_them() -> tuple[Template, ...]:
    found = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return tuple(_template(code, told) for code, told in found.items())


def find(code: str) -> Template | None:
    return next((one for one in all_of_them() if one.code == code), None)


def _template(code: str, told: Mapping[str, Any]) -> Template:
    questions = [
        Question(**{**one, "choices": tuple(Choice(**choice) for choice in one.get("choices", ()))})
        for one in told["questions"]
    ]
    values = {name: told[name] for name in _OF_HEARING if name in told}
    return Template(
        code, told["label"], told["about"], told["picture"], values, tuple(questions), told.get("days")
    )

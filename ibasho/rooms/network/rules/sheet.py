"""The questions of 実態把握 by version, and what an answered sheet may hold. Pure."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path

from ibasho.base.kernel import nendo
from ibasho.base.kernel.errors import Conflict, Invalid
from ibasho.base.kernel.my_number import refuse_my_number
from ibasho.rooms.network.rules.kinds import How, Issue

_FILE = Path(__file__).with_suffix(".toml")
ANSWER_MAX = 1000
DROPPED_WITHIN_HOURS = 24  # a sheet of the wrong group


@dataclass(frozen=True, slots=True)
class Question:
    """`lines`: how many are left on paper."""

    code: str
    words: str
    lines: int


@dataclass(frozen=True, slots=True)
class Part:
    title: str
    questions: tuple[Question, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Filled:
    """A sheet as it is typed in. `answers`: question code → words; `issues`: 課題 → the group's words, maybe none."""

    on: date
    how: How
    answers: Mapping[str, str]
    spoke_with: str = ""
    issues: Mapping[str, str] = field(default_factory=dict)


@cache
def versions() -> dict[int, tuple[Part, ...]]:
    told = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return {int(number): tuple(_part(one) for one in version["parts"]) for number, version in told.items()}


def _part(told: Mapping[str, object]) -> Part:
    questions = tuple(Question(**one) for one in told["questions"])  # type: ignore[attr-defined]
    return Part(str(told["title"]), questions, str(told.get("note", "")))


def newest() -> int:
    return max(versions())


def parts(version: int) -> tuple[Part, ...]:
    return versions()[version]


def questions(version: int) -> tuple[Question, ...]:
    return tuple(one for part in parts(version) for one in part.questions)


def checked(filled: Filled, version: int, today: date) -> Filled:
    """Only what was answered stays. Raises Invalid for a day ahead, nothing answered, too long an answer, a My Number."""
    if filled.on > today:
        _refuse("on", "きいた日が これからの日に なっています。きいた後に 入れてください。")
    known = {one.code: one for one in questions(version)}
    answers = {code: refuse_my_number(text.strip()) for code, text in filled.answers.items() if text.strip()}
    for code, text in answers.items():
        if code not in known:
            _refuse("answers", "この版の シートに ない 質問が 入っています。ページを 開きなおしてください。")
        if len(text) > ANSWER_MAX:
            _refuse(f"answer_{code}", f"こたえは {ANSWER_MAX}文字までです。みじかく まとめてください。")
    if not answers:
        _refuse("answers", "まだ なにも 書いてありません。きけた ところだけで かまいません。")
    issues = {
        Issue(code).value: refuse_my_number(" ".join(words.split())) for code, words in filled.issues.items()
    }
    return Filled(
        filled.on, filled.how, answers, refuse_my_number(" ".join(filled.spoke_with.split())), issues
    )


def check_open(on: date, today: date) -> None:
    """A sheet is changed until its 年度 ends; then it is what the city evaluated by."""
    if nendo.nendo(on) < nendo.nendo(today):
        raise Conflict(
            "network.sheet_closed",
            "この年度は おわったので、シートは 直せません。ちがうことが わかったときは 連絡の記録に 書いてください。",
        )


def _refuse(name: str, sentence: str) -> None:
    raise Invalid(f"network.sheet_{name}", sentence, fields={name: sentence})

"""A city's plan as a file: its goals with their indicators and its numbered lines, checked before anything is written. Pure.

`docs/plan.md` tells how a city writes it:

```
source = "…"                # where the words were published; empty for the city's own
[[goal]]                    # code, kind (aim policy vision effect), number, words, child_words, indicators = [codes]
[[line]]                    # code, nendo, number, title, words, aim, state, begins, ends, when, goals, lead, with, follows
```
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar

from ibasho.base.kernel.errors import Invalid
from ibasho.base.kernel.labelled import Labelled
from ibasho.base.kernel.my_number import contains_my_number
from ibasho.front.reports.rules import lines as line_rules
from ibasho.front.reports.rules.kinds import GoalKind, LineState

KNOWN = frozenset({"source", "goal", "line"})
GOAL_KEYS = frozenset({"code", "kind", "number", "words", "child_words", "indicators"})
LINE_KEYS = frozenset({
    "code", "nendo", "number", "title", "child_title", "words", "aim", "state", "begins", "ends", "when", "goals",
    "lead", "with", "follows",
})  # fmt: skip
Kind = TypeVar("Kind", bound=Labelled)


@dataclass(frozen=True, slots=True)
class PlanGoal:
    code: str
    kind: GoalKind
    number: str
    words: str
    child_words: str
    indicators: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlanLine:
    """`lead`, `others`: names of organisations as they are registered. `follows`: the code of an earlier line."""

    code: str
    nendo: int
    number: str
    title: str
    child_title: str
    words: str
    aim: str
    state: LineState
    begins_on: date | None
    ends_on: date | None
    when_words: str
    goals: tuple[str, ...]
    lead: str
    others: tuple[str, ...]
    follows: str


@dataclass(frozen=True, slots=True)
class Plan:
    source: str
    goals: tuple[PlanGoal, ...]
    lines: tuple[PlanLine, ...]


def read(text: str) -> Plan:
    """Invalid, naming every word that cannot be read or leads nowhere: an unknown key or kind, a goal, a line to follow
    that is not there or stands later."""
    try:
        told = tomllib.loads(text)
    except ValueError as error:
        raise Invalid(
            "reports.plan_unreadable",
            f"計画の ファイルを 読めません（{error}）。書きかたを なおして もう一度 入れてください。",
        ) from error
    wrong = [f"知らない 見出し「{key}」" for key in sorted(set(told) - KNOWN)]
    goals = [_Entry("goal", n, one, wrong).goal() for n, one in _entries(told, "goal", wrong)]
    lines = [_Entry("line", n, one, wrong).line() for n, one in _entries(told, "line", wrong)]
    plan = Plan(str(told.get("source", ""))[:200], tuple(goals), tuple(lines))
    wrong += [*_doubled(plan), *_lost(plan)]
    if wrong:
        raise Invalid(
            "reports.plan_wrong",
            f"計画の ファイルに あわない ところが あります。直して もう一度 入れてください：{'、'.join(wrong)}。",
        )
    return plan


@dataclass(frozen=True, slots=True)
class _Entry:
    """One `[[goal]]` or `[[line]]`; what is wrong with it goes into `wrong` with its place, so that all is told at once."""

    what: str
    place: int
    told: Mapping[str, Any]
    wrong: list[str]

    def goal(self) -> PlanGoal:
        self._known(GOAL_KEYS)
        return PlanGoal(
            self._text("code", 24, needed=True), self._kind("kind", GoalKind.AIM), self._text("number", 4),
            self._text("words", 200, needed=True), self._text("child_words", 200, needed=True), self._texts("indicators"),
        )  # fmt: skip

    def line(self) -> PlanLine:
        self._known(LINE_KEYS)
        return PlanLine(
            self._code(), self._nendo(), self._text("number", 8), self._text("title", 120, needed=True),
            self._text("child_title", 120), self._text("words", 2000), self._text("aim", 400),
            self._kind("state", LineState.IDEA), self._day("begins"), self._day("ends"), self._text("when", 40),
            self._texts("goals"), self._text("lead", 120), self._texts("with"), self._text("follows", 24),
        )  # fmt: skip

    def _say(self, sentence: str) -> None:
        name = self.told.get("code") or f"{self.place}番目"
        self.wrong.append(f"[[{self.what}]] {name} の {sentence}")

    def _known(self, keys: frozenset[str]) -> None:
        for key in sorted(set(self.told) - keys):
            self._say(f"「{key}」は 知らない ことば")

    def _text(self, key: str, most: int, *, needed: bool = False) -> str:
        found = self.told.get(key, "")
        if not isinstance(found, str):
            self._say(f'{key} が 文字で ない（" で かこむ）')
            return ""
        if needed and not found.strip():
            self._say(f"{key} が ない")
        if len(found) > most:
            self._say(f"{key} が {most}字を こえている（{len(found)}字）")
        if contains_my_number(found):
            self._say(f"{key} に マイナンバーのような 番号が ある")
        return found.strip()

    def _texts(self, key: str) -> tuple[str, ...]:
        found = self.told.get(key, [])
        if not isinstance(found, list) or not all(isinstance(one, str) for one in found):
            self._say(f'{key} が 文字の ならび（["…", "…"]）で ない')
            return ()
        return tuple(found)

    def _kind(self, key: str, usual: Kind) -> Kind:
        found = self.told.get(key)
        kinds = type(usual)
        if isinstance(found, str) and found in {one.value for one in kinds}:
            return kinds(found)
        self._say(f"{key}「{found or ''}」を 読めません（{' '.join(one.value for one in kinds)} の どれか）")
        return usual

    def _code(self) -> str:
        found = self._text("code", 24, needed=True)
        try:
            return line_rules.check_code(found)
        except Invalid as refused:
            if found:
                self._say(refused.message.rstrip("。"))
            return found

    def _nendo(self) -> int:
        found = self.told.get("nendo")
        if isinstance(found, int) and line_rules.NENDO_MIN <= found <= line_rules.NENDO_MAX:
            return found
        self._say("nendo が 西暦の 数で ない（令和8年度は 2026）")
        return 0

    def _day(self, key: str) -> date | None:
        found = self.told.get(key)
        if found is None or (isinstance(found, date) and not isinstance(found, datetime)):
            return found
        self._say(f'{key} が 日で ない（2026-04-01 のように、" で かこまない）')
        return None


def _entries(told: Mapping[str, Any], key: str, wrong: list[str]) -> list[tuple[int, Mapping[str, Any]]]:
    rows = told.get(key, [])
    if not isinstance(rows, list) or not all(isinstance(one, dict) for one in rows):
        wrong.append(f"{key} は [[{key}]] と 書く")
        return []
    return list(enumerate(rows, start=1))


def _doubled(plan: Plan) -> Iterable[str]:
    codes = [*(one.code for one in plan.goals), *(one.code for one in plan.lines)]
    return [
        f"「{code}」が 2つ" for code in sorted({code for code in codes if code and codes.count(code) > 1})
    ]


def _lost(plan: Plan) -> Iterable[str]:
    """A line goes on from one that stands before it: in an earlier 年度, or above it in the same one."""
    goals = {one.code for one in plan.goals}
    order = {one.code: (one.nendo, place) for place, one in enumerate(plan.lines)}
    for place, line in enumerate(plan.lines):
        yield from (f"{line.code} の「{goal}」が ない" for goal in line.goals if goal not in goals)
        if line.follows and not order.get(line.follows, (line.nendo, place)) < (line.nendo, place):
            yield f"{line.code} の もとの「{line.follows}」が 前に ない"
        if line.begins_on and line.ends_on and line.ends_on < line.begins_on:
            yield f"{line.code} の おわりが はじまりより 前"
        if line.lead and line.lead in line.others:
            yield f"{line.code} の「{line.lead}」が lead と with の 両方に ある"

"""A city's plan as a file: its goals with their indicators and its numbered lines, checked before anything is written. Pure.

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
from datetime import date
from typing import Any

from ibasho.base.kernel.errors import Invalid
from ibasho.front.reports.rules.kinds import GoalKind, LineState


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
    """Invalid, naming every word that leads nowhere: an unknown kind, a goal, a line to follow that is not there or later."""
    try:
        told = tomllib.loads(text)
        plan = Plan(
            told.get("source", ""),
            tuple(_goal(one) for one in told.get("goal", ())),
            tuple(_line(one) for one in told.get("line", ())),
        )
    except (KeyError, ValueError) as error:
        raise Invalid(
            "reports.plan_unreadable",
            f"計画の ファイルを 読めません（{error}）。書きかたを なおして もう一度 入れてください。",
        ) from error
    wrong = [*_doubled(plan), *_lost(plan)]
    if wrong:
        raise Invalid(
            "reports.plan_wrong", f"計画の ファイルに あわない ところが あります：{'、'.join(wrong)}。"
        )
    return plan


def _goal(one: Mapping[str, Any]) -> PlanGoal:
    return PlanGoal(
        one["code"], GoalKind(one["kind"]), one.get("number", ""), one["words"], one["child_words"],
        tuple(one.get("indicators", ())),
    )  # fmt: skip


def _line(one: Mapping[str, Any]) -> PlanLine:
    return PlanLine(
        one["code"], one["nendo"], one.get("number", ""), one["title"], one.get("child_title", ""), one.get("words", ""),
        one.get("aim", ""), LineState(one["state"]), one.get("begins"), one.get("ends"), one.get("when", ""),
        tuple(one.get("goals", ())), one.get("lead", ""), tuple(one.get("with", ())), one.get("follows", ""),
    )  # fmt: skip


def _doubled(plan: Plan) -> list[str]:
    codes = [one.code for one in (*plan.goals, *plan.lines)]
    return [f"「{code}」が 2つ" for code in sorted({code for code in codes if codes.count(code) > 1})]


def _lost(plan: Plan) -> Iterable[str]:
    goals = {one.code for one in plan.goals}
    years = {one.code: one.nendo for one in plan.lines}
    for line in plan.lines:
        yield from (f"{line.code} の「{goal}」が ない" for goal in line.goals if goal not in goals)
        if line.follows and years.get(line.follows, line.nendo + 1) > line.nendo:
            yield f"{line.code} の もとの「{line.follows}」が 前に ない"
        if line.begins_on and line.ends_on and line.ends_on < line.begins_on:
            yield f"{line.code} の おわりが はじまりより 前"

"""How みほん市 looks back: the published plan it goes on from, its own year, what was tried, decided, aimed at and said."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from demo import days
from demo.sources import DATA
from ibasho.base.kernel import nendo as years
from ibasho.base.kernel import wareki
from ibasho.front.reports.rules import plan as rules
from ibasho.front.reports.rules.kinds import LineState
from ibasho.front.reports.rules.plan import Plan, PlanLine


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    label: str
    moment: str
    value: float
    unit: str
    on: date
    source: str
    n: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    tag: str
    words: str
    source: str
    on: date
    line: str = ""
    source_words: str = ""
    settled: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """`next_title`: the next line is made on the spot."""

    kind: str
    reason: str
    on: date
    next: str
    line: str = ""
    next_title: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pilot:
    code: str
    line: str
    title: str
    aim: str
    begins_on: date
    ends_on: date | None = None
    hypothesis: str = ""
    rule_version: str = ""
    place: str = ""
    event: str = ""
    result: str = ""
    source: str = ""
    judged: bool = False
    figures: tuple[Figure, ...] = ()
    issues: tuple[Issue, ...] = ()
    decision: Decision | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Todo:
    line: str
    section: str
    words: str
    on: date
    done: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    party: str
    who: str
    on: date
    good: str
    hard: str
    next: str
    shown: bool
    heads: int | None = None
    place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Since the middle of the running 年度. `before`: the value just before it."""

    indicator: str
    words: str
    reason: str
    before: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """Figures written down before this software counted."""

    on: date
    source: str
    values: Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class LookingBack:
    nendo: int
    published: Plan
    own: Plan  # lines alone: they serve the published goals and go on from the published lines
    pilots: tuple[Pilot, ...]
    issues: tuple[Issue, ...]
    decisions: tuple[Decision, ...]
    todos: tuple[Todo, ...]
    targets: Mapping[str, float]
    reviews: tuple[Review, ...]
    change: Change
    earlier: tuple[Earlier, ...]
    units: Mapping[str, str]
    words: Mapping[str, str]
    child_words: Mapping[str, str] = field(default_factory=dict)


TRIAL_TITLE = "あそび場INカケショク"  # as trial_2024.toml has it


def published() -> Plan:
    """The goals and the numbered lines of R5, R6 and R7; sections by the codes of organisations.toml."""
    return rules.read((DATA / "plan.toml").read_text(encoding="utf-8"))


def build(today: date) -> LookingBack:
    told = _told(today)
    reviews = [Review(**days.dated(row, today)) for row in told["review"]]
    return LookingBack(
        nendo=years.nendo(today),
        published=published(),
        own=_own(told["line"], years.nendo(today)),
        pilots=tuple(_pilot(row, today) for row in told["pilot"]),
        issues=tuple(Issue(**days.dated(row, today)) for row in told["issue"]),
        decisions=tuple(Decision(**days.dated(row, today)) for row in told["decision"]),
        todos=tuple(Todo(**days.dated(row, today)) for row in told["todo"]),
        targets=told["targets"],
        reviews=tuple(one for one in reviews if one.on >= years.first_day(years.nendo(today))),
        change=Change(**told["change"]),
        earlier=tuple(Earlier(**row) for row in told["earlier"] if row["on"] < today),
        units=told["units"],
        words=told["words"],
        child_words=told["child_words"],
    )


def _told(today: date) -> dict[str, Any]:
    """The file with this 年度 and the next in the place of their marks."""
    this = years.nendo(today)
    text = Path(DATA / "looking_back.toml").read_text(encoding="utf-8")
    return tomllib.loads(text.replace("{this}", _short(this)).replace("{next}", _short(this + 1)))


def _short(nendo: int) -> str:
    """R8"""
    era, year = wareki.era_year(years.first_day(nendo))
    return f"{era.letter}{year}"


def _own(lines: list[dict[str, Any]], nendo: int) -> Plan:
    own = tuple(
        PlanLine(
            code=row["code"], nendo=nendo, number=row["number"], title=row["title"], child_title="", words=row["words"],
            aim=row.get("aim", ""), state=LineState(row["state"]), begins_on=years.first_day(nendo), ends_on=None,
            when_words="", goals=tuple(row["goals"]), lead=row["lead"], others=tuple(row.get("with", ())),
            follows=row["follows"],
        )
        for row in lines
    )  # fmt: skip
    return Plan("", (), own)


def _pilot(row: Mapping[str, Any], today: date) -> Pilot:
    told = days.dated(row, today)
    decision = told.pop("decision", None)
    figures = tuple(Figure(**days.dated(one, today)) for one in told.pop("figure", ()))
    issues = tuple(Issue(**days.dated(one, today)) for one in told.pop("issue", ()))
    made = Decision(**days.dated(decision, today)) if decision else None
    return Pilot(**told, figures=figures, issues=issues, decision=made)

"""One attendance record, many reports: each figure is worked out once, each form only chooses and names. Pure.

A day nobody counted is never a 0: it is left out and said (`missing`), and the figure is then "at least".
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any

from ibasho.base.kernel.errors import Invalid
from ibasho.rooms.network.rules.kinds import ReportForm
from ibasho.town.places.rules import headcount

DAYS_MAX = 366 + 31


@dataclass(frozen=True, slots=True)
class Day:
    """A session that was to be held and was not cancelled. `heads` empty and every number None: nobody wrote it down."""

    day: date
    heads: Mapping[str, int]
    groups: int | None = None
    volunteers: int | None = None
    families: int | None = None
    consultations: int | None = None
    written: bool = False  # a report stands, whatever it says

    @property
    def recorded(self) -> bool:
        return self.written or bool(self.heads)


@dataclass(frozen=True, slots=True)
class Figure:
    """`value` None: no day has it. `missing`: days that were held, or may have been, and do not say. A `mean` is of the
    days that do say: more days could make it larger or smaller."""

    value: float | None
    missing: int
    mean: bool = False

    @property
    def at_least(self) -> bool:
        return self.value is not None and self.missing > 0 and not self.mean


@dataclass(frozen=True, slots=True)
class Asked:
    """One line of a form."""

    figure: str
    words: str
    unit: str


@dataclass(frozen=True, slots=True)
class Form:
    title: str
    to: str
    monthly: bool
    lines: tuple[Asked, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One line filled in."""

    asked: Asked
    figure: Figure

    @property
    def shown(self) -> str:
        """`12`, `少なくとも 12`, `記録なし`."""
        if self.figure.value is None:
            return "記録なし"
        return f"{'少なくとも ' if self.figure.at_least else ''}{number(self.figure.value)}"

    @property
    def note(self) -> str:
        if self.asked.figure == "sessions" and self.figure.missing:
            return f"ほかに、予定は あったが 記録のない日 {self.figure.missing}日"
        if not self.figure.missing:
            return ""
        if self.asked.figure == "months":
            return f"ほかに、予定は あったが 記録のない月 {self.figure.missing}か月"
        if self.asked.figure == "heads":
            return f"こどもか おとなを 数えていない日が {self.figure.missing}日 あります"
        if self.asked.figure in _BESIDE:
            return f"分けて 数えていない日が {self.figure.missing}日 あります"
        return f"数えていない日 {self.figure.missing}日は 入っていません"


def number(value: float) -> str:
    return f"{value:,.1f}" if isinstance(value, float) else f"{value:,}"


Read = Callable[[Day], int | None]


def _sum_of(*classes: str) -> Read:
    def read(one: Day) -> int | None:
        found = [one.heads[name] for name in classes if name in one.heads]
        return sum(found) if found else None

    return read


def _heads(one: Day) -> int | None:
    """Everyone who came and did not come to help."""
    counted = {name: heads for name, heads in one.heads.items() if name not in headcount.HELPERS}
    return headcount.total(counted) if counted else None


def _helpers(one: Day) -> int | None:
    """Counted by age where somebody did, else as the day's report says."""
    found = _sum_of(*headcount.HELPER_CLASSES)(one)
    return one.volunteers if found is None else found


_CHILDREN = _sum_of(*sorted(headcount.CHILDREN))
_READ: dict[str, Read] = {
    "heads": _heads,
    "children": _CHILDREN,
    "infant": _sum_of("infant"),
    "elementary": _sum_of("elementary"),
    "junior": _sum_of("junior"),
    "high": _sum_of("high"),
    "unsplit": _sum_of("infant_elementary", "children"),
    "guardian": _sum_of("guardian"),
    "others": _sum_of("local_adult", "senior"),
    "unsplit_grown": _sum_of("adults"),
    "grown": _sum_of("guardian", "local_adult", "senior", "adults"),
    "helpers": _helpers,
    "groups": lambda one: one.groups,
    "families": lambda one: one.families,
    "consultations": lambda one: one.consultations,
}
# A class stands for itself: a day whose children are counted another way is no day without a count.
_BESIDE = {
    **dict.fromkeys(("infant", "elementary", "junior", "high", "unsplit"), "children"),
    **dict.fromkeys(("guardian", "others", "unsplit_grown"), "grown"),
}  # fmt: skip
# In whom else somebody of the class may have been counted: with such heads the day does not say the class whole.
_UNSPLIT_FOR = {
    **dict.fromkeys(("infant", "elementary"), ("infant_elementary", "children")),
    **dict.fromkeys(("junior", "high"), ("children",)),
    **dict.fromkeys(("guardian", "others"), ("adults",)),
}
FIGURES = frozenset({*_READ, "sessions", "months", "mean_children"})


def figure(code: str, days: Sequence[Day]) -> Figure:
    """One figure over these days. KeyError for a figure that nobody knows."""
    recorded = [one for one in days if one.recorded]
    if code == "sessions":
        return Figure(len(recorded) or (None if days else 0), len(days) - len(recorded))
    if code == "months":
        months = {(one.day.year, one.day.month) for one in recorded}
        silent = {(one.day.year, one.day.month) for one in days} - months
        return Figure(len(months) or (None if days else 0), len(silent))
    if code == "mean_children":
        counted = [value for one in days if (value := _CHILDREN(one)) is not None]
        mean = round(sum(counted) / len(counted), 1) if counted else None
        return Figure(mean, len(days) - len(counted), mean=True)
    read = _READ[code]
    found = [value for one in days if (value := read(one)) is not None]
    return Figure(sum(found) if found else None, sum(1 for one in days if not _whole(code, one)))


def _whole(code: str, one: Day) -> bool:
    """Whether the day says all of a figure. Everyone: children and grown-ups were counted, be it as 0."""
    if code == "heads":
        return _CHILDREN(one) is not None and _READ["grown"](one) is not None
    if _READ[_BESIDE.get(code, code)](one) is None:
        return False
    return not any(one.heads.get(name) for name in _UNSPLIT_FOR.get(code, ()))


def filled(form: Form, days: Sequence[Day]) -> tuple[Line, ...]:
    return tuple(Line(one, figure(one.figure, days)) for one in form.lines)


def by_month(days: Iterable[Day]) -> list[tuple[date, list[Day]]]:
    """(first day of the month, its days), oldest first; a month without a day is left out."""
    rows = sorted(days, key=lambda one: one.day)
    return [(month, list(of)) for month, of in groupby(rows, key=lambda one: one.day.replace(day=1))]


def kept(lines: Iterable[Line]) -> list[dict[str, Any]]:
    """What is kept of a report that went out: JSON, in the form's order."""
    return [
        {"figure": one.asked.figure, "words": one.asked.words, "unit": one.asked.unit,
         "value": one.figure.value, "missing": one.figure.missing, "mean": one.figure.mean}
        for one in lines
    ]  # fmt: skip


def lines_of(rows: Iterable[Mapping[str, Any]]) -> tuple[Line, ...]:
    """What `kept` wrote, read again."""
    return tuple(
        Line(
            Asked(one["figure"], one["words"], one["unit"]), Figure(one["value"], one["missing"], one["mean"])
        )
        for one in rows
    )


@dataclass(frozen=True, slots=True)
class Difference:
    """A figure of a report that went out and what it would be today."""

    then: Line
    now: Line


def differences(then: Iterable[Line], days: Sequence[Day]) -> tuple[Difference, ...]:
    """Where a later count says something else. A figure no longer known here is left alone."""
    found = []
    for one in then:
        if one.asked.figure not in FIGURES:
            continue
        now = Line(one.asked, figure(one.asked.figure, days))
        if now.figure != one.figure:
            found.append(Difference(one, now))
    return tuple(found)


@cache
def forms() -> dict[str, Form]:
    """By code of `ReportForm`, in its order. Raises KeyError where a form asks a figure nobody knows."""
    told = tomllib.loads(Path(__file__).with_name("report_forms.toml").read_text(encoding="utf-8"))
    return {one.value: _form(told[one.value]) for one in ReportForm}


def _form(told: Mapping[str, Any]) -> Form:
    lines = tuple(Asked(one["figure"], one["words"], one["unit"]) for one in told["lines"])
    if unknown := {one.figure for one in lines} - FIGURES:
        raise KeyError(f"figures that nobody knows: {sorted(unknown)}")
    return Form(told["title"], told["to"], told["monthly"], lines)


def check_period(first: date, last: date, today: date) -> None:
    wrong = ""
    if last < first:
        wrong = "おわりの日が はじまりの日より 前です。日付を たしかめてください。"
    elif first > today:
        wrong = "まだ 来ていない日です。きょうまでの 日を えらんでください。"
    elif (last - first).days > DAYS_MAX:
        wrong = "1つの 報告は 1年ぶん（年度）までに してください。"
    if wrong:
        raise Invalid("network.report_days", wrong, fields={"last": wrong})

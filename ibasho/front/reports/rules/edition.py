"""One edition of a yearly report as a value: every word and figure as they stand on a day, to JSON and back. Pure.

Web page, PDF, children's edition and Excel read this alone, so that what was published stays as it was. `VERSION` moves
when the shape does; `from_json` reads every version there was.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, is_dataclass
from datetime import date
from functools import cache
from types import UnionType
from typing import Any, Final, TypeVar, get_args, get_origin, get_type_hints

VERSION: Final = 1
HIDDEN, NOT_RECORDED = "秘匿", "記録なし"
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Point:
    """A year's value in a series. `value` None: not recorded, or hidden (then `marks` says so)."""

    nendo: int
    value: float | None
    as_of: date
    n: int | None
    marks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Series:
    """Values that may be compared: all counted by the same definition."""

    number: int
    words: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureTold:
    """An indicator in one 年度. `said`: a value that is a word; `missing`: why there is none. `last`: the year before by the
    same definition, with its marks. `over`: `rules.kinds.Over`; empty in reports older than that. `reached`: yes, no, or empty where it can't be said; `reached_words` says it in full. `query`: the
    function that counted it. `changed`: why the definition changed inside this 年度."""

    code: str
    title: str
    child_title: str
    better: str
    unit: str
    definition: str
    source: str
    query: str
    value: float | None = None
    said: str = ""
    as_of: date | None = None
    n: int | None = None
    marks: tuple[str, ...] = ()
    target: float | None = None
    target_words: str = ""
    last: float | None = None
    last_marks: tuple[str, ...] = ()
    over: str = ""
    reached: str = ""
    reached_words: str = ""
    missing: str = ""
    changed: str = ""
    goals: tuple[str, ...] = ()
    series: tuple[Series, ...] = ()

    @property
    def is_known(self) -> bool:
        return self.value is not None or bool(self.said)

    @property
    def is_hidden(self) -> bool:
        return HIDDEN in self.marks

    @property
    def shown(self) -> str:
        """`1,234人`, `秘匿`, `記録なし`."""
        return self.said or amount(self.value, self.unit, hidden=self.is_hidden)


@dataclass(frozen=True, slots=True)
class CellTold:
    """`said`: a word instead of a number."""

    value: float | None
    said: str
    unit: str
    marks: tuple[str, ...]
    n: int | None

    @property
    def shown(self) -> str:
        return self.said or amount(self.value, self.unit, hidden=HIDDEN in self.marks)

    @property
    def shown_with_marks(self) -> str:
        """`12回（最低でも）`, `秘匿`."""
        behind = [one for one in self.marks if one != HIDDEN]
        return self.shown + (f"（{'、'.join(behind)}）" if behind else "")


@dataclass(frozen=True, slots=True)
class RowTold:
    label: str
    cells: tuple[CellTold, ...]


@dataclass(frozen=True, slots=True)
class TableTold:
    title: str
    columns: tuple[str, ...]
    rows: tuple[RowTold, ...]
    source: str
    as_of: date
    query: str
    note: str


@dataclass(frozen=True, slots=True)
class PilotTold:
    title: str
    state: str
    days: str
    hypothesis: str
    result: str


@dataclass(frozen=True, slots=True)
class DecisionTold:
    """`next_code`, `next_title`: the line of the next 年度 it led to, where there is one."""

    kind: str
    reason: str
    decided_on: date
    next_code: str
    next_title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LineTold:
    """A line of the 年度 with what was tried and decided. 課題 stay at the desk, as on the line's public page."""

    code: str
    title: str
    child_title: str
    state: str
    aim: str
    lead: str
    pilots: tuple[PilotTold, ...] = ()
    decisions: tuple[DecisionTold, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """What somebody said, looking back. `party`: child, operator, third. `who`: a group, never a name."""

    party: str
    who: str
    heads: int | None
    place: str
    good: str
    hard: str
    next: str
    said_on: date


@dataclass(frozen=True, slots=True)
class Answer:
    """What children said together and what the city answered, in children's words, as it was published."""

    said: str
    verdict: str
    words: str


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that is not done, or not known, said openly. `kind`: missed, unknown, hidden, inner, goal."""

    kind: str
    code: str
    title: str
    child_title: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A chapter with what stands in it. `lead`: what the report always says here; `words`: what the city adds."""

    code: str
    title: str
    child_title: str
    lead: str
    in_kids: bool
    words: str = ""
    child_words: str = ""
    figures: tuple[FigureTold, ...] = ()
    tables: tuple[TableTold, ...] = ()
    lines: tuple[LineTold, ...] = ()
    sayings: tuple[Saying, ...] = ()
    answers: tuple[Answer, ...] = ()
    gaps: tuple[Gap, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """`until`: `令和8年度（11月26日まで）`. `number`: 第何版. `next_lines`: (code, title, child title) of the next 年度."""

    version: int
    nendo: int
    number: int
    city: str
    until: str
    made_on: date
    passages: tuple[Passage, ...]
    next_lines: tuple[tuple[str, str, str], ...] = ()

    def passage(self, code: str) -> Passage | None:
        return next((one for one in self.passages if one.code == code), None)

    @property
    def figures(self) -> tuple[FigureTold, ...]:
        """Each once, in the order of the chapters."""
        found = {figure.code: figure for one in self.passages for figure in one.figures}
        return tuple(found.values())


def amount(value: float | None, unit: str, *, hidden: bool = False) -> str:
    """`1,234人`, `33.3%`; whole numbers without a point."""
    if value is None:
        return HIDDEN if hidden else NOT_RECORDED
    return number(value) + unit


def number(value: float) -> str:
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.1f}"


def to_json(edition: Edition) -> dict[str, Any]:
    """Plain values for a JSON column; days as ISO."""
    return {name: _plain(value) for name, value in asdict(edition).items()}


def from_json(told: Mapping[str, Any]) -> Edition:
    """ValueError for a shape nobody knows."""
    if told.get("version") != VERSION:
        raise ValueError(f"a report of version {told.get('version')} can't be read")
    return _read(Edition, told)


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return value.isoformat() if isinstance(value, date) else value


def _read(cls: type[T], told: Mapping[str, Any]) -> T:
    """What an older file lacks has its default."""
    shape: Any = cls
    hints = _hints(shape)
    return cls(**{name: _value(hints[name], told[name]) for name in hints if name in told})


@cache
def _hints(cls: Any) -> dict[str, Any]:
    known = get_type_hints(cls)
    return {one.name: known[one.name] for one in fields(cls)}


def _value(hint: Any, told: Any) -> Any:
    if told is None:
        return None
    if get_origin(hint) is UnionType:
        hint = next(one for one in get_args(hint) if one is not type(None))
    if get_origin(hint) is tuple:
        inner = get_args(hint)
        return tuple(
            _value(inner[0] if Ellipsis in inner else inner[place], one) for place, one in enumerate(told)
        )
    if is_dataclass(hint) and isinstance(hint, type):
        return _read(hint, told)
    return date.fromisoformat(told) if hint is date else told

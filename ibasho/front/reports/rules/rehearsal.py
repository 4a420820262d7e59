"""The result file of a rehearsed year: its shape, written by `rehearsal/` and read by the desk. Pure.

Everything in it is 推計 of a made-up year. No row speaks of a person: sums over children, places and acts alone.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from ibasho.base.kernel import nendo as years
from ibasho.base.kernel.errors import Invalid

VERSION = 1
TEXT_MAX = 2_000_000  # characters
WORDS_MAX = 400
ROWS_MAX = 500
MONTHS = 12


@dataclass(frozen=True, slots=True)
class Assumption:
    """What the year takes for granted; `low` and `high` are what a prediction tries as well."""

    code: str
    words: str
    value: float
    unit: str
    source: str
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Effect:
    """`before` without the plan, `after` with it (None where no plan was tried). `low` and `high`: the change in nine of
    ten tries; without a plan the value itself."""

    code: str
    title: str
    unit: str
    before: float
    after: float | None
    low: float
    high: float

    @property
    def change(self) -> float | None:
        return None if self.after is None else self.after - self.before


@dataclass(frozen=True, slots=True)
class Series:
    """One value for each month from April; None: not played. `after` is empty without a plan."""

    code: str
    title: str
    unit: str
    before: tuple[float | None, ...]
    after: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class Act:
    """How often a thing was done through the real actions, and its mean time."""

    room: str
    name: str
    done: int
    milliseconds: float


@dataclass(frozen=True, slots=True)
class Refused:
    name: str
    code: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """`actions` were played on `days` days for a sample of children of whom each stands for `scale`; `seeds` tries of the
    pure model gave the ranges. `agreement`: what the database counted, in parts of what the model said (None: nothing
    was played)."""

    version: int
    title: str
    city: str
    seed: int
    nendo: int
    days: int
    actions: int
    jobs: int
    scale: float
    children: int
    seeds: int
    is_full: bool
    ran_on: date
    seconds: float
    agreement: float | None
    plan: str
    plan_words: str
    assumptions: tuple[Assumption, ...]
    effects: tuple[Effect, ...]
    months: tuple[Series, ...]
    acts: tuple[Act, ...]
    refusals: tuple[Refused, ...]
    notes: tuple[str, ...]

    @property
    def rate(self) -> float:
        """Actions a second."""
        return self.actions / self.seconds if self.seconds else 0.0


def write(result: Result) -> str:
    """The same result gives the same bytes."""
    plain = asdict(result) | {"ran_on": result.ran_on.isoformat()}
    return json.dumps(plain, ensure_ascii=False, indent=1) + "\n"


def read(text: str) -> Result:
    """Raises Invalid saying what is wrong; nothing that is not of the shape gets in."""
    if len(text) > TEXT_MAX:
        raise _wrong("ファイルが 大きすぎます。予行演習が 書いた ファイルは もっと 小さいものです。")
    try:
        told = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise _wrong(
            "JSON として 読めません。make rehearse が 書いた ファイルを えらんでください。"
        ) from error
    if not isinstance(told, dict):
        raise _wrong(
            "予行演習の ファイルでは ありません。make rehearse が 書いた ファイルを えらんでください。"
        )
    if told.get("version") != VERSION:
        raise _wrong(
            f"この ファイルの 版（version）は 読めません。{VERSION} だけが 読めます。make rehearse で 作りなおしてください。"
        )
    return _result(told)


def _result(told: Mapping[str, Any]) -> Result:
    _exact(told, Result, "ファイル")
    made = Result(
        **{name: _field(told, name, kind) for name, kind in _PLAIN.items()},
        ran_on=_day(told["ran_on"]),
        agreement=None if told["agreement"] is None else _number(told["agreement"], "agreement"),
        assumptions=_rows(told, "assumptions", Assumption),
        effects=_rows(told, "effects", Effect),
        months=tuple(_series(row) for row in _list(told, "months")),
        acts=_rows(told, "acts", Act),
        refusals=_rows(told, "refusals", Refused),
        notes=tuple(_words(one, "notes") for one in _list(told, "notes")),
    )
    _check(made)
    return made


def _check(made: Result) -> None:
    if not made.title.strip():
        raise _wrong("名前（title）が ありません。")
    if not 1 <= made.days <= 366:
        raise _wrong("日数（days）は 1 から 366 までです。")
    if made.scale < 1:
        raise _wrong("倍率（scale）は 1 より 小さく なりません。")
    if not 2000 <= made.nendo <= 2100:
        raise _wrong("年度（nendo）が おかしいです。")
    if not made.assumptions:
        raise _wrong("前提（assumptions）が ありません。前提の ない 予想は のせられません。")
    ranges = [(one.low, one.high) for one in made.effects] + [(one.low, one.high) for one in made.assumptions]
    if any(low > high for low, high in ranges):
        raise _wrong("はば（low・high）が さかさまです。")


_PLAIN: dict[str, type] = {
    "version": int, "title": str, "city": str, "seed": int, "nendo": int, "days": int, "actions": int, "jobs": int,
    "scale": float, "children": int, "seeds": int, "is_full": bool, "seconds": float, "plan": str, "plan_words": str,
}  # fmt: skip
_ROWS: dict[type, dict[str, type]] = {
    Assumption: {"code": str, "words": str, "value": float, "unit": str, "source": str, "low": float, "high": float},
    Effect: {"code": str, "title": str, "unit": str, "before": float, "low": float, "high": float},
    Act: {"room": str, "name": str, "done": int, "milliseconds": float},
    Refused: {"name": str, "code": str, "count": int},
}  # fmt: skip


def _rows(told: Mapping[str, Any], name: str, kind: type) -> tuple[Any, ...]:
    return tuple(_row(one, name, kind) for one in _list(told, name))


def _row(told: Any, name: str, kind: type) -> Any:
    _exact(told, kind, name)
    given = {field: _field(told, field, plain) for field, plain in _ROWS[kind].items()}
    if kind is Effect:
        after = told["after"]
        given["after"] = None if after is None else _number(after, f"{name} after")
    return kind(**given)


def _series(told: Any) -> Series:
    _exact(told, Series, "months")
    before, after = (
        tuple(None if one is None else _number(one, "months") for one in _list(told, side))
        for side in ("before", "after")
    )
    if len(before) != MONTHS or len(after) not in (0, MONTHS):
        raise _wrong("月ごとの 数（months）は 12 か月です。")
    code, title, unit = (_words(told[name], name) for name in ("code", "title", "unit"))
    return Series(code, title, unit, before, after)


def _exact(told: Any, kind: type, name: str) -> None:
    """Neither a field less nor one more: what nobody reads may be anything."""
    wanted = set(kind.__dataclass_fields__)  # type: ignore[attr-defined]
    if not isinstance(told, dict):
        raise _wrong(f"{name} の 形が ちがいます。")
    if missing := sorted(wanted - set(told)):
        raise _wrong(f"{name} に ないものが あります：{'、'.join(missing)}。")
    if more := sorted(str(one)[:40] for one in set(told) - wanted):
        raise _wrong(f"{name} に 知らないものが あります：{'、'.join(more)}。")


def _field(told: Mapping[str, Any], name: str, kind: type) -> Any:
    readers: dict[type, Callable[[Any, str], Any]] = {
        str: _words,
        int: _whole,
        float: _number,
        bool: _yes,
    }
    return readers[kind](told[name], name)


def _words(value: Any, name: str) -> str:
    if not isinstance(value, str) or len(value) > WORDS_MAX:
        raise _wrong(f"{name} は {WORDS_MAX}文字までの ことばです。")
    return value


def _whole(value: Any, name: str) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise _wrong(f"{name} は 0 から上の 整数です。")
    return value


def _number(value: Any, name: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise _wrong(f"{name} は 数です。")
    return float(value)


def _yes(value: Any, name: str) -> bool:
    if not isinstance(value, bool):
        raise _wrong(f"{name} は true か false です。")
    return value


def _list(told: Mapping[str, Any], name: str) -> list[Any]:
    found = told[name]
    if not isinstance(found, list) or len(found) > ROWS_MAX:
        raise _wrong(f"{name} は {ROWS_MAX}行までの 一覧です。")
    return found


def _day(value: Any) -> date:
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError) as error:
        raise _wrong("おこなった日（ran_on）は 2026-11-26 のように 書かれた 日です。") from error


def _wrong(words: str) -> Invalid:
    return Invalid("reports.rehearsal", words, fields={"file": words})


def year_words(result: Result) -> str:
    """`令和8年度（30日分）`; a whole year without the days."""
    whole = (years.last_day(result.nendo) - years.first_day(result.nendo)).days + 1
    return years.label(result.nendo) + ("" if result.days == whole else f"（{result.days}日分）")

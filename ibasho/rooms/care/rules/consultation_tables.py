"""Which tables of a 年度 leave the centre, with their raw counts: never shown before kernel.disclosure saw them. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ibasho.base.kernel.disclosure.tables import Shown, Table
from ibasho.rooms.care.rules.categories import CODES, LABELS
from ibasho.rooms.care.rules.consultations import Year, months_of
from ibasho.rooms.care.rules.kinds import Channel

QUARTERS = "quarters"  # category × quarter: 延べ
CHANNELS = "channels"  # channel: 延べ
FIRSTS = "firsts"  # category: 実
HEADS = {QUARTERS: "相談種別と 時期（延べ）", CHANNELS: "受けた方法（延べ）", FIRSTS: "相談種別（実）"}
CATEGORY, QUARTER, CHANNEL = "category", "quarter", "channel"


def quarters(nendo: int) -> tuple[tuple[str, tuple[date, ...]], ...]:
    """(label, its three months): q1 is April to June."""
    months = months_of(nendo)
    return tuple((f"q{at + 1}", months[3 * at : 3 * at + 3]) for at in range(4))


def quarter_words(label: str, through: date | None = None) -> str:
    """`4～6月`; a quarter that `through` cuts off ends there: `7～8月`."""
    first = 3 * int(label[1:]) + 1
    months = [(month - 1) % 12 + 1 for month in range(first, first + 3)]
    if through is not None and through.month in months:
        months = months[: months.index(through.month) + 1]
    return f"{months[0]}月" if len(months) == 1 else f"{months[0]}～{months[-1]}月"


def raw(year: Year, through: date) -> list[Table]:
    """Up to the end of `through`. Quarters that are over are settled: everybody may suppose that the next release repeats
    them. 実 only where the centre counts it."""
    told = year.until(through)
    begun = [one for one in quarters(year.nendo) if one[1][0] <= through]
    settled = tuple(label for label, months in begun if months[-1] <= through)
    counts = [[told.of(category=code, months=months).count for _label, months in begun] for code in CODES]
    categories = (CATEGORY, *CODES)
    found = [
        Table(
            QUARTERS, (categories, (QUARTER, *(label for label, _months in begun))), counts, settled=settled
        ),
        Table(CHANNELS, ((CHANNEL, *Channel),), [[told.of(channel=one).count] for one in Channel]),
    ]
    if told.total.firsts:
        rows = [[told.of(category=code).firsts] for code in CODES]
        found.append(Table(FIRSTS, (categories,), rows, of=FIRSTS))
    return found


def words(dim: str, label: str, through: date | None = None) -> str:
    """A label as a page shows it."""
    if dim == QUARTER:
        return quarter_words(label, through)
    return LABELS[label] if dim == CATEGORY else Channel(label).label


@dataclass(frozen=True, slots=True)
class Cell:
    """`value` None: hidden. `why`, for the centre's lead alone: few, worked_out."""

    value: int | None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Grid:
    """A released table as a page shows it: lines of (label, cells), sums last."""

    head: str
    heads: tuple[str, ...]
    lines: tuple[tuple[str, tuple[Cell, ...]], ...]


def grid(shown: Shown, through: date, why: Sequence[Sequence[str]] = ()) -> Grid:
    """`why` as kernel.disclosure.why_hidden gives it: never for a page outside the centre."""
    (dim, *labels), *others = shown.dims
    inside = why or [[""] * len(row) for row in shown.counts]
    lines = []
    for at, label in enumerate(labels):
        cells = [Cell(n, reason) for n, reason in zip(shown.counts[at], inside[at], strict=True)]
        lines.append((words(dim, label), (*cells, *((Cell(shown.rows[at]),) if others else ()))))
    sums = (*(Cell(n) for n in shown.columns), Cell(shown.total))
    heads = tuple(words(other[0], label, through) for other in others for label in other[1:])
    unit = "人数" if shown.name == FIRSTS else "件数"
    return Grid(HEADS[shown.name], (*heads, "合計") if others else (unit,), (*lines, ("合計", sums)))


def totals(shown: Shown) -> list[int | None]:
    """By category, in their order."""
    return list(shown.rows) if len(shown.dims) > 1 else [row[0] for row in shown.counts]

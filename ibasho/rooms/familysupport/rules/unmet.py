"""Hours and districts of unmet demand as tables and shades; what is too small to show. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from ibasho.base.kernel import clock
from ibasho.rooms.familysupport.rules.statistics import Shown, hide, is_few, with_sums

Cell = tuple[int, int]  # weekday (0 = Monday), hour of the day
EDGES = (1, 5, 10, 20)
NONE, FEW = "none", "secret"
FIRST_HOUR, LAST_HOUR = 6, 22


@dataclass(frozen=True, slots=True)
class Heat:
    """One cell as it is shown: `shade` s0–s4 or secret, `shown` the number or its stand-in."""

    shade: str
    shown: str


def hours_of(starts_at: datetime, ends_at: datetime) -> list[Cell]:
    """Every hour of the week an activity touches."""
    at, found = clock.jst(starts_at).replace(minute=0, second=0, microsecond=0), []
    while at < ends_at:
        found.append((at.weekday(), at.hour))
        at += timedelta(hours=1)
    return found


def shade(count: Shown) -> str:
    return FEW if count is None else f"s{sum(count >= edge for edge in EDGES)}" if count else NONE


def legend(minimum: int) -> list[tuple[str, str]]:
    """(shade, words); `minimum` 0 where nothing is hidden."""
    lows = (0, *EDGES)
    words = [f"{low}〜{high - 1}回" for low, high in zip(lows[1:], lows[2:], strict=False)]
    told = [
        (NONE, "0回"),
        *((f"s{at + 1}", said) for at, said in enumerate(words)),
        ("s4", f"{EDGES[-1]}回より"),
    ]
    if not minimum:
        return told
    return [one for one in told if one[0] in {NONE, "s3", "s4"}] + [(FEW, few_words(minimum))]


def few_words(minimum: int) -> str:
    return f"少：1〜{minimum - 1}回（くわしい数は 出しません）"


def heat(counts: Mapping[Cell, int], minimum: int) -> list[tuple[int, list[Heat]]]:
    """(hour, a cell for each weekday), from the first to the last hour of the day or of what was asked for. Cells of 1
    to `minimum` − 1 are hidden; no sums stand beside them from which they could be worked out."""
    touched = [hour for (_day, hour), count in counts.items() if count]
    hours = range(min([FIRST_HOUR, *touched]), max([LAST_HOUR, *(hour + 1 for hour in touched)]))
    return [(hour, [_heat(counts.get((day, hour), 0), minimum) for day in range(7)]) for hour in hours]


def lines(counts: Iterable[tuple[int, int]], minimum: int) -> list[list[Shown]]:
    """(served, unmet) of each line as [served, unmet, both], and below them the sums; where there is but one line, it
    alone. Small cells are hidden, and as many beside them that no sum tells them."""
    found = with_sums([list(one) for one in counts])
    return hide(found, minimum) if minimum else [list(one) for one in found]


def parts(counts: Sequence[int], minimum: int) -> list[Shown]:
    """Parts of a whole that is shown elsewhere."""
    return hide(with_sums([list(counts)]), minimum)[0][:-1] if minimum else list(counts)


def share(line: Sequence[Shown]) -> int | None:
    """Percent unmet of a line of `lines`; None where a part of it is hidden or nobody asked."""
    served, missed, asked = line
    return None if served is None or missed is None or not asked else round(100 * missed / asked)


def _heat(count: int, minimum: int) -> Heat:
    if minimum and is_few(count, minimum):
        return Heat(FEW, f"1〜{minimum - 1}")
    return Heat(shade(count), str(count) if count else "")

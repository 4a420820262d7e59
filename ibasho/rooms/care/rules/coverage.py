"""Where notes never come from: quarters that are over, places and areas, never a child and never a day. Pure.

Everything is as of the end of the last full quarter, so that nothing anybody sees moves on the day, or in the month, a note
comes. Glad notes count as much as others: a place that is not in the list of the silent may have sent nothing but thanks.
Where a district has few places, how many of them wrote is not told: it would tell which.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from math import inf, isfinite
from statistics import median

from ibasho.base.kernel.labelled import Labelled
from ibasho.rooms.care.rules.kinds import SMALL

MONTHS, QUARTER = 12, 3
SHOWN_FROM = 3  # places of a district
_BANDS = (100, 50, 20, SMALL)


class Tone(Labelled):
    """How much of an area is heard: about its places."""

    NO_PLACE = "no_place", "居場所が ない"
    SMALL = "small", "居場所が 3か所より 少ない（出しません）"
    SILENT = "silent", "どこからも とどいていない"
    FEW = "few", "半分より 少ない 居場所から"
    MOST = "most", "半分 以上の 居場所から"
    ALL = "all", "ぜんぶの 居場所から"


@dataclass(frozen=True, slots=True)
class Window:
    """Twelve whole months: from `first` up to, not including, `end` (the first of this quarter)."""

    first: date
    end: date

    @property
    def last_month(self) -> date:
        """Its first day."""
        return months_before(self.end, 1)


def window(today: date) -> Window:
    """The same on every day of a quarter: January to March, and so on."""
    end = date(today.year, today.month - (today.month - 1) % QUARTER, 1)
    return Window(months_before(end, MONTHS), end)


def months_before(first: date, months: int) -> date:
    count = first.year * 12 + first.month - 1 - months
    return date(count // 12, count % 12 + 1, 1)


@dataclass(frozen=True, slots=True)
class Place:
    """`notes`: of the window. `since`: in the directory from this day on."""

    public_id: str
    district: str
    notes: int
    since: date


@dataclass(frozen=True, slots=True)
class Area:
    """A district, "" for places of which it is not known."""

    district: str
    places: int
    wrote: int
    notes: int

    @property
    def silent(self) -> int:
        return self.places - self.wrote

    @property
    def band(self) -> str:
        return band(self.notes)

    @property
    def hidden(self) -> bool:
        """Of so few places how many wrote, or how often, is not told."""
        return 0 < self.places < SHOWN_FROM

    @property
    def is_silent(self) -> bool:
        return self.places > 0 and not self.wrote

    @property
    def tone(self) -> Tone:
        return Tone.SMALL if self.hidden else tone(self.places, self.wrote)


def areas(places: Iterable[Place], districts: Sequence[str]) -> list[Area]:
    """One for each of `districts` in their order, one more for the places of none of them where there are such."""
    known = set(districts)
    found: dict[str, list[Place]] = {code: [] for code in districts}
    for one in places:
        found.setdefault(one.district if one.district in known else "", []).append(one)
    return [_area(code, rows) for code, rows in found.items()]


def whole(places: Sequence[Place]) -> Area:
    """The city."""
    return _area("", places)


def silent(places: Iterable[Place]) -> list[Place]:
    return [one for one in places if not one.notes]


def is_new(place: Place, window: Window) -> bool:
    """It has not stood for a whole month yet: nobody wonders that nothing came."""
    return place.since >= window.last_month


def tone(places: int, wrote: int) -> Tone:
    if not places:
        return Tone.NO_PLACE
    if not wrote:
        return Tone.SILENT
    if wrote == places:
        return Tone.ALL
    return Tone.MOST if wrote * 2 >= places else Tone.FEW


def band(notes: int) -> str:
    """Never a number: what stands beside it from quarter to quarter must not tell of one note."""
    if not notes:
        return "なし"
    least = next((step for step in _BANDS if notes >= step), 0)
    if not least:
        return f"{SMALL}未満"
    above = {step: higher - 1 for higher, step in zip(_BANDS, _BANDS[1:], strict=False)}
    return f"{least}～{above[least]}" if least in above else f"{least}以上"


def at_least(notes: int) -> int | None:
    """Where the band of `band` begins; 0 for none, None where it is too few to tell."""
    return next((step for step in _BANDS if notes >= step), None) if notes else 0


@dataclass(frozen=True, slots=True)
class Waited:
    """`days`: half of the notes had it after no more than so many; None where there are too few to tell (`enough` False),
    or where more than half still waited when the window ended. A number of notes is never told."""

    days: float | None
    enough: bool


def waited(days: Sequence[float | None]) -> Waited:
    """`days` from coming to being answered, None where that had not happened when the window ended."""
    if len(days) < SMALL:
        return Waited(None, False)
    middle = median(inf if one is None else one for one in days)
    return Waited(round(middle, 1) if isfinite(middle) else None, True)


def _area(district: str, places: Sequence[Place]) -> Area:
    wrote = sum(1 for one in places if one.notes)
    return Area(district, len(places), wrote, sum(one.notes for one in places))

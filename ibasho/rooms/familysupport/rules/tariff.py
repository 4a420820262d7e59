"""From hours to yen by the fees of a centre (rules/tariff_body.py). Whole yen, never below one, each line explained. Pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from ibasho.base.kernel import clock
from ibasho.base.kernel.errors import Invalid
from ibasho.base.kernel.holidays import is_holiday
from ibasho.base.kernel.yen import format_yen
from ibasho.rooms.familysupport.rules.kinds import CancelKind, Content
from ibasho.rooms.familysupport.rules.tariff_body import (
    CHILDREN_MOST,
    HOUR,
    Band,
    Body,
    CancelOf,
    Crossing,
    body,
    data,
)

__all__ = ["Body", "Line", "Piece", "Priced", "body", "cancellation", "car_yen", "data", "length", "price"]

MINUTE = timedelta(minutes=1)
LONGEST = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of an activity within one band: real minutes."""

    band: Band
    starts: datetime
    minutes: int

    @property
    def ends(self) -> datetime:
        return self.starts + self.minutes * MINUTE


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the receipt. `minutes`: as charged, after rounding."""

    words: str
    minutes: int
    user_yen: int
    city_yen: int

    def as_json(self) -> dict[str, str | int]:
        return {
            "words": self.words,
            "minutes": self.minutes,
            "user_yen": self.user_yen,
            "city_yen": self.city_yen,
        }


@dataclass(frozen=True, slots=True)
class Priced:
    """What an activity costs, without travel and costs."""

    lines: tuple[Line, ...]

    @property
    def user_yen(self) -> int:
        return sum(one.user_yen for one in self.lines)

    @property
    def city_yen(self) -> int:
        return sum(one.city_yen for one in self.lines)

    @property
    def provider_yen(self) -> int:
        return self.user_yen + self.city_yen

    @property
    def minutes(self) -> int:
        """As charged."""
        return sum(one.minutes for one in self.lines)

    def as_json(self) -> list[dict[str, str | int]]:
        """For `Report.lines`."""
        return [one.as_json() for one in self.lines]


def price(
    body: Body,
    *,
    starts: datetime,
    ends: datetime,
    children: int = 1,
    content: Content | str | None = None,
    holidays: Callable[[date], bool] = is_holiday,
) -> Priced:
    """Aware moments; seconds are dropped. Raises Invalid where the end is not after the start, or no child is named."""
    begun, over = (clock.jst(one).replace(second=0, microsecond=0) for one in (starts, ends))
    if not timedelta(0) < over - begun <= LONGEST:
        raise Invalid(
            "support.tariff.hours", "おわりが はじまりより 前か、長すぎます。時刻を たしかめてください。"
        )
    if not 1 <= children <= CHILDREN_MOST:
        raise Invalid(
            "support.tariff.children", f"こどもの 人数は 1人から {CHILDREN_MOST}人までで 書いてください。"
        )
    kind = Content(content) if content else None
    stretches = pieces(body, begun, over, kind, holidays)
    if body.crossing == Crossing.EACH:
        counted = _each(body, stretches)
    else:
        counted = _by_step(body, begun, over, kind, holidays, stretches)
    return Priced(tuple(_line(body, piece, minutes, children) for piece, minutes in counted))


def cancellation(body: Body, *, kind: CancelKind | str, priced: Priced) -> int:
    """Yen the user owes for a visit called off: a part of what it would have cost."""
    whole = priced.user_yen if body.cancel_of == CancelOf.USER else priced.provider_yen
    return whole * body.cancel_percents[CancelKind(kind)] // 100


def car_yen(body: Body, metres: int) -> int:
    """Of the provider's own car, rounded down."""
    return body.car_yen_km * max(metres, 0) // 1_000


def length(minutes: int) -> str:
    """`2時間`, `1時間30分`, `45分`"""
    hours, rest = divmod(minutes, HOUR)
    return (f"{hours}時間" if hours else "") + (f"{rest}分" if rest or not hours else "")


def pieces(
    body: Body, begun: datetime, over: datetime, content: Content | None, holidays: Callable[[date], bool]
) -> list[Piece]:
    """The activity cut to the minute where another band begins."""
    found: list[Piece] = []
    at = begun
    while at < over:
        band = band_at(body, at, content, holidays)
        until = min(over, _next_edge(body, at))
        minutes = (until - at) // MINUTE
        if found and found[-1].band == band:
            found[-1] = Piece(band, found[-1].starts, found[-1].minutes + minutes)
        else:
            found.append(Piece(band, at, minutes))
        at = until
    return found


def band_at(body: Body, at: datetime, content: Content | None, holidays: Callable[[date], bool]) -> Band:
    day, minute = at.date(), at.hour * HOUR + at.minute
    free = holidays(day)
    return next(one for one in body.bands if one.fits(day, minute, content, is_holiday=free))


def _next_edge(body: Body, at: datetime) -> datetime:
    minute = at.hour * HOUR + at.minute
    edges = [edge for one in body.bands for edge in (one.starts, one.ends) if edge > minute]
    return at + (min([*edges, 24 * HOUR]) - minute) * MINUTE


def _each(body: Body, stretches: list[Piece]) -> list[tuple[Piece, int]]:
    """Each band rounded up by itself. What is lacking to the first hour goes on in the last band."""
    counted = [(one, _up(one.minutes, body.step_minutes)) for one in stretches]
    lacking = body.first_minutes - sum(minutes for _, minutes in counted)
    if lacking > 0:
        piece, minutes = counted[-1]
        counted[-1] = (piece, minutes + lacking)
    return counted


def _by_step(
    body: Body, begun: datetime, over: datetime, content: Content | None, holidays: Callable[[date], bool],
    stretches: list[Piece],
) -> list[tuple[Piece, int]]:  # fmt: skip
    """Each step belongs to the band in which it begins."""
    minutes = max(_up((over - begun) // MINUTE, body.step_minutes), body.first_minutes)
    counted: list[tuple[Piece, int]] = []
    for step in range(minutes // body.step_minutes):
        at = begun + step * body.step_minutes * MINUTE
        band = band_at(body, at, content, holidays)
        if counted and counted[-1][0].band == band:
            counted[-1] = (counted[-1][0], counted[-1][1] + body.step_minutes)
        else:
            real = next((one for one in stretches if one.band == band and one.ends > at), None)
            counted.append((real or Piece(band, at, body.step_minutes), body.step_minutes))
    return counted


def _line(body: Body, piece: Piece, minutes: int, children: int) -> Line:
    hourly = body.hourly(piece.band, children)
    user, city = hourly.user_yen * minutes // HOUR, hourly.city_yen * minutes // HOUR
    counts = (
        length(minutes)
        if minutes == piece.minutes
        else f"{length(piece.minutes)} → {length(minutes)}と 数えます"
    )
    whom = f"・こども {children}人" if children > 1 else ""
    words = (
        f"{piece.band.name} {_clock(piece.starts)}〜{_clock(piece.ends)}（{counts}{whom}）"
        f"1時間 {format_yen(hourly.user_yen)} → {format_yen(user)}"
    )
    return Line(words, minutes, user, city)


def _clock(at: datetime) -> str:
    return f"{at.hour}:{at.minute:02}"


def _up(minutes: int, step: int) -> int:
    return -(-minutes // step) * step

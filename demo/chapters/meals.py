"""こどもの食事: a fund and its shops as written down, and three months of meals drawn with the rhythm of weeks."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any

import numpy as np

from demo.chapters.school_year import LongHoliday
from demo.days import in_days
from demo.sources import DATA, chance, read_toml
from ibasho.base.kernel.holidays import is_holiday

SATURDAY = 5
PAID_BEFORE = 5  # days before the cut-off day of the next month, so that the last closed month is paid


class Kind(StrEnum):
    """How a child's visit ends: fed, told that the card was used today, or fed while the till was without a network
    (once although the card had been used elsewhere, once with a code nobody knows)."""

    FED = "fed"
    AGAIN = "again"
    DOUBLE = "double"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Visit:
    """`at` is the wall clock in Japan; `card` counts through the cards that schools and places handed out."""

    shop: str
    at: datetime
    card: int
    kind: Kind = Kind.FED


@dataclass(frozen=True, slots=True)
class Pool:
    kind: str
    name: str
    kana: str
    purpose: str
    place: str = ""
    districts: tuple[str, ...] = ()
    share_percent: int = 0
    meals_a_week_max: int = 20
    lasts_until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Shop:
    """`lead` "": nobody of the shop has an account, the city's counter types its paper. Without `started_on` it waits."""

    place: str
    price_yen: int
    meals_a_day: int
    child_menu: str
    smoking: str
    ribbon: bool
    cards: bool
    lead: str = ""
    seats_note: str = ""
    takeout: bool = False
    tax_percent: int = 10
    account_number: str = ""
    holder_kana: str = ""
    invoice_number: str = ""
    started_on: date | None = None
    applied_on: date
    hung: tuple[int, ...] = ()
    used: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Gift:
    """`waiting`: nobody has read its words yet; `promised_only`: the money has not come."""

    on: date
    channel: str
    yen: int
    name: str = ""
    kana: str = ""
    shown: bool = False
    pool: str = ""
    message: str = ""
    donor: str = ""
    words: str = ""
    logo: str = ""
    waiting: bool = False
    promised_only: bool = False
    refund_yen: int = 0
    refund_why: str = ""


@dataclass(frozen=True, slots=True)
class BankLine:
    on: date
    yen: int
    payer: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """`ours`: on show at /demo/ for whoever tries the till."""

    on: date
    given_to: str
    count: int

    @property
    def ours(self) -> bool:
        return "/demo/" in self.given_to


@dataclass(frozen=True, slots=True)
class Thanks:
    on: date
    place: str
    picture: str
    words: str = ""
    waiting: bool = False


@dataclass(frozen=True, slots=True)
class Meals:
    pin: str
    made_on: date
    fund: Mapping[str, Any]
    payer: Mapping[str, str]
    general: Mapping[str, Any]
    pools: tuple[Pool, ...]
    shops: tuple[Shop, ...]
    gifts: tuple[Gift, ...]
    bank_lines: tuple[BankLine, ...]
    sheets: tuple[Sheet, ...]
    thanks: tuple[Thanks, ...]
    first_on: date
    cut_offs: tuple[date, ...]
    visits: tuple[Visit, ...] = field(repr=False)


def build(seed: int, today: date, holidays: Sequence[LongHoliday]) -> Meals:
    """Three whole months of meals up to yesterday, which is the fund's cut-off day: two of them are closed and paid, the
    third can be closed by whoever looks at the demo, on whatever day that is."""
    told = read()
    fund = dict(told["fund"])
    made_on = _day(today, fund.pop("made_in"))
    *cut_offs, before = (_months_before(today - timedelta(days=1), months) for months in range(4))
    first = before + timedelta(days=1)
    fund |= {"cut_off_day": cut_offs[0].day, "pay_day": max(1, cut_offs[0].day - PAID_BEFORE)}
    sheets = tuple(_dated(Sheet, row, today) for row in told["sheet"])
    cards = sum(sheet.count for sheet in sheets if not sheet.ours and sheet.on <= first)
    return Meals(
        pin=told["pin"],
        made_on=made_on,
        fund=fund,
        payer=told["payer"],
        general=_lasting(told["general"], today),
        pools=tuple(_pool(row, today) for row in told["pool"]),
        shops=tuple(_shop(row, today) for row in told["shop"]),
        gifts=tuple(_dated(Gift, row, today) for row in told["gift"]),
        bank_lines=tuple(_dated(BankLine, row, today) for row in told["bank_line"]),
        sheets=sheets,
        thanks=tuple(_dated(Thanks, row, today) for row in told["thanks"]),
        first_on=first,
        cut_offs=tuple(reversed(cut_offs)),
        visits=tuple(_visits(chance(seed, "meals"), first, today, holidays, cards)),
    )


def _months_before(day: date, months: int) -> date:
    """The same day of an earlier month, or its last day."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def read() -> dict[str, Any]:
    return read_toml(DATA / "meals.toml")


def _day(today: date, days: int) -> date:
    return today + timedelta(days=days)


def _dated(of: type[Any], row: dict[str, Any], today: date) -> Any:
    plain = dict(row)
    return of(on=_day(today, plain.pop("in")), **plain)


def _lasting(row: Mapping[str, Any], today: date) -> dict[str, Any]:
    plain = dict(row)
    plain["lasts_until"] = in_days(today, plain.pop("lasts_in", None))
    return plain


def _pool(row: Mapping[str, Any], today: date) -> Pool:
    return Pool(**_lasting(row, today) | {"districts": tuple(row.get("districts", ()))})


def _shop(row: dict[str, Any], today: date) -> Shop:
    plain = dict(row)
    started, applied = plain.pop("started_in", None), plain.pop("applied_in", None)
    plain |= {key: tuple(plain[key]) for key in ("hung", "used") if key in plain}
    return Shop(
        **plain,
        started_on=in_days(today, started),
        applied_on=_day(today, applied if applied is not None else started - 5),
    )


@dataclass(frozen=True, slots=True)
class _Rhythm:
    """When children come to a shop: weekdays it is open (Monday 0), and hours and mean number of children on a school
    day and on any other."""

    shop: str
    weekdays: frozenset[int]
    school: tuple[time, time, float]
    free: tuple[time, time, float]


_RHYTHMS = (
    _Rhythm(
        "yoshoku-hidamari", frozenset({0, 2, 3, 4, 5, 6}), (time(15, 40), time(18, 40), 3.4),
        (time(11, 40), time(17, 30), 4.6),
    ),
    _Rhythm(
        "soba-tsukimi", frozenset({0, 1, 3, 4, 5, 6}), (time(11, 30), time(13, 30), 0.2),
        (time(11, 15), time(13, 40), 3.8),
    ),
)  # fmt: skip
_REST_MORE = 1.3  # in a long holiday more children have no lunch at school


def _visits(
    dice: np.random.Generator, first: date, today: date, holidays: Sequence[LongHoliday], cards: int
) -> Iterator[Visit]:
    """Every day up to today. One card eats once a day; a few try twice, and some evenings the till had no network: once
    with a code nobody knows, on the last day before today on which anybody came."""
    last: Visit | None = None
    for number in range((today - first).days + 1):
        day = first + timedelta(days=number)
        rests = any(each.first <= day <= each.last for each in holidays)
        order = iter(dice.permutation(cards))
        found = [
            Visit(rhythm.shop, at, int(next(order)))
            for rhythm in _RHYTHMS
            if day.weekday() in rhythm.weekdays
            for at in _times(dice, rhythm, day, rests)
        ]
        last = found[0] if found and day < today else last
        yield from sorted([*found, *_odd(found, number)], key=lambda one: (one.at, one.shop))
    if last is not None:
        yield Visit(last.shop, datetime.combine(last.at.date(), time(18, 45)), 0, Kind.UNKNOWN)


def _times(dice: np.random.Generator, rhythm: _Rhythm, day: date, rests: bool) -> list[datetime]:
    school = not rests and day.weekday() < SATURDAY and not is_holiday(day)
    since, until, mean = rhythm.school if school else rhythm.free
    count = int(dice.poisson(mean * (_REST_MORE if rests else 1)))
    begins, ends = datetime.combine(day, since), datetime.combine(day, until)
    minutes = (ends - begins) // timedelta(minutes=1)
    return [begins + timedelta(minutes=int(each)) for each in sorted(dice.integers(0, minutes, count))]


def _odd(found: list[Visit], number: int) -> list[Visit]:
    """△: a card a second time. Offline: a card used here and there."""
    other = {"yoshoku-hidamari": "soba-tsukimi", "soba-tsukimi": "yoshoku-hidamari"}
    if found and number % 17 == 5:
        return [Visit(found[0].shop, found[0].at + timedelta(minutes=50), found[0].card, Kind.AGAIN)]
    both = len({one.shop for one in found}) == len(_RHYTHMS)
    if both and found[0].at.day in (14, 21) and found[0].at.weekday() >= SATURDAY:
        return [Visit(other[found[0].shop], found[0].at + timedelta(minutes=70), found[0].card, Kind.DOUBLE)]
    return []

"""From words to what one text says: which days at which hours, and under which conditions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date

from ibasho.town.places.rules.opening import EVERY_DAY, HolidayRule, IrregularCount, Season
from ibasho.town.places.rules.reading.scanning import scan
from ibasho.town.places.rules.reading.tokens import Hours, Kind, Token


@dataclass(frozen=True, slots=True)
class Part:
    """One phrase about days. `weekly`/`fortnightly`: said so. Neither, and no nth: a bare weekday."""

    weekdays: frozenset[int] = frozenset()
    nth: tuple[int, ...] = ()
    days: tuple[int, ...] = ()
    dates: tuple[date, ...] = ()
    weekly: bool = False
    fortnightly: bool = False
    holiday: HolidayRule | None = None

    @property
    def bare(self) -> bool:
        return not (self.nth or self.days or self.dates or self.weekly or self.fortnightly)


@dataclass(slots=True)
class Block:
    """Days that share their hours. Without parts, the days are those of the rest of the text."""

    parts: list[Part] = field(default_factory=list)
    hours: list[Hours] = field(default_factory=list)
    months: frozenset[int] = frozenset()


@dataclass(slots=True)
class Said:
    """What one text says. `vague`: it says itself that the day is not fixed."""

    text: str
    blocks: list[Block] = field(default_factory=list)
    holiday: HolidayRule = HolidayRule.AS_USUAL
    season: Season = Season.ALWAYS
    valid_from: date | None = None
    valid_until: date | None = None
    anchor: date | None = None
    times: int | None = None
    per: IrregularCount = IrregularCount.UNKNOWN
    every_week: bool = False
    vague: bool = False
    caveats: list[str] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    hour_places: list[tuple[int, int]] = field(default_factory=list)

    @property
    def parts(self) -> list[Part]:
        return [part for block in self.blocks for part in block.parts]

    @property
    def hours(self) -> list[Hours]:
        return [hours for block in self.blocks for hours in block.hours]

    @property
    def about_days(self) -> bool:
        return bool(self.parts or self.per or self.vague or self.every_week or self.season != Season.ALWAYS)

    def without_hours(self) -> str:
        """The text as written, the hours cut out."""
        words, at = "", 0
        for first, stop in self.hour_places:
            words, at = words + self.text[at:first] + " ", stop
        return " ".join((words + self.text[at:]).replace("（）", "").split())


def gather(text: str) -> Said:
    """Read one text. A text never fails; what is not understood stands in `unread`."""
    gatherer = _Gatherer(Said(text))
    for token in scan(text):
        gatherer.take(token)
    return gatherer.finish()


class _Gatherer:
    def __init__(self, said: Said) -> None:
        self.said = said
        self.block = Block()
        self.nth: tuple[int, ...] = ()
        self.weekly = self.fortnightly = self.late_months = self.conditioned = False
        said.blocks.append(self.block)
        self._by_kind: dict[Kind, Callable[[Token], None]] = {
            Kind.NTH: self._nth,
            Kind.WEEKDAYS: self._weekdays,
            Kind.EVERY_WEEK: self._every_week,
            Kind.FORTNIGHT: self._fortnight,
            Kind.MONTH_DAYS: lambda token: self._part(Part(days=token.numbers)),
            Kind.DATES: lambda token: self._part(Part(dates=tuple(day for day in token.dates if day))),
            Kind.SPAN: self._span,
            Kind.ANCHOR: self._anchor,
            Kind.MONTHS: self._months,
            Kind.HOURS: self._hours,
            Kind.COUNT: self._count,
            Kind.IRREGULAR: self._vague,
            Kind.NOT_WEEKLY: lambda token: None,
            Kind.HOLIDAY: self._holiday,
            Kind.SEASON: self._season,
            Kind.EITHER: self._vague,
            Kind.CAVEAT: lambda token: said.caveats.append(self._words(token)),
            Kind.UNREAD: lambda token: said.unread.append(self._words(token)),
        }

    def take(self, token: Token) -> None:
        self._by_kind[token.kind](token)

    def finish(self) -> Said:
        self._leave_nth()
        self._spread_every_week()
        self._share_leading_hours()
        self.said.blocks = [b for b in self.said.blocks if b.parts or b.hours or b.months]
        return self.said

    def _words(self, token: Token) -> str:
        return self.said.text[token.first : token.stop].strip()

    def _nth(self, token: Token) -> None:
        before = self.block.parts[-1:]
        if before and before[0].bare and not self.block.hours:  # 土曜日（第2・4）
            self.block.parts[-1] = replace(before[0], nth=token.numbers)
            self.said.vague |= len(before[0].weekdays) > 1
            return
        self._leave_nth()
        self._new_block_if(bool(self.block.hours))
        self.nth, self.weekly, self.fortnightly = token.numbers, False, False

    def _leave_nth(self) -> None:
        """「毎月第3」: the weekday stands in another cell."""
        if self.nth:
            self.block.parts.append(Part(nth=self.nth))
            self.nth = ()

    def _weekdays(self, token: Token) -> None:
        days = frozenset(token.numbers)
        if self.nth:  # 「第2火・木」 may mean every Thursday, or the second: not to be known
            self.said.vague |= len(days) > 1
            part, self.nth = Part(days, nth=self.nth), ()
            self._part(part)
            return
        holiday = HolidayRule.CLOSED if token.name == "workdays" else None
        weekly = self.weekly or (bool(token.name) and not self.fortnightly)
        self._part(Part(days, weekly=weekly, fortnightly=self.fortnightly, holiday=holiday))

    def _part(self, part: Part) -> None:
        self._leave_nth()
        self._new_block_if(bool(self.block.hours))
        self.said.vague |= self.late_months  # 「毎週土曜、4月～10月は日曜」
        self.said.vague |= (
            self.conditioned
        )  # 「水曜（長期休業は休み）、土曜（祝日は休み）」: whose condition?
        self.block.parts.append(part)

    def _new_block_if(self, needed: bool) -> None:
        if needed:
            self.block = Block(months=self.block.months)
            self.said.blocks.append(self.block)
            self.late_months = False

    def _every_week(self, _token: Token) -> None:
        self.weekly, self.fortnightly, self.said.every_week = True, False, True

    def _fortnight(self, _token: Token) -> None:
        self.weekly, self.fortnightly = False, True

    def _condition(self) -> None:
        """A condition behind days belongs to them, or to all: open as soon as more days follow."""
        self.conditioned |= bool(self.said.parts)

    def _span(self, token: Token) -> None:
        self._condition()
        self.said.valid_from, self.said.valid_until = token.dates

    def _anchor(self, token: Token) -> None:
        self.said.anchor = token.dates[0]

    def _months(self, token: Token) -> None:
        self._new_block_if(bool(self.block.hours or (self.block.months and self.block.parts)))
        self.block.months = frozenset(token.numbers)
        self.late_months = bool(self.block.parts)

    def _hours(self, token: Token) -> None:
        self._leave_nth()
        self.block.hours.append(token.hours)
        self.said.hour_places.append((token.first, token.stop))

    def _count(self, token: Token) -> None:
        self.said.per = IrregularCount(token.name)
        self.said.times = token.numbers[0] if token.numbers else None

    def _vague(self, _token: Token) -> None:
        self.said.vague = True

    def _holiday(self, token: Token) -> None:
        if token.name not in ("either", HolidayRule.ALSO):
            self._condition()
            self.said.holiday = HolidayRule(token.name)
            return
        self.said.vague |= token.name == "either"
        if self.block.parts:
            self.block.parts = [replace(part, holiday=HolidayRule.ALSO) for part in self.block.parts]
        else:
            self._part(Part(EVERY_DAY, weekly=True, holiday=HolidayRule.ONLY))

    def _season(self, token: Token) -> None:
        self._condition()
        self.said.season = Season(token.name)

    def _spread_every_week(self) -> None:
        """「火・木 毎週」: the word may stand behind the days."""
        if self.said.every_week and not any(part.nth for part in self.said.parts):
            for block in self.said.blocks:
                block.parts = [replace(part, weekly=True) if part.bare else part for part in block.parts]

    def _share_leading_hours(self) -> None:
        """「15:00～17:00 毎週火・木」: hours said first belong to the days behind them."""
        first, *rest = self.said.blocks
        if rest and not first.parts and not first.months and not any(block.hours for block in rest):
            for block in rest:
                block.hours = first.hours
            self.said.blocks = rest

"""Versions of a room's week: one follows another, what is published is never edited. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from ibasho.base.kernel.errors import Conflict, Invalid
from ibasho.base.kernel.holidays import is_holiday
from ibasho.rooms.openhouse.rules.faces import Drawn, Stretch, Wish, stretches, wishes

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Version:
    """The week of one room from `starts_on` to `ends_on` (inclusive, None: until further notice)."""

    starts_on: date
    ends_on: date | None
    faces: tuple[Drawn, ...]
    on_holidays: bool = False
    key: int = 0
    title: str = ""

    def holds_on(self, day: date) -> bool:
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)

    def faces_on(self, day: date) -> list[Drawn]:
        """What the room is on a day, in order; nothing on a public holiday unless the version says otherwise."""
        if not self.holds_on(day) or (is_holiday(day) and not self.on_holidays):
            return []
        return sorted((one for one in self.faces if one.weekday == day.weekday()), key=lambda one: one.starts)


@dataclass(frozen=True, slots=True)
class Period:
    """From `first` to `last` (None: without end) children may come in `stretches`; on public holidays in
    `on_holidays` alone."""

    first: date
    last: date | None
    stretches: tuple[Stretch, ...]
    on_holidays: tuple[Stretch, ...]
    wishes: tuple[Wish, ...]

    def says_the_same(self, other: Period) -> bool:
        return replace(other, first=self.first, last=self.last) == self


def check_draft(starts_on: date, ends_on: date | None) -> None:
    if ends_on is not None and ends_on < starts_on:
        raise _refusal(
            "backwards", "ends_on", "おわりの日が、はじまりの日より 前です。日付を たしかめてください。"
        )


def check_publishable(new: Version, *, today: date) -> None:
    """Raises Invalid for an empty week, a beginning in the past, or an end before it."""
    check_draft(new.starts_on, new.ends_on)
    if not new.faces:
        raise _refusal(
            "empty",
            "",
            "あける 時間が 1つも ありません。「時間の顔を 足す」で 入れてから、もう一度 決めてください。",
        )
    if new.starts_on < today:
        raise _refusal(
            "past", "starts_on", "はじまりの日が もう すぎています。きょうか、あとの日に なおしてください。"
        )


def check_withdrawable(starts_on: date, *, today: date) -> None:
    if starts_on <= today:
        raise Conflict(
            "version.begun",
            "この版は もう はじまっています。とりやめる かわりに、新しい版を つくって つづけてください。",
        )


def followed(standing: Sequence[Version], new: Version) -> list[Version]:
    """The published versions of a room with `new` among them: the one in force when it begins ends the day before.
    Raises Conflict where another begins while `new` holds."""
    found = []
    for one in standing:
        if not _overlap(one, new):
            found.append(one)
        elif one.starts_on < new.starts_on:
            found.append(replace(one, ends_on=new.starts_on - DAY))
        else:
            raise Conflict(
                "version.follows",
                f"「{one.title}」が {one.starts_on:%Y-%m-%d} から もう 決まっています。さきに それを とりやめるか、"
                "この版の おわりの日を その前に してください。",
                fields={"ends_on": "つぎの版の 前の日までに してください。"},
            )
    return [*found, new]


def periods(versions: Iterable[Version]) -> list[Period]:
    """The days ruled by versions of any rooms, cut wherever one begins or ends; neighbours that say the same joined."""
    known = list(versions)
    found: list[Period] = []
    edges = sorted({edge for one in known for edge in _edges(one)})
    for number, first in enumerate(edges):
        last = edges[number + 1] - DAY if number + 1 < len(edges) else None
        ours = [one for one in known if one.holds_on(first)]
        if ours:
            _follow(found, _period(first, last, ours))
    return found


def _period(first: date, last: date | None, versions: Sequence[Version]) -> Period:
    every = [face for one in versions for face in one.faces]
    rest = [face for one in versions if one.on_holidays for face in one.faces]
    return Period(first, last, stretches(every), stretches(rest), wishes(every))


def _follow(found: list[Period], one: Period) -> None:
    before = found[-1] if found else None
    if before and before.last is not None and before.last + DAY == one.first and before.says_the_same(one):
        found[-1] = replace(before, last=one.last)
    else:
        found.append(one)


def _edges(one: Version) -> Iterator[date]:
    yield one.starts_on
    if one.ends_on is not None:
        yield one.ends_on + DAY


def _overlap(one: Version, other: Version) -> bool:
    return (one.ends_on is None or other.starts_on <= one.ends_on) and (
        other.ends_on is None or one.starts_on <= other.ends_on
    )


def _refusal(code: str, field: str, sentence: str) -> Invalid:
    return Invalid(f"version.{code}", sentence, fields={field: sentence} if field else {})

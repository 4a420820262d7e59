"""ファミリーサポート: a centre, who helps and who asks, the ten requests of the coming week and the weeks gone by."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any

from demo.chapters.geography import Geography
from demo.days import WEEKDAYS
from demo.plane import Plane, Point
from demo.sources import DATA, chance, read_toml

DAY = timedelta(days=1)
AROUND_KM = 0.5  # a home lies so far from its school at most


@dataclass(frozen=True, slots=True)
class Hours:
    """One stretch of a week (0 = Monday) with what its owner wishes for it."""

    weekday: int
    starts: time
    ends: time
    contents: tuple[str, ...] = ()
    sex: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Provider:
    code: str
    name: str
    district: str
    home: Point
    hours: tuple[Hours, ...]
    travels: tuple[str, ...]
    car_seats: tuple[str, ...] = ()
    skills: tuple[str, ...] = ()
    week_max: int = 3
    words: str = ""
    lapsed: bool = False
    account: str = ""


@dataclass(frozen=True, slots=True)
class Child:
    call_name: str
    born_on: date
    sex: str = ""
    school: str = ""
    needs: tuple[str, ...] = ()
    care_words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class User:
    code: str
    name: str
    district: str
    home: Point
    children: tuple[Child, ...]
    account: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """`weekdays` empty: once. `helper`: who did it; `unmet`: why nobody could, `ended` how that ended by turns; neither: it is open."""

    user: str
    child: str
    content: str
    where: str
    from_on: date
    until_on: date
    weekdays: tuple[int, ...]
    starts: time
    ends: time
    from_words: str = ""
    needs_car: bool = False
    helper: str = ""
    unmet: str = ""
    ended: tuple[str, ...] = ()

    def days(self) -> Iterator[date]:
        day = self.from_on
        while day <= self.until_on:
            if not self.weekdays or day.weekday() in self.weekdays:
                yield day
            day += DAY


@dataclass(frozen=True, slots=True)
class FamilySupport:
    """`week` is the Monday of the week that is being arranged: the coming one."""

    centre: dict[str, str]
    providers: tuple[Provider, ...]
    users: tuple[User, ...]
    open: tuple[Asked, ...]
    past: tuple[Asked, ...]
    week: date
    today: date


def build(seed: int, geography: Geography, today: date) -> FamilySupport:
    told = read_toml(DATA / "familysupport.toml")
    homes = _Homes(seed, geography)
    week = today + (7 - today.weekday()) * DAY
    return FamilySupport(
        centre=told["centre"],
        providers=tuple(_provider(row, homes) for row in told["provider"]),
        users=tuple(_user(row, homes, today) for row in told["user"]),
        open=tuple(_asked(row, week, week + 6 * DAY) for row in told["request"]),
        past=tuple(
            _asked(row, week - (row["weeks"] + 1) * 7 * DAY, week - 7 * DAY - DAY) for row in told["past"]
        ),
        week=week,
        today=today,
    )


class _Homes:
    """A spot for each name, near the school of its district, drawn for it alone."""

    def __init__(self, seed: int, geography: Geography) -> None:
        self.seed = seed
        self.plane = Plane(geography.centre.lat, geography.centre.lng)
        self.schools = {
            school.districts[0]: school.point for school in geography.schools if school.kind == "elementary"
        }

    def of(self, code: str, district: str) -> Point:
        away = chance(self.seed, f"support {code}").uniform(-AROUND_KM, AROUND_KM, 2)
        x, y = self.plane.km_of(self.schools[district]) + away
        return self.plane.point(float(x), float(y))


def _provider(row: dict[str, Any], homes: _Homes) -> Provider:
    lists: dict[str, Any] = {key: tuple(row.get(key, ())) for key in ("travels", "car_seats", "skills")}
    plain = {
        key: row[key]
        for key in ("code", "name", "district", "week_max", "words", "lapsed", "account")
        if key in row
    }
    hours = tuple(one for words in row["hours"] for one in _hours(words))
    return Provider(**plain, **lists, home=homes.of(row["code"], row["district"]), hours=hours)


def _hours(words: str) -> Iterator[Hours]:
    days, span, *wishes = words.split()
    starts, ends = _span(span)
    sex = next((wish for wish in wishes if wish in ("girl", "boy")), "")
    contents = tuple(one for wish in wishes if wish != sex for one in wish.split(","))
    for letter in days:
        yield Hours(WEEKDAYS.index(letter), starts, ends, contents, sex)


def _span(words: str) -> tuple[time, time]:
    starts, _, ends = words.partition("-")
    return time.fromisoformat(starts), time.fromisoformat(ends)


def _user(row: dict[str, Any], homes: _Homes, today: date) -> User:
    plain = {key: row[key] for key in ("code", "name", "district", "account") if key in row}
    return User(
        **plain,
        home=homes.of(row["code"], row["district"]),
        children=tuple(_child(one, today) for one in row["children"]),
    )


def _child(row: dict[str, Any], today: date) -> Child:
    """Born in June of its year: no child has its birthday on the day of the demo twice."""
    born_on = date(today.year - row["age"] - (today.month < 6), 6, 15)
    return Child(
        row["call_name"], born_on, row.get("sex", ""), row.get("school", ""), tuple(row.get("needs", ())),
        row.get("care_words", ""),
    )  # fmt: skip


def _asked(row: dict[str, Any], first: date, last: date) -> Asked:
    starts, ends = _span(row["hours"])
    once = row.get("once")
    from_on = first + WEEKDAYS.index(once) * DAY if once else first
    return Asked(
        user=row["user"], child=row.get("child", ""), content=row["content"], where=row["where"], from_on=from_on,
        until_on=from_on if once else last,
        weekdays=() if once else tuple(WEEKDAYS.index(letter) for letter in row["days"]), starts=starts, ends=ends,
        from_words=row.get("from_words", ""), needs_car=row.get("needs_car", False), helper=row.get("helper", ""),
        unmet=row.get("unmet", ""), ended=tuple(row.get("ended", ())),
    )  # fmt: skip

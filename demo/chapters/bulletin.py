"""What みほん市 tells its children: schools and what they hand out, 活動だより, notices, who wants to hear of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from random import Random
from typing import Any

from demo import days
from demo.chapters.geography import Geography
from demo.sources import DATA, read_toml

SIZES = {4: (18, 540), 3: (12, 340), 2: (8, 190), 1: (6, 74)}  # classes and children of a school by density
APPS = ("れんらくアプリ みほん", "学校メール便", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class School:
    """`app`: what the school writes to parents with; empty where nobody has asked yet."""

    name: str
    kana: str
    kind: str
    district: str
    classes: int
    copies: int
    app: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Handout:
    """`month`: its first day. `silent`: districts whose school has said nothing yet."""

    title: str
    words: str
    paper: str
    month: date
    hand_on: date
    asked_on: date
    consent: str
    silent: tuple[str, ...]
    consent_on: date | None = None
    consent_words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    place: str
    by: str
    title: str
    words: str
    on: date
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    kind: str
    title: str
    words: str
    path: str
    on: date
    sent: bool
    districts: tuple[str, ...] = ()
    stages: tuple[str, ...] = ()
    wishes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscriber:
    email: str
    districts: tuple[str, ...] = ()
    stages: tuple[str, ...] = ()
    wishes: tuple[str, ...] = ()
    language: str = "ja"


@dataclass(frozen=True, slots=True)
class Bulletin:
    """`opened`: how often the QR of a district's paper was opened on each of the last days, the newest last."""

    schools: tuple[School, ...]
    handouts: tuple[Handout, ...]
    stories: tuple[Story, ...]
    notices: tuple[Notice, ...]
    subscribers: tuple[Subscriber, ...]
    opened: Mapping[str, tuple[int, ...]]


def build(seed: int, land: Geography, today: date) -> Bulletin:
    told = read_toml(DATA / "bulletin.toml")
    chance = Random(f"{seed}:bulletin")  # noqa: S311 - the same city each time, nothing secret
    return Bulletin(
        schools=(*_primary(land, chance), *(School(**row) for row in told["school"])),
        handouts=tuple(_handout(row, today) for row in told["handout"]),
        stories=tuple(_story(row, today) for row in told["story"]),
        notices=tuple(Notice(**days.dated(row, today)) for row in told["notice"]),
        subscribers=tuple(Subscriber(**days.dated(row, today)) for row in told["subscriber"]),
        opened={one.code: _opened(one.density, chance) for one in land.districts},
    )


def _primary(land: Geography, chance: Random) -> list[School]:
    return [
        School(
            name=f"{one.name}小学校", kana=f"{one.kana}しょうがっこう", kind="primary", district=one.code,
            classes=SIZES[one.density][0], copies=SIZES[one.density][1] + chance.randrange(-9, 10),
            app=chance.choice(APPS),
        )
        for one in land.districts
    ]  # fmt: skip


def _handout(row: Mapping[str, Any], today: date) -> Handout:
    told = days.dated(row, today)
    months = today.year * 12 + today.month - 1 + told.pop("months")
    return Handout(**told, month=date(months // 12, months % 12 + 1, 1))


def _opened(density: int, chance: Random) -> tuple[int, ...]:
    """Most on the days after the paper came home."""
    return tuple(max(0, round(density * 6 / (1 + day) + chance.gauss(0, 1.2))) for day in range(9))


def _story(row: Mapping[str, Any], today: date) -> Story:
    when = {"on": days.week_day(today, row["when"])} if "when" in row else {}
    plain = {name: value for name, value in row.items() if name != "when"}
    return Story(**{**days.dated(plain, today), **when})

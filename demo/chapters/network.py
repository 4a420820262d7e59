"""Who works together in みほん市: groups and what was said with them, 交流会, start-ups, supporters, grants."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from typing import Any

from demo import days
from demo.sources import DATA, read_toml


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """`csw`: the CSW keeps in touch, otherwise the city's officer."""

    organisation: str
    does: str
    began_on: date
    heads: int
    csw: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Somebody:
    organisation: str
    name: str
    duty: str
    phone: str
    call_first: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    organisation: str
    by: str
    how: str
    spoke_with: str
    words: str
    on: date
    next_words: str = ""
    next_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    organisation: str
    kind: str
    title: str
    starts_on: date
    ends_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Insurance:
    organisation: str
    name: str
    insurer: str
    covers: tuple[str, ...]
    starts_on: date
    ends_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Hygiene:
    organisation: str
    place: str
    standing: str
    manager: str
    number: str = ""
    consulted_on: date | None = None
    ends_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    organisation: str
    by: str
    how: str
    on: date
    answers: dict[str, str]
    issues: dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Todo:
    organisation: str
    words: str
    due_on: date
    done: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """`came`: group → heads, of a meeting that was; `invited` and `answers`: of one to come."""

    title: str
    aim: str
    on: date
    starts: time
    ends: time
    venue: str
    came: dict[str, int] = field(default_factory=dict)
    minutes: str = ""
    decisions: tuple[str, ...] = ()
    todo: tuple[Todo, ...] = ()
    invited: tuple[str, ...] = ()
    answers: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """A 交流会 as a publication tells it: a day and how many groups came, or only about when."""

    round: int
    title: str
    on: date | None = None
    groups: int | None = None
    month_words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    source: str
    nendo: int
    round: tuple[Round, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lend:
    organisation: str
    by: str
    kind: str
    name: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Borrow:
    item: str
    organisation: str
    by: str
    count: int
    on: date
    days: int
    words: str
    agreed_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Startup:
    """`done` and `doing`: steps. `stalled_on`: since when nothing has moved."""

    name: str
    starter: str
    phone: str
    wish: str
    kind: str
    asked_on: date
    done: tuple[str, ...]
    doing: tuple[str, ...]
    first_on: date
    organisation: str = ""
    place: str = ""
    district: str = ""
    stalled_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Supporter:
    organisation: str
    by: str
    words: str
    goals: tuple[int, ...]
    member: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """`meets`: the title of the want it was brought together with, and what that became."""

    organisation: str
    by: str
    direction: str
    resource: str
    title: str
    words: str
    amount_words: str
    where_words: str
    meets: str = ""
    became: str = ""
    children: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    code: str
    name: str
    giver: str
    words: str
    for_words: str
    yen_max: int
    opens_on: date
    closes_on: date
    report_words: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    grant: str
    organisation: str
    by: str
    asked: int
    given: int
    applied_on: date
    decided_on: date
    report_on: date


@dataclass(frozen=True, slots=True)
class Network:
    profiles: tuple[Profile, ...]
    people: tuple[Somebody, ...]
    contacts: tuple[Contact, ...]
    agreements: tuple[Agreement, ...]
    insurances: tuple[Insurance, ...]
    hygiene: tuple[Hygiene, ...]
    sheets: tuple[Sheet, ...]
    published: Published
    meetings: tuple[Meeting, ...]
    lends: tuple[Lend, ...]
    borrows: tuple[Borrow, ...]
    startups: tuple[Startup, ...]
    supporters: tuple[Supporter, ...]
    notices: tuple[Notice, ...]
    grants: tuple[Grant, ...]
    uses: tuple[Use, ...]


_LISTS: dict[str, tuple[str, type[Any]]] = {
    "profiles": ("profile", Profile), "people": ("person", Somebody), "contacts": ("contact", Contact),
    "agreements": ("agreement", Agreement), "insurances": ("insurance", Insurance), "hygiene": ("hygiene", Hygiene),
    "sheets": ("sheet", Sheet), "lends": ("lend", Lend), "borrows": ("borrow", Borrow), "startups": ("startup", Startup),
    "supporters": ("supporter", Supporter), "notices": ("notice", Notice), "grants": ("grant", Grant), "uses": ("use", Use),
}  # fmt: skip


def build(today: date) -> Network:
    told = read_toml(DATA / "network.toml")
    rows = {
        name: tuple(made(**days.dated(row, today)) for row in told[key])
        for name, (key, made) in _LISTS.items()
    }
    meetings = tuple(_meeting(row, today) for row in told["meeting"])
    return Network(**rows, published=_published(told["meeting_2024"]), meetings=meetings)


def published() -> Published:
    """R6's rounds as the plan's slides say them."""
    return _published(read_toml(DATA / "network.toml")["meeting_2024"])


def _published(told: Mapping[str, Any]) -> Published:
    return Published(**{**told, "round": tuple(Round(**row) for row in told["round"])})


def _meeting(row: Mapping[str, Any], today: date) -> Meeting:
    told = {**days.dated(row, today), "on": days.week_day(today, row["day"])}
    del told["day"]
    todos = tuple(Todo(**days.dated(one, today)) for one in row.get("todo", ()))
    hours = {name: days.clock(row[name]) for name in ("starts", "ends")}
    return Meeting(**{**told, **hours, "todo": todos})

"""Forty places of every kind, with every kind of opening rule. Written by hand; only where they stand is drawn."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from math import cos, pi, sin
from typing import Any

from demo.chapters.geography import Geography, Town
from demo.chapters.people import Organisation
from demo.days import clock, in_days, week_day, week_days, weekdays
from demo.plane import Plane, Point
from demo.sources import DATA, chance, read_toml
from ibasho.town.places.rules.opening import (
    Closure,
    HolidayRule,
    IrregularCount,
    Opening,
    Pattern,
    Season,
)

FROM_TOWN_KM = 0.17
OUTSIDE_KM = (12.5, 3.0)


@dataclass(frozen=True, slots=True)
class Fees:
    """Yen per visit for 幼児, 小, 中, 高, 大人; None is not known."""

    infant: int | None = None
    elementary: int | None = None
    junior: int | None = None
    high: int | None = None
    adult: int | None = None


@dataclass(frozen=True, slots=True)
class Pause:
    """休止中: since, until (None: open end) and why."""

    since: date
    until: date | None
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Codes are those of town.places.rules (kinds, features) and town.areas.stages; names of fields those of
    the table `Place` where it has them. None or "" is not known.

    `restricted_schools` are codes of schools (`restricted_to` says it in words); such a place is never shown as
    open to all. `alone_from`: the youngest stage that may come alone. `state`: published, paused, pending.
    `openings` may be empty: 「時間は まだ わかりません」. `verified_by`: operator or desk. `ribbon`: a
    フードリボン shop.
    """

    code: str
    name: str
    kana: str
    kind: str
    organisation: str
    description: str
    phone: str
    address: str
    district: str
    town: str
    point: Point | None
    outside: bool
    everyone: bool | None = None
    stages: tuple[str, ...] = ()
    alone_from: str = ""
    adult_needed: bool | None = None
    audience_note: str = ""
    restricted: bool = False
    restricted_schools: tuple[str, ...] = ()
    restricted_to: str = ""
    age_min: int | None = None
    age_max: int | None = None
    months_note: str = ""
    people_note: str = ""
    school_hours: bool | None = None
    fees: Fees = Fees()
    fee_note: str = ""
    booking: str = ""
    booking_note: str = ""
    capacity: int | None = None
    allergy: str = ""
    allergy_note: str = ""
    features: tuple[str, ...] = ()
    accessibility: tuple[str, ...] = ()
    ribbon: bool = False
    openings: tuple[Opening, ...] = ()
    closures: tuple[Closure, ...] = ()
    verified_on: date | None = None
    verified_by: str = ""
    state: str = "published"
    pause: Pause | None = None


def build(
    seed: int, today: date, geography: Geography, organisations: tuple[Organisation, ...]
) -> tuple[Place, ...]:
    rows = [row for path in sorted((DATA / "places").glob("*.toml")) for row in read_toml(path)["place"]]
    towns = {town.name: town for town in geography.towns}
    phones = {organisation.code: organisation.phone for organisation in organisations}
    return tuple(
        Place(
            **_where(seed, row, towns.get(row.get("town", "")), geography),
            **_said(row),
            **_when(row, today),
            phone=phones[row["organisation"]],
        )
        for row in rows
    )


def _said(row: dict[str, Any]) -> dict[str, Any]:
    """What the row says as it stands, lists made into tuples."""
    elsewhere = {"town", "district", "position", "opening", "closure", "paused", "verified_in"}
    said = {key: tuple(value) if isinstance(value, list) else value for key, value in row.items()}
    said["fees"] = Fees(**row.get("fees", {}))
    return {key: value for key, value in said.items() if key not in elsewhere}


def _where(seed: int, row: dict[str, Any], town: Town | None, geography: Geography) -> dict[str, Any]:
    """A spot near the town's middle, drawn for this place alone; or none, or beyond the boundary."""
    rng = chance(seed, f"place {row['code']}")
    plane = Plane(geography.centre.lat, geography.centre.lng)
    if town is None:
        outside = row["position"] == "outside"
        return {
            "town": "",
            "district": row.get("district", ""),
            "point": plane.point(*OUTSIDE_KM) if outside else None,
            "outside": outside,
            "address": "市外（となりの町）" if outside else "",
        }
    far, turn = FROM_TOWN_KM * rng.uniform(0.2, 1), rng.uniform(0, 2 * pi)
    x, y = plane.km_of(town.point)
    return {
        "town": town.name,
        "district": town.district,
        "point": plane.point(x + far * cos(turn), y + far * sin(turn)),
        "outside": False,
        "address": f"{geography.name}{town.name}{rng.integers(1, 400)}番地の{rng.integers(1, 9)}",
    }


def _when(row: dict[str, Any], today: date) -> dict[str, Any]:
    paused = row.get("paused")
    return {
        "openings": tuple(_opening(rule, today) for rule in row.get("opening", ())),
        "closures": tuple(
            Closure(*_both_ends(closure, today), closure["reason"]) for closure in row.get("closure", ())
        ),
        "verified_on": in_days(today, row.get("verified_in")),
        "pause": paused and Pause(*_since_until(paused, today), paused["reason"]),
    }


def _both_ends(closure: dict[str, Any], today: date) -> tuple[Any, Any]:
    return in_days(today, closure["first_in"]), in_days(today, closure["last_in"])


def _since_until(paused: dict[str, Any], today: date) -> tuple[Any, Any]:
    return in_days(today, paused["since_in"]), in_days(today, paused.get("until_in"))


def _opening(rule: dict[str, Any], today: date) -> Opening:
    return Opening(
        pattern=Pattern(rule["pattern"]),
        weekdays=weekdays(rule.get("days", "")),
        nth=tuple(rule.get("nth", ())),
        days_of_month=tuple(rule.get("days_of_month", ())),
        dates=week_days(today, rule.get("dates", ())),
        anchor=week_day(today, rule["anchor"]) if "anchor" in rule else None,
        starts=clock(rule.get("starts")),
        ends=clock(rule.get("ends")),
        season=Season(rule.get("season", "always")),
        holiday=HolidayRule(rule.get("holiday", "as_usual")),
        months=frozenset(rule.get("months", ())),
        valid_from=in_days(today, rule.get("valid_from_in")),
        valid_until=in_days(today, rule.get("valid_until_in")),
        times=rule.get("times"),
        per=IrregularCount(rule.get("per", "")),
        words=rule.get("words", ""),
    )

"""A plan as the world feels it: places that open, visits to blank cells, more shops, pools and hand-outs. From a TOML file."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ibasho.base.kernel.geo import haversine_m
from ibasho.town.areas.rules.paces import DEFAULT_PACES, DETOUR
from ibasho.town.areas.stages import Stage
from ibasho.town.places.rules.kinds import PlaceKind
from rehearsal.ground import STAGES, Ground, Spot, stage_of, weekly, with_spots
from rehearsal.year import OPEN_DAYS_MIN

WEEKDAYS = "月火水木金土日"
SCHOOL_AGES = range(6, 18)
FOLDER = Path(__file__).with_name("plans")
SHOP_HOURS = (time(11), time(20))


class PlanError(ValueError):
    """What is wrong with the file, in one line."""


@dataclass(frozen=True, slots=True)
class Plan:
    """`informed`: share of school districts whose homes get hand-outs; `tickets`: how many times as many as now."""

    code: str
    title: str
    words: str
    opens: tuple[Mapping[str, Any], ...]
    visits: Mapping[str, Any]
    shops: Mapping[str, Any]
    informed: float
    tickets: float


@dataclass(frozen=True, slots=True)
class Changed:
    """The ground with the plan's places on it, and what the world is told of hand-outs and tickets."""

    ground: Ground
    informed: float
    tickets: float


KNOWN = {"code", "title", "words", "open", "visits", "shops", "handouts", "tickets"}


def read(path: Path) -> Plan:
    """Raises PlanError."""
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise PlanError(f"{path}: {error}") from error
    if missing := {"code", "title", "words"} - set(told):
        raise PlanError(f"{path}: {'、'.join(sorted(missing))} が ありません")
    if more := set(told) - KNOWN:
        raise PlanError(f"{path}: 知らないものが あります：{'、'.join(sorted(more))}")
    return Plan(
        code=told["code"], title=told["title"], words=told["words"], opens=tuple(told.get("open", ())),
        visits=told.get("visits", {}), shops=told.get("shops", {}), informed=float(told.get("handouts", 0.0)),
        tickets=float(told.get("tickets", 1.0)),
    )  # fmt: skip


def applied(plan: Plan, ground: Ground) -> Changed:
    with_places = with_spots(ground, [_opened(row, ground) for row in plan.opens])
    with_visits = with_spots(with_places, _visits(plan.visits, with_places))
    return Changed(with_spots(with_visits, _shops(plan.shops, with_visits)), plan.informed, plan.tickets)


def _opened(row: Mapping[str, Any], ground: Ground) -> Spot:
    """A place beside a known one, open on weekdays; it stands beside it and adds to its hours."""
    beside = next((spot for spot in ground.spots if spot.name == row["beside"]), None)
    if beside is None:
        raise PlanError(f"知らない 居場所です：{row['beside']}")
    days = [WEEKDAYS.index(letter) for letter in row["days"]]
    hours = weekly(ground, days, (time.fromisoformat(row["starts"]), time.fromisoformat(row["ends"])))
    stages = frozenset(row.get("stages", [stage.value for stage in STAGES]))
    kind = row.get("kind", PlaceKind.OPEN_SPACE.value)
    return Spot(
        row["name"],
        kind,
        beside.lat + row.get("north", 0.0),
        beside.lng + row.get("east", 0.0),
        stages,
        hours,
        new=True,
    )


def _visits(told: Mapping[str, Any], ground: Ground) -> list[Spot]:
    """A square that comes to the blank cells with most children: `cells` of them, `a_week` stops shared among them in turn."""
    if not told:
        return []
    days = [WEEKDAYS.index(letter) for letter in told["days"]]
    hours = (time.fromisoformat(told["starts"]), time.fromisoformat(told["ends"]))
    stops = weekly(ground, days, hours)
    cells = blank_cells(ground, Stage.UPPER)[: told["cells"]]
    everyone = frozenset(stage.value for stage in STAGES)
    return [
        Spot(
            f"出張 {number + 1}", PlaceKind.MOBILE.value, float(ground.lat[cell]), float(ground.lng[cell]), everyone,
            {day: when for turn, (day, when) in enumerate(sorted(stops.items())) if turn % len(cells) == number}, new=True,
        )
        for number, cell in enumerate(cells.tolist())
    ]  # fmt: skip


def _shops(told: Mapping[str, Any], ground: Ground) -> list[Spot]:
    """Where most school children live who have no shop within their walk, one after the other."""
    weight = ground.by_age[:, SCHOOL_AGES.start :].sum(axis=1).astype(float)
    pace = DEFAULT_PACES[Stage.UPPER]
    near = _near(ground, [spot for spot in ground.spots if spot.is_shop], pace.minutes_max)
    open_on = weekly(ground, [WEEKDAYS.index(one) for one in told.get("days", "月火水木金土")], SHOP_HOURS)
    ages = frozenset(stage.value for stage in STAGES[1:])
    found: list[Spot] = []
    for number in range(told.get("count", 0)):
        cell = int(np.argmax(np.where(near, weight * 0.05, weight)))
        spot = Spot(
            f"あたらしい お店 {number + 1}", PlaceKind.PARTNER_SHOP.value, float(ground.lat[cell]), float(ground.lng[cell]),
            ages, open_on, meals_a_day=told.get("meals_a_day", 8), new=True,
        )  # fmt: skip
        found.append(spot)
        near |= _near(ground, [spot], pace.minutes_max)
        weight[cell] = 0
    return found


def blank_cells(ground: Ground, stage: Stage) -> NDArray[np.int64]:
    """Cells from which this stage walks to no place that stands open about weekly; most children first."""
    pace = DEFAULT_PACES[stage]
    spots = [
        spot
        for spot in ground.spots
        if stage.value in spot.stages and len(spot.hours) >= OPEN_DAYS_MIN and not spot.is_shop
    ]
    children = ground.by_age[:, stage_of(np.arange(18)) == STAGES.index(stage)].sum(axis=1)
    blank = np.flatnonzero(~_near(ground, spots, pace.minutes_max))
    order: NDArray[np.int64] = blank[np.argsort(-children[blank], kind="stable")]
    return order


def _near(ground: Ground, spots: list[Spot], minutes: int) -> NDArray[np.bool_]:
    """Cells within a walk of any of the spots, at the pace of the older half of primary school."""
    metres = DEFAULT_PACES[Stage.UPPER].metres_per_minute * minutes / DETOUR
    return np.array(
        [
            any(haversine_m(lat, lng, spot.lat, spot.lng) <= metres for spot in spots)
            for lat, lng in zip(ground.lat.tolist(), ground.lng.tolist(), strict=True)
        ]
    )

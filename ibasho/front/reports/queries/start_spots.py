"""Where to begin: blank areas as the newest study found them, buildings near, and places like the one somebody wants."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import mean

from django.db.models import QuerySet

from ibasho.base.kernel import geo
from ibasho.rooms.network.models import StartUp
from ibasho.rooms.network.rules.starting import ENDED
from ibasho.rooms.reach.models import Candidate, Study
from ibasho.rooms.reach.queries import candidates as reach_candidates
from ibasho.rooms.reach.queries import reachmap, studies
from ibasho.rooms.reach.queries.reachmap import CellRow
from ibasho.rooms.reach.rules.summary import Look
from ibasho.town.areas import queries as areas
from ibasho.town.places.models import Headcount, Place, Session, SessionReport
from ibasho.town.places.queries import published
from ibasho.town.places.rules import headcount
from ibasho.town.places.rules.kinds import PlaceKind
from ibasho.town.places.rules.words import describe

AGES = ("primary", "infant", "junior", "high", "every")
SPOTS_MAX, NEAR_MAX, LIKE_MAX = 12, 5, 6
NEAR_METRES = 1_500  # as far as a child of primary school walks in twenty minutes
AROUND_METRES = 1_000
LEAST_CHILDREN = 1.0  # fewer is a share of one child, not a place to begin
HEADS_DAYS = 180


@dataclass(frozen=True, slots=True)
class Near:
    """A building where something could open, `metres` along a straight line."""

    candidate: Candidate
    metres: int


@dataclass(frozen=True, slots=True)
class Spot:
    """A cell whose children reach no place. `startups` are on their way there already."""

    cell: CellRow
    district: str
    near: tuple[Near, ...]
    startups: tuple[StartUp, ...]

    @property
    def label(self) -> str:
        return self.cell.name or f"区画 {self.cell.code}"


@dataclass(frozen=True, slots=True)
class Alike:
    """A place of the same kind. `around`: children of the same ages within a kilometre; `heads` (who came) and `adults` (who
    helped) a session in the mean of the last half year, None where nobody counted."""

    place: Place
    around: float
    hours: tuple[str, ...]
    heads: float | None
    sessions: int
    adults: float | None


@dataclass(frozen=True, slots=True)
class Ground:
    """The study everything is read from, and all its cells with the ages asked for."""

    study: Study
    look: Look
    cells: tuple[CellRow, ...]


def ground(ages: str) -> Ground | None:
    """None before the first study of the school weeks."""
    study = studies.latest_usual()
    if study is None:
        return None
    look = Look(ages if ages in AGES else AGES[0])
    return Ground(study, look, tuple(reachmap.cells(study, look)))


def spots(found: Ground, today: date, *, district: str = "") -> list[Spot]:
    """The cells with the most unreached children; never one whose figures are kept secret."""
    wanted = [
        row for row in found.cells
        if not row.secret and row.unreached >= LEAST_CHILDREN and district in ("", row.district_code)
    ]  # fmt: skip
    wanted.sort(key=lambda row: (-row.unreached, row.code))
    return _spots(wanted[:SPOTS_MAX], today)


def spot(found: Ground, code: str, today: date) -> Spot | None:
    """One cell, however few lack a place there; None for one that is not known or kept secret."""
    row = next((one for one in found.cells if one.code == code and not one.secret), None)
    return _spots([row], today)[0] if row else None


def alike(found: Ground, row: CellRow, kind: PlaceKind, today: date) -> list[Alike]:
    """Published places of that kind, those with as many children around first."""
    around = _around(found.cells, row.lat, row.lng)
    places = published.open_to_all().filter(kind=kind.value, lat__isnull=False)
    rows = [
        (abs(math.log((_around(found.cells, one.lat, one.lng) + 1) / (around + 1))), one)
        for one in places.select_related("organisation").prefetch_related("opening_rules")
        if one.lat is not None and one.lng is not None
    ]
    rows.sort(key=lambda pair: (pair[0], pair[1].name, pair[1].pk))
    return [_alike(found, one, today) for _, one in rows[:LIKE_MAX]]


def waiting_starters() -> QuerySet[StartUp]:
    """Who could begin in a cell: not ended, and without a cell so far."""
    return StartUp.objects.exclude(state__in=ENDED).filter(cell_code="").order_by("asked_at", "pk")


def _spots(rows: Sequence[CellRow], today: date) -> list[Spot]:
    names = {row.code: row.name for row in areas.named_districts(today)}
    sites = list(reach_candidates.usable())
    begun: dict[str, list[StartUp]] = {}
    for one in StartUp.objects.exclude(state__in=ENDED).filter(cell_code__in=[row.code for row in rows]):
        begun.setdefault(one.cell_code, []).append(one)
    return [
        Spot(row, names.get(row.district_code, ""), _near(row, sites), tuple(begun.get(row.code, ())))
        for row in rows
    ]


def _near(row: CellRow, sites: Sequence[Candidate]) -> tuple[Near, ...]:
    far = [Near(one, round(geo.haversine_m(row.lat, row.lng, one.lat, one.lng))) for one in sites]
    far.sort(key=lambda one: (one.metres, one.candidate.pk))
    return tuple(one for one in far if one.metres <= NEAR_METRES)[:NEAR_MAX]


def _around(cells: Sequence[CellRow], lat: float, lng: float) -> float:
    return sum(
        row.children for row in cells if geo.haversine_m(lat, lng, row.lat, row.lng) <= AROUND_METRES
    )  # fmt: skip


def _alike(found: Ground, place: Place, today: date) -> Alike:
    held = Session.objects.filter(
        place=place, state=Session.State.PLANNED, day__range=(today - timedelta(days=HEADS_DAYS), today)
    )
    heads, adults = _counted(held)
    assert place.lat is not None and place.lng is not None  # the caller keeps those with a position
    return Alike(
        place, _around(found.cells, place.lat, place.lng),
        tuple(describe(rule.as_opening()) for rule in place.opening_rules.all()),
        round(mean(heads), 1) if heads else None, len(heads), round(mean(adults), 1) if adults else None,
    )  # fmt: skip


def _counted(held: QuerySet[Session]) -> tuple[list[int], list[int]]:
    """Who came, and who helped, of each session that says so; helpers counted by age before the number in the report."""
    by_session: dict[int, dict[str, int]] = {}
    rows = Headcount.objects.filter(session__in=held)
    for session, of_class, heads in rows.values_list("session_id", "of_class", "heads"):
        by_session.setdefault(session, {})[of_class] = heads
    told = SessionReport.objects.filter(session__in=held, volunteers__isnull=False)
    helped = dict(told.values_list("session_id", "volunteers"))
    came = []
    for session, of in by_session.items():
        if set(of) & headcount.HELPERS:
            helped[session] = headcount.helpers(of)
        if set(of) - headcount.HELPERS:
            came.append(headcount.total(of))
    return came, [count for count in helped.values() if count is not None]

"""What if: a pin, other hours, a place closed. The ground and its study stay in the process by version; a question
touches the points near one place and reads no row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from threading import Lock

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import shape

from ibasho.base.kernel.geo import Position
from ibasho.rooms.reach.engine import whatif
from ibasho.rooms.reach.engine.hours import packed
from ibasho.rooms.reach.engine.inputs import Profile, Verdict, Words
from ibasho.rooms.reach.engine.straight import straight
from ibasho.rooms.reach.engine.whatif import Base, Gain, Pin
from ibasho.rooms.reach.queries.figures import SEATS_MIN, SLOTS_MIN
from ibasho.rooms.reach.queries.ground import Ground, ground, with_openings
from ibasho.rooms.reach.queries.homes import demand_of
from ibasho.rooms.reach.queries.spots import Spot
from ibasho.rooms.reach.rules.asking import Block
from ibasho.rooms.reach.rules.dwelling import SNAP_METRES_MAX
from ibasho.rooms.reach.rules.layers import Layer, Purpose
from ibasho.rooms.reach.rules.scenarios import Span, slots_open
from ibasho.town.areas.engine import search
from ibasho.town.areas.engine.network import Pairs
from ibasho.town.areas.engine.snapping import snap
from ibasho.town.areas.models import Population
from ibasho.town.areas.stages import CHILD_STAGES, Stage

KEPT = 4  # scenes a process keeps
NOT_ONE = 0.05  # children; less is rounding, not a child


@dataclass(frozen=True, slots=True, eq=False)
class Scene:
    """A ground and its study of one purpose, ready to be asked. `key` names it in the addresses of a page."""

    key: str
    ground: Ground
    base: Base
    mm_max: int
    shapes: shapely.STRtree
    shaped: NDArray[np.int32]

    @property
    def stages(self) -> tuple[Stage, ...]:
        return tuple(CHILD_STAGES[one.profile.stage] for one in self.base.grounds)


@dataclass(frozen=True, slots=True)
class Idea:
    """Somewhere, in these weekly blocks, for these stages: `adult` only with a grown-up · `capacity` None where none is
    said, and then nobody finds it full."""

    at: Position
    blocks: tuple[Block, ...]
    stages: frozenset[Stage]
    adult: bool = False
    capacity: int | None = None


@dataclass(frozen=True, slots=True)
class DistrictGain:
    name: str
    children: float
    child_hours: float

    @property
    def shown_children(self) -> str:
        return signed(self.children)

    @property
    def shown_hours(self) -> str:
        return signed(self.child_hours)


@dataclass(frozen=True, slots=True, eq=False)
class Tried:
    """`far`: no street within 500 m (a lake, a forest): nothing was worked out. `by_stage` children newly reached (or
    no longer), `by_district` those of which something changes, most first · `cells`: (index, children, child-hours)."""

    far: bool
    children: float = 0.0
    child_hours: float = 0.0
    by_stage: tuple[tuple[Stage, float], ...] = ()
    by_district: tuple[DistrictGain, ...] = ()
    cells: tuple[tuple[int, float, float], ...] = ()

    @property
    def shown_children(self) -> int:
        return round(abs(self.children))

    @property
    def shown_hours(self) -> int:
        return round(abs(self.child_hours))

    @property
    def stages_shown(self) -> list[tuple[str, str]]:
        return [(stage.label, signed(number)) for stage, number in self.by_stage]

    @property
    def nothing(self) -> bool:
        return abs(self.children) < NOT_ONE and abs(self.child_hours) < NOT_ONE


def signed(number: float) -> str:
    """`+12`, `−3`, `±0`: whole children, for they are estimates; a few tenths are said with one decimal."""
    shown = f"{abs(number):,.0f}" if abs(number) >= 1 else f"{abs(number):.1f}"
    if float(shown.replace(",", "")) == 0:
        return "±0"
    return f"{'＋' if number > 0 else '−'}{shown}"


_kept: dict[str, Scene] = {}
_lock = Lock()


def kept(key: str) -> Scene | None:
    """The scene a page named, if this process still has it: no row is read."""
    return _kept.get(key)


def forget() -> None:
    """For tests: what was kept belongs to another database."""
    with _lock:
        _kept.clear()


def scene(
    span: Span, purpose: Purpose, *, without_clubs: bool = False, population: Population | None = None
) -> Scene | None:
    """None while nobody's home is known."""
    found = ground(span, population)
    if found is None:
        return None
    key = f"{found.version}-{purpose.value}-{int(without_clubs)}"
    with _lock:
        if key not in _kept:
            while len(_kept) >= KEPT:
                _kept.pop(next(iter(_kept)))
            _kept[key] = _made(key, found, purpose, without_clubs)
        return _kept[key]


def tried(scene: Scene, idea: Idea) -> Tried:
    """A new place there."""
    near = near_of(scene, idea.at)
    if near is None:
        return Tried(far=True)
    return told(scene, whatif.added(scene.base, pin_of(scene, idea, near)))


def closed(scene: Scene, place: int) -> Tried:
    """The place with this index of the ground closed for good."""
    return told(scene, whatif.removed(scene.base, place))


def rescheduled(scene: Scene, place: int, blocks: Sequence[Block]) -> Tried:
    """The place where it is, with these weekly hours instead of its own."""
    hours = words_of(blocks, scene.ground.span)
    return told(scene, whatif.rescheduled(scene.base, place, hours=hours))


def index_of(scene: Scene, public_id: str) -> int | None:
    return next((at for at, row in enumerate(scene.ground.spots) if row.public_id == public_id), None)


def pin_of(scene: Scene, idea: Idea, near: Pairs, slots: NDArray[np.bool_] | None = None) -> Pin:
    """`slots` bool[days, 48] instead of the idea's blocks in every week."""
    yes = Verdict.WITH_ADULT if idea.adult else Verdict.ALONE
    verdict = [yes if stage in idea.stages else Verdict.NO for stage in CHILD_STAGES]
    hours = words_of(idea.blocks, scene.ground.span) if slots is None else packed(slots[None])[0]
    seats = float("nan") if idea.capacity is None else float(idea.capacity)
    return Pin(near, hours, np.array(verdict, np.uint8), _district(scene, idea.at), seats)


def words_of(blocks: Sequence[Block], span: Span) -> Words:
    """uint64[W]: these blocks in every week of the span."""
    openings = [(7 * week + block.weekday, *block.minutes) for week in range(span.weeks) for block in blocks]
    found: Words = packed(slots_open(openings, 7 * span.weeks)[None])[0]
    return found


def told(scene: Scene, gain: Gain) -> Tried:
    """The gain in the words of pages: by stage, by 小学校区, by cell."""
    reached, hours = gain.reached.sum(axis=0), gain.half_hours.sum(axis=0) / 2
    stages = tuple((CHILD_STAGES[row], number) for row, number in gain.by_stage.items())
    cells = zip(gain.cell.tolist(), reached.tolist(), hours.tolist(), strict=True)
    return Tried(
        False, gain.children, gain.child_hours, stages, _by_district(scene, gain.cell, reached, hours),
        tuple(cell for cell in cells if abs(cell[1]) > NOT_ONE or abs(cell[2]) > NOT_ONE),
    )  # fmt: skip


def prepared(found: Ground, purpose: Purpose, *, without_clubs: bool) -> Base:
    """The study of one purpose on a ground, for every stage on its usual way."""
    demand = demand_of(found.homes, without_clubs=without_clubs)
    return whatif.prepare(
        demand, found.places, usual(found), len(found.homes.cells), purpose_bit=purpose.bit,
        weeks=found.span.weeks, slots_min=SLOTS_MIN, seats_min=SEATS_MIN,
    )  # fmt: skip


def with_sites(scene: Scene, rows: Sequence[Spot], slots: NDArray[np.bool_]) -> Ground:
    """The ground with these openings as well, for the usual way alone: nobody's car is asked."""
    usual_only = {key: profile for key, profile in scene.ground.profiles.items() if key[0] is Layer.USUAL}
    return with_openings(replace(scene.ground, profiles=usual_only), rows, slots)


def usual(found: Ground) -> list[Profile]:
    return [profile for (layer, _), profile in found.profiles.items() if layer is Layer.USUAL]


def _made(key: str, found: Ground, purpose: Purpose, without_clubs: bool) -> Scene:
    widest = max(way.mm_per_minute * way.minutes_max for profile in usual(found) for way in profile.ways)
    shaped = [(at, one) for at, one in enumerate(found.homes.shapes) if one]
    return Scene(
        key, found, prepared(found, purpose, without_clubs=without_clubs), widest,
        shapely.STRtree([shape(dict(one)) for _, one in shaped]), np.array([at for at, _ in shaped], np.int32),
    )  # fmt: skip


def near_of(scene: Scene, at: Position) -> Pairs | None:
    """The children's points near a position; None where no street is."""
    network, demand = scene.ground.network, scene.base.demand
    lat, lng = np.array([at.lat]), np.array([at.lng])
    if network is None:
        return straight(lat, lng, demand.lat, demand.lng, scene.mm_max)
    node, _ = snap(network, lat, lng, metres_max=SNAP_METRES_MAX)
    return search.within(network, node, scene.mm_max) if node[0] >= 0 else None


def _district(scene: Scene, at: Position) -> int:
    inside = scene.shapes.query(shapely.Point(at.lng, at.lat), predicate="intersects")
    return int(scene.shaped[min(inside)]) if len(inside) else -1


def _by_district(
    scene: Scene, cell: NDArray[np.int32], reached: NDArray[np.float64], hours: NDArray[np.float64]
) -> tuple[DistrictGain, ...]:
    names = [one.name for one in scene.ground.homes.districts]
    where = scene.ground.homes.cells.district[cell]
    known = where >= 0
    children = np.bincount(where[known], reached[known], len(names))
    spent = np.bincount(where[known], hours[known], len(names))
    found = [
        DistrictGain(name, float(children[at]), float(spent[at]))
        for at, name in enumerate(names)
        if abs(children[at]) > NOT_ONE or abs(spent[at]) > NOT_ONE
    ]
    return tuple(sorted(found, key=lambda one: (-abs(one.children), -abs(one.child_hours), one.name)))

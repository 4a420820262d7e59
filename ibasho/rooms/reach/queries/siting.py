"""A plan's question as the solver takes it: sites, blocks, pins and bans, over the study the plan stands on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import ceil

import numpy as np
from django.utils.translation import gettext as _

from ibasho.base.kernel.errors import Invalid
from ibasho.rooms.reach.actions.plans import Site
from ibasho.rooms.reach.engine import openings, study
from ibasho.rooms.reach.engine.covering import Limit, Problem
from ibasho.rooms.reach.engine.inputs import Words
from ibasho.rooms.reach.engine.newly import lay_newly
from ibasho.rooms.reach.engine.openings import Wanting
from ibasho.rooms.reach.engine.study import Meetings
from ibasho.rooms.reach.engine.whatif import Ground as StageGround
from ibasho.rooms.reach.models import Candidate, Plan, PlanOpening
from ibasho.rooms.reach.queries import proposed, trying
from ibasho.rooms.reach.queries.ground import Ground
from ibasho.rooms.reach.queries.grounding import scene_of
from ibasho.rooms.reach.queries.spots import Spot
from ibasho.rooms.reach.queries.trying import Scene
from ibasho.rooms.reach.rules import asking
from ibasho.rooms.reach.rules.asking import NO_LIMIT, Asked, Block, Fairness
from ibasho.rooms.reach.rules.dwelling import SNAP_METRES_MAX
from ibasho.rooms.reach.rules.layers import Layer
from ibasho.town.areas.engine.snapping import snap
from ibasho.town.areas.stages import CHILD_STAGES

Wish = PlanOpening.Wish


@dataclass(frozen=True, slots=True, eq=False)
class Question:
    """`columns` (site, block) by index · `far` names of candidates no street comes near · `extra` the weight that
    pinned sites add to the problem's value: rows of no child, there so that a site pinned to no block is chosen ·
    `hours` float64[r] child-hours a week of each row, without the equity."""

    scene: Scene
    asked: Asked
    problem: Problem
    sites: tuple[Site, ...]
    blocks: tuple[Block, ...]
    columns: tuple[tuple[int, int], ...]
    far: tuple[str, ...]
    extra: float
    hours: openings.Floats

    def site(self, column: int) -> Site:
        return self.sites[self.columns[column][0]]

    def block(self, column: int) -> Block:
        return self.blocks[self.columns[column][1]]


@dataclass(frozen=True, slots=True)
class _Wish:
    site: int
    block: Block | None


def question(plan: Plan) -> Question:
    """Raises Invalid with a sentence where the question cannot be put to the solver."""
    asked = asking.from_json(plan.asked)
    scene = scene_of(plan, asked)
    if scene is None:
        raise Invalid(
            "reach.no_ground",
            _("もとの しらべか、こどもの人数の資料が ありません。しらべを もう一度 おわらせてください。"),
        )
    wishes = list(plan.openings.exclude(wish=Wish.FREE).select_related("candidate").order_by("pk"))
    sites, far = _sites(scene, asked, wishes)
    pins = _wishes(wishes, Wish.PINNED, sites)
    bans = _wishes(wishes, Wish.FORBIDDEN, sites)
    _check(pins, bans, sites, far, asked, wishes)
    blocks = asking.in_order([*asked.blocks, *(pin.block for pin in pins if pin.block)])
    columns = _columns(len(sites), asked, blocks, pins, bans)
    problem, extra, hours = _problem(scene, asked, sites, blocks, columns, pins)
    return Question(scene, asked, problem, sites, blocks, columns, far, extra, hours)


def _sites(
    scene: Scene, asked: Asked, wishes: Sequence[PlanOpening]
) -> tuple[tuple[Site, ...], tuple[str, ...]]:
    """Candidates, places on days they are shut if wanted, and points somebody pinned; each position once."""
    rows = Candidate.objects.filter(usable=True).order_by("pk")
    rows = rows.filter(kind__in=asked.kinds) if asked.kinds else rows
    wanted = [Site(row.name, row.lat, row.lng, row) for row in rows]
    if asked.closed_places:
        wanted += [Site(row.name, row.lat, row.lng) for row in scene.ground.spots]
    wanted += [Site(row.name, row.lat, row.lng, row.candidate) for row in wishes if row.wish == Wish.PINNED]
    once: dict[tuple[float, float], Site] = {}
    for site in wanted:
        once.setdefault((site.lat, site.lng), site)
    sites = list(once.values())
    near = stands_at_a_street(scene.ground, sites)
    return (
        tuple(site for site, there in zip(sites, near, strict=True) if there),
        tuple(site.name for site, there in zip(sites, near, strict=True) if not there),
    )


def stands_at_a_street(ground: Ground, sites: Sequence[Site]) -> list[bool]:
    """True for all of them while there are no streets."""
    if ground.network is None or not sites:
        return [True] * len(sites)
    lat, lng = np.array([site.lat for site in sites]), np.array([site.lng for site in sites])
    node, _metres = snap(ground.network, lat, lng, metres_max=SNAP_METRES_MAX)
    return [bool(one >= 0) for one in node]


def _wishes(rows: Sequence[PlanOpening], wish: str, sites: Sequence[Site]) -> list[_Wish]:
    at = {(site.lat, site.lng): number for number, site in enumerate(sites)}
    return [
        _Wish(at[row.lat, row.lng], block_of(row))
        for row in rows
        if row.wish == wish and (row.lat, row.lng) in at
    ]


def block_of(row: PlanOpening) -> Block | None:
    if row.weekday is None or row.starts is None or row.ends is None:
        return None
    return Block(row.weekday, row.starts, row.ends)


def _check(
    pins: Sequence[_Wish],
    bans: Sequence[_Wish],
    sites: Sequence[Site],
    far: Sequence[str],
    asked: Asked,
    rows: Sequence[PlanOpening],
) -> None:
    lost = next((row.name for row in rows if row.wish == Wish.PINNED and row.name in far), "")
    if lost:
        raise Invalid(
            "reach.pin_far",
            _(
                "「%(name)s」は 道から 500mより はなれていて、数を 出せません。「かならず」を 外すか、位置を 直してください。"
            )
            % {"name": lost},
        )
    if not sites:
        raise Invalid(
            "reach.no_sites",
            _("えらべる候補の場所が ありません。「候補の場所」に 道の近くの 建物を 入れてください。"),
        )
    _check_pins(pins, bans, sites, asked)


def _check_pins(pins: Sequence[_Wish], bans: Sequence[_Wish], sites: Sequence[Site], asked: Asked) -> None:
    shut = {ban.site for ban in bans if ban.block is None}
    both = next((sites[pin.site].name for pin in pins if pin.site in shut), "")
    if both:
        raise Invalid(
            "reach.pin_forbidden",
            _("「%(name)s」は「かならず」と「えらばない」の 両方に なっています。どちらかを 外してください。")
            % {"name": both},
        )
    needed = _needed(pins)
    room = budget_of(asked)
    if needed > room:
        raise Invalid(
            "reach.pins_over_budget",
            _(
                "「かならず」が %(pins)s、開く回数が %(budget)sです。回数を ふやすか、「かならず」を へらしてください。"
            )
            % {"pins": needed, "budget": room},
        )
    most = per_site(asked)
    crowded = next(
        (sites[one.site].name for one in pins if sum(o.site == one.site and o.block is not None for o in pins) > most), ""
    )  # fmt: skip
    if crowded:
        raise Invalid(
            "reach.pins_over_limit",
            _(
                "「%(name)s」の「かならず」が、1つの場所で 開ける回数より 多いです。どちらかを かえてください。"
            )
            % {"name": crowded},
        )


def _needed(pins: Sequence[_Wish]) -> int:
    blocks = {(pin.site, pin.block) for pin in pins if pin.block}
    return len(blocks) + len(
        {pin.site for pin in pins if pin.block is None} - {site for site, _block in blocks}
    )


def budget_of(asked: Asked) -> int:
    """Openings to give out: a mobile plan has its half-days in each week of the cycle."""
    return asked.budget * asked.cycle


def per_site(asked: Asked) -> int:
    return asked.per_site


def _columns(
    sites: int, asked: Asked, blocks: Sequence[Block], pins: Sequence[_Wish], bans: Sequence[_Wish]
) -> tuple[tuple[int, int], ...]:
    """Every site in every block that was asked for, and pins in blocks of their own, without what is forbidden."""
    usual, at = set(asked.blocks), {block: number for number, block in enumerate(blocks)}
    never = {(ban.site, ban.block) for ban in bans}
    extra = {(pin.site, at[pin.block]) for pin in pins if pin.block}
    found = {
        (site, at[block])
        for site in range(sites)
        for block in usual
        if (site, None) not in never and (site, block) not in never
    }
    return tuple(sorted(found | extra))


def _problem(
    scene: Scene, asked: Asked, sites: Sequence[Site], blocks: Sequence[Block],
    columns: Sequence[tuple[int, int]], pins: Sequence[_Wish],
) -> tuple[Problem, float, openings.Floats]:  # fmt: skip
    site = np.array([one for one, _block in columns], np.int32)
    block = np.array([one for _site, one in columns], np.int32)
    words = np.stack([trying.words_of([one], scene.ground.span) for one in blocks])
    laid = _laid(scene, asked, wanting(scene, asked, sites), (site, block, words))
    limits = [Limit(site, np.full(len(sites), per_site(asked), np.int32))]
    if asked.cycle > 1 or asked.teams > 1:
        limits.append(Limit(block, np.full(len(blocks), asked.teams * asked.cycle, np.int32)))
    if per_site(asked) >= NO_LIMIT:
        limits = limits[1:]
    at = {key: number for number, key in enumerate(columns)}
    order = {one: number for number, one in enumerate(blocks)}
    must = [at[pin.site, order[pin.block]] for pin in pins if pin.block]
    problem = Problem(
        laid.weight, laid.start, laid.row, float(budget_of(asked)), limits=tuple(limits),
        must=np.array(sorted(set(must)), np.int32),
    )  # fmt: skip
    loose = sorted({pin.site for pin in pins if pin.block is None})
    return *_pinned(problem, site, loose), np.concatenate((laid.hours, np.zeros(len(loose))))


def _laid(
    scene: Scene, asked: Asked, wanted: Sequence[Wanting], columns: tuple[openings.Ints, openings.Ints, Words]
) -> openings.Laid:
    if asked.fairness is Fairness.NEWLY:
        return lay_newly(wanted, *columns, least=max(1, ceil(scene.base.slots_min)))
    return openings.lay(wanted, *columns)


def _pinned(problem: Problem, site: openings.Ints, pinned: Sequence[int]) -> tuple[Problem, float]:
    """A row for each site pinned to no block, which only its columns cover and which outweighs all children."""
    if not pinned:
        return problem, 0.0
    heavy = float(problem.weight.sum()) + 1.0
    rows, start = [], [0]
    for column in range(problem.columns):
        own = problem.row[problem.start[column] : problem.start[column + 1]]
        more = [problem.rows + at for at, one in enumerate(pinned) if one == site[column]]
        rows.append(np.concatenate((own, np.array(more, np.int32))))
        start.append(start[-1] + len(rows[-1]))
    weight = np.concatenate((problem.weight, np.full(len(pinned), heavy)))
    made = replace(problem, weight=weight, start=np.array(start, np.int64), row=np.concatenate(rows))
    return made, heavy * len(pinned)


def wanting(scene: Scene, asked: Asked, sites: Sequence[Site]) -> list[Wanting]:
    """What each asked stage lacks, and which sites are near it."""
    shut = np.zeros((len(sites), *scene.ground.slots.shape[1:]), np.bool_)
    there = trying.with_sites(scene, spots_of(asked, sites), shut)
    return [
        _wanting(scene, one, there, asked)
        for one in scene.base.grounds
        if CHILD_STAGES[one.profile.stage] in asked.stages
    ]


def _wanting(scene: Scene, one: StageGround, there: Ground, asked: Asked) -> Wanting:
    """The meetings of the sites alone: they stand behind the places that are there."""
    stage = CHILD_STAGES[one.profile.stage]
    met = study.meet(scene.base.demand, there.places, there.profiles[Layer.USUAL, stage])
    begin = len(scene.ground.spots)
    from_here = met.first[begin]
    near = Meetings(met.first[begin:] - from_here, met.point[from_here:], met.minutes[from_here:])
    children = scene.base.demand.children[one.profile.stage].astype(np.float64)
    weight = np.where(one.found.slots == 0, asked.fairness.weight, 1.0)
    return Wanting(near, one.profile.allowed, one.found, children, weight)


def spots_of(asked: Asked, sites: Sequence[Site]) -> list[Spot]:
    """Sites as places that say yes to those the plan asks for."""
    return [proposed.spot(site.name, site.lat, site.lng, site.candidate, asked) for site in sites]

"""A solver's answer as a plan keeps it: openings with their reasons, figures, and the whole study that checks them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ibasho.base.kernel.geo import Position, haversine_m
from ibasho.rooms.reach.engine import whatif
from ibasho.rooms.reach.engine.covering import Answer, Problem
from ibasho.rooms.reach.engine.whatif import Base, Gain
from ibasho.rooms.reach.models import Plan, PlanOpening
from ibasho.rooms.reach.queries import trying
from ibasho.rooms.reach.queries.siting import Question, block_of, per_site, spots_of
from ibasho.rooms.reach.queries.trying import Idea, Tried
from ibasho.rooms.reach.rules import why
from ibasho.rooms.reach.rules.scenarios import slots_open
from ibasho.rooms.reach.rules.why import Why
from ibasho.town.areas.engine.network import Pairs

Wish = PlanOpening.Wish
NEAR_METRES_MAX = 4_000
CELL_WORTH = 0.5  # children newly reached in a square, to be kept for the map
_NOBODY = Pairs(np.zeros(2, np.int64), np.empty(0, np.int32), np.empty(0, np.int32))


@dataclass(frozen=True, slots=True)
class Chosen:
    """A column of the answer. `week` of the cycle, from 1."""

    column: int
    site: int
    block: int
    week: int


@dataclass(frozen=True, slots=True, eq=False)
class Checked:
    """The study with the whole plan on the ground: `base` may be asked what is lost without one opening; opening i is
    the place `begin + i`."""

    base: Base
    begin: int
    children: float
    child_hours: float
    stages: tuple[tuple[str, float], ...]
    cells: list[tuple[str, float]]


def told(plan: Plan, asked: Question, answer: Answer) -> tuple[dict[str, Any], list[PlanOpening]]:
    """(`Plan.found`, its openings): what `actions.plans.keep` writes. Openings of a pinned block are the pins' rows."""
    chosen = in_turn(asked, answer)
    checked = check(asked, chosen)
    pins = {
        (row.lat, row.lng, block_of(row)): row
        for row in plan.openings.filter(wish=Wish.PINNED, starts__isnull=False)
    }
    rows = []
    for at, one in enumerate(chosen):
        site, block = asked.sites[one.site], asked.blocks[one.block]
        row = pins.get((site.lat, site.lng, block)) or PlanOpening(
            plan=plan, candidate=site.candidate, name=site.name, lat=site.lat, lng=site.lng,
            weekday=block.weekday, starts=block.starts, ends=block.ends,
        )  # fmt: skip
        row.week_of_cycle = one.week
        alone, reasons = explain(asked, chosen, at, checked)
        row.children, row.child_hours, row.why = alone.children, alone.child_hours, why.as_json(reasons)
        rows.append(row)
    return _figures(asked, answer, checked), rows


def in_turn(asked: Question, answer: Answer) -> list[Chosen]:
    """The chosen columns through the week; those of a mobile plan dealt out over the weeks of the cycle, so that no
    week has more than its half-days and no half-day more than its teams."""
    columns = sorted((asked.columns[column][::-1], int(column)) for column in answer.chosen)
    return [
        Chosen(column, site, block, at % asked.asked.cycle + 1)
        for at, ((block, site), column) in enumerate(columns)
    ]


def check(asked: Question, chosen: Sequence[Chosen]) -> Checked:
    """The whole study again, with every opening of the plan on the ground."""
    scene = asked.scene
    slots = [_slots(asked, one) for one in chosen]
    shape = scene.ground.slots.shape[1:]
    there = trying.with_sites(
        scene, spots_of(asked.asked, [asked.sites[one.site] for one in chosen]),
        np.stack(slots) if slots else np.zeros((0, *shape), np.bool_),
    )  # fmt: skip
    base = trying.prepared(there, asked.asked.purpose, without_clubs=asked.asked.without_clubs)
    return _compared(scene.base, base, len(scene.ground.spots), asked)


def _compared(before: Base, after: Base, begin: int, asked: Question) -> Checked:
    reached = [new.blank[0] - old.blank[0] for new, old in zip(after.figures, before.figures, strict=True)]
    hours = sum(
        float((new.child_hours - old.child_hours).sum())
        for new, old in zip(after.figures, before.figures, strict=True)
    )
    stages = tuple(
        (stage.label, float(one.sum()))
        for stage, one in zip(asked.scene.stages, reached, strict=True)
        if stage in asked.asked.stages
    )
    cells = np.sum(reached, axis=0)
    worth = np.flatnonzero(cells >= CELL_WORTH)
    codes = asked.scene.ground.homes.cells.codes
    told_cells = [(codes[cell], round(float(cells[cell]), 1)) for cell in worth]
    return Checked(after, begin, float(cells.sum()), hours, stages, told_cells)


def explain(asked: Question, chosen: Sequence[Chosen], at: int, checked: Checked) -> tuple[Tried, Why]:
    """(what this opening would bring by itself, why it is in the plan)."""
    scene, one = asked.scene, chosen[at]
    site = asked.sites[one.site]
    alone = trying.told(scene, _gain_alone(asked, one))
    lost = whatif.removed(checked.base, checked.begin + at)
    near, metres = _nearest(asked, Position(site.lat, site.lng))
    name, block, hours = _instead(asked, chosen, at, checked, lost)
    return alone, Why(
        stages=tuple((stage.value, number) for stage, number in alone.by_stage),
        districts=tuple((gain.name, gain.children) for gain in alone.by_district[: why.DISTRICTS_TOLD]),
        near=near, near_metres=metres, lost_children=max(0.0, -lost.children),
        lost_hours=max(0.0, -lost.child_hours), next_name=name, next_block=block, next_hours=hours,
    )  # fmt: skip


def _gain_alone(asked: Question, one: Chosen) -> Gain:
    return whatif.added(asked.scene.base, _pin(asked, one))


def _pin(asked: Question, one: Chosen) -> whatif.Pin:
    site = asked.sites[one.site]
    idea = Idea(
        Position(site.lat, site.lng), (asked.blocks[one.block],), frozenset(asked.asked.stages),
        capacity=site.candidate.capacity if site.candidate else None,
    )  # fmt: skip
    near = trying.near_of(asked.scene, idea.at)
    return trying.pin_of(asked.scene, idea, near or _NOBODY, slots=_slots(asked, one))


def _slots(asked: Question, one: Chosen) -> NDArray[np.bool_]:
    """bool[days, 48]: every week, or the week of the cycle."""
    span, block = asked.scene.ground.span, asked.blocks[one.block]
    cycle = asked.asked.cycle
    weeks = [week for week in range(span.weeks) if week % cycle == one.week - 1]
    return slots_open([(7 * week + block.weekday, *block.minutes) for week in weeks], 7 * span.weeks)


def _nearest(asked: Question, at: Position) -> tuple[str, int]:
    """The nearest place of the purpose that is there now, in a straight line."""
    bit = asked.asked.purpose.bit
    found = [
        (haversine_m(at.lat, at.lng, row.lat, row.lng), row.name)
        for row in asked.scene.ground.spots
        if row.purposes & bit
    ]
    metres, name = min(found, default=(NEAR_METRES_MAX + 1.0, ""))
    return (name, round(metres, -1).__int__()) if metres <= NEAR_METRES_MAX else ("", 0)


def _instead(
    asked: Question, chosen: Sequence[Chosen], at: int, checked: Checked, lost: Gain
) -> tuple[str, str, float]:
    """The best column that could take this one's turn, and how many of the lost hours it makes good."""
    column = runner_up(asked, [one.column for one in chosen], chosen[at].column)
    if column < 0:
        return "", "", 0.0
    site, block = asked.columns[column]
    swapped = whatif.moved(
        checked.base, checked.begin + at, _pin(asked, Chosen(column, site, block, chosen[at].week))
    )
    hours = swapped.child_hours - lost.child_hours
    return asked.sites[site].name, asked.blocks[block].label, max(0.0, hours)


def runner_up(asked: Question, chosen: Sequence[int], without: int) -> int:
    """Which column not chosen is worth most beside the others, keeping to the limit of each site; -1 for none."""
    problem = asked.problem
    others = [column for column in chosen if column != without]
    missing = problem.weight.copy()
    for column in others:
        missing[_rows(problem, column)] = 0.0
    worth = np.add.reduceat(np.append(missing[problem.row], 0.0), problem.start[:-1])
    worth = np.where(np.diff(problem.start) > 0, worth, 0.0)
    worth[list(chosen)] = 0.0
    sites = np.array([site for site, _block in asked.columns])
    full = np.bincount(sites[others].astype(np.int64), minlength=len(asked.sites)) >= per_site(asked.asked)
    worth[full[sites]] = 0.0
    best = int(np.argmax(worth)) if len(worth) else -1
    return best if best >= 0 and worth[best] > 0 else -1


def _rows(problem: Problem, column: int) -> NDArray[np.int32]:
    return problem.row[problem.start[column] : problem.start[column + 1]]


def planned_hours(asked: Question, chosen: Sequence[int]) -> float:
    """Child-hours a week as the solver counted them, without the equity."""
    covered = np.zeros(asked.problem.rows, np.bool_)
    for column in chosen:
        covered[_rows(asked.problem, column)] = True
    return float(asked.hours[covered].sum()) / asked.asked.cycle


def _figures(asked: Question, answer: Answer, checked: Checked) -> dict[str, Any]:
    value, bound = answer.value - asked.extra, answer.bound - asked.extra
    return {
        "value": round(value, 3), "bound": round(bound, 3), "rounds": answer.rounds,
        "gap": round(max(0.0, bound - value) / bound, 6) if bound > 0 else 0.0,
        "seconds": round(answer.seconds, 3), "columns": len(asked.columns), "sites": len(asked.sites),
        "far": list(asked.far), "children": round(checked.children, 1),
        "child_hours": round(planned_hours(asked, [int(one) for one in answer.chosen]), 1),
        "checked_hours": round(checked.child_hours, 1), "cells": checked.cells,
        "stages": [[label, round(number, 1)] for label, number in checked.stages],
    }  # fmt: skip

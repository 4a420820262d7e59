"""Who lives where, on which streets they walk, and by when they are home. All of it is made up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from demo.chapters.bus import as_gtfs
from demo.chapters.children import AGES, Cell
from demo.city import City
from demo.loading.work import Work
from ibasho.town.areas import actions
from ibasho.town.areas.actions.intake import Asked, Upload, take_in
from ibasho.town.areas.actions.people import About, set_ages, set_clubs, take_people
from ibasho.town.areas.actions.streets import set_streets
from ibasho.town.areas.engine.building import build
from ibasho.town.areas.engine.network import Network
from ibasho.town.areas.rules import DEFAULT_FREE_TIMES, DEFAULT_HOME_TIMES, DEFAULT_PACES
from ibasho.town.areas.rules.ages import PARTS, STAGE_AGES
from ibasho.town.areas.rules.people import CellPeople, PeopleRow, parts, spread
from ibasho.town.areas.stages import Stage

Counted = tuple[Cell, int, Sequence[float]]  # a square, its people, its children by year of age

SOURCE = "みほん（つくりもの）"
YEAR = 2025  # of the made-up census
OWN_RULES = (Stage.LOWER, Stage.UPPER, Stage.JUNIOR)


def load(city: City, work: Work) -> str:
    now = [(cell, cell.population, cell.by_age) for cell in city.cells]
    _people("census", YEAR, "みほん市の こども（500mメッシュ）", now, work)
    for projection in city.future:
        then = {cell.code: cell for cell in projection.cells}
        later = [(cell, then[cell.code].population, then[cell.code].by_age) for cell in city.cells]
        _people("projection", projection.year, f"みほん市の {projection.year}年", later, work)
    _ages(city, work)
    clubs = [(club.district, Stage(club.stage), club.children) for club in city.clubs]
    set_clubs(rows=clubs, as_of=work.day, source=SOURCE, by=work.by, at=work.at)
    _rules(work)
    network = _streets(city, work)
    bus = Upload("mihon-gtfs.zip", as_gtfs(city.buses, work.day))
    take_in("bus", files=[bus], asked=Asked(), by=work.by, at=work.at)
    return f"区画 {len(city.cells)}、道の交差点 {network.nodes:,}、バス {len(city.buses)}路線"


def _people(kind: str, year: int, name: str, counted: Sequence[Counted], work: Work) -> None:
    """As the importer does with a census: merged figures are spread over the squares they come from."""
    rows = [
        PeopleRow(at, cell.code, people, _by_stage(by_age), cell.secrecy, cell.merged_into, cell.merged_from)
        for at, (cell, people, by_age) in enumerate(counted, start=1)
    ]
    found = [
        _cell(cell, row, projected=kind == "projection")
        for (cell, _, _), row in zip(counted, spread(rows), strict=True)
    ]
    counts = {
        "cells": len(found),
        "secret": sum(cell.secrecy == 2 for cell in found),
        "merged": sum(cell.secrecy == 1 for cell in found),
        "children": round(sum(cell.children for cell in found)),
    }
    about = About(kind, "mesh", year, name, SOURCE, counts)
    take_people(about=about, cells=found, by=work.by, at=work.at)


def _by_stage(by_age: Sequence[float]) -> tuple[int, ...] | None:
    if not by_age:
        return None
    return tuple(parts(sum(by_age[age] for age in ages)) for ages in STAGE_AGES.values())


def _cell(cell: Cell, row: PeopleRow, *, projected: bool) -> CellPeople:
    return CellPeople(
        code=cell.code, name="", lat=cell.centre.lat, lng=cell.centre.lng, people=round(row.people or 0),
        stages=None if row.ages is None else tuple(part / PARTS for part in row.ages),
        estimated=projected or row.estimated, secrecy=cell.secrecy, merged_into=cell.merged_into,
        merged_from=cell.merged_from, district_code=cell.district,
    )  # fmt: skip


def _ages(city: City, work: Work) -> None:
    """0 to 17 as the cells hold them, and two years more, so that 15–19 can be split."""
    people: Counter[int] = Counter()
    for cell in city.cells:
        people.update(dict(zip(AGES, cell.by_age, strict=False)))
    people.update({18: people[17], 19: people[17]})
    set_ages(year=YEAR, people=people, source=SOURCE, by=work.by, at=work.at)


def _rules(work: Work) -> None:
    """みほん市 has set what pupils do; the other stages keep the standard."""
    for stage in OWN_RULES:
        pace = replace(DEFAULT_PACES[stage], source=SOURCE)
        actions.set_pace(stage=stage, pace=pace, by=work.by, at=work.at)
        by_month = dict(enumerate(DEFAULT_HOME_TIMES[stage].by_month, start=1))
        actions.set_home_time(stage=stage, by_month=by_month, source=SOURCE, by=work.by, at=work.at)
        free = DEFAULT_FREE_TIMES[stage]
        actions.set_free_time(
            stage=stage, school_day_from=free.school_day_from, other_day_from=free.other_day_from,
            source=SOURCE, by=work.by, at=work.at,
        )  # fmt: skip


def _streets(city: City, work: Work) -> Network:
    streets = city.streets
    network = build(streets.lat, streets.lng, streets.u, streets.v, streets.length_m)
    set_streets(network=network, source=SOURCE, as_of=work.day, by=work.by, at=work.at)
    return network

"""`ibasho reach study`: the blank areas of this city, or of a folder of many (A10)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime
from importlib import import_module
from pathlib import Path
from typing import Any, NoReturn

import click

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import DomainError
from ibasho.rooms.reach.actions import studies
from ibasho.rooms.reach.models import Study
from ibasho.rooms.reach.queries.figures import SEATS_MIN, SLOTS_MIN, Limits
from ibasho.rooms.reach.rules import report
from ibasho.rooms.reach.rules.scenarios import Scenario
from ibasho.town.areas.commands.files import DAY, UNREADABLE

BY = Actor.of_job("reach.command")
FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


@click.command()
@click.option("--scenario", type=click.Choice([one.value for one in Scenario]), default=Scenario.TERM.value,
              help="term: four school weeks (default), holiday: a long holiday, week: this real week.")  # fmt: skip
@click.option("--from", "near", type=DAY, help="Look from this day on (YYYY-MM-DD); default today.")
@click.option("--slots-min", type=float, default=SLOTS_MIN, show_default=True,
              help="Half-hours a week that make a child reached.")  # fmt: skip
@click.option("--seats-min", type=float, default=SEATS_MIN, show_default=True,
              help="Seats per child below which a place is full; 0: do not ask.")  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="The figures as JSON on standard output.")
@click.option(
    "--cities", type=FOLDER, help="Study a folder of municipalities instead (see docs/many-cities.md)."
)
@click.option("--scheduler", default="", help="With --cities: address of a Dask scheduler, tcp://host:8786.")
@click.option("--workers", type=click.IntRange(1, 256), default=2, show_default=True,
              help="With --cities and no --scheduler: workers on this machine.")  # fmt: skip
@click.option("--out", type=click.Path(file_okay=False, path_type=Path),
              help="With --cities: where the figures go, and are kept for the next run (default DIR/out).")  # fmt: skip
def study(
    scenario: str, near: datetime | None, slots_min: float, seats_min: float, as_json: bool, cities: Path | None,
    scheduler: str, workers: int, out: Path | None,
) -> None:  # fmt: skip
    """こどもが 行ける場所の しらべ。

    Without --cities: studies this copy's city and keeps the study (as the desk's page does).

    JSON: {"study": number of the study, "scenario", "first": Monday, "weeks", "population", "streets": version or "",
    "seconds", "city": [figures…], "districts": [{"code", "name", "held": has a こども食堂, "figures": […]}…],
    "no_district": [figures…], "held_share": 充足率 0–1 or null, "notes": […], "sources": […]}. Each of `figures` has
    layer, purpose, stage, children, blank {reached, nowhere, closed, not_for_me, full}, child_hours a week, kinds (mean
    number of different kinds, null without children) and if_asked. Exit code 0: done, 2: refused.

    With --cities DIR: {"cities", "kept": finished before, "failed": {code: why}, "children", "figures": […],
    "estimate": {"municipalities", "worker_hours", "hours", "memory_mb", "words"} or null}; exit code 1 if some failed.
    """
    day = near.date() if near else clock.day(clock.now())
    try:
        if cities is not None:
            # Dask is loaded only for those who ask for it: every other command starts without it.
            many = import_module("ibasho.rooms.reach.commands.many")
            limits = Limits(slots_min, seats_min)
            raise SystemExit(
                many.study(cities, out, Scenario(scenario), day, limits, scheduler, workers, as_json)
            )
        _one(Scenario(scenario), day, Limits(slots_min, seats_min), as_json)
    except DomainError as error:
        refuse(error, as_json)


def refuse(error: DomainError, as_json: bool) -> NoReturn:
    told = {"error": error.code, "message": error.message, "exit_code": UNREADABLE}
    click.echo(json.dumps(told, ensure_ascii=False) if as_json else error.message, err=not as_json)
    raise SystemExit(UNREADABLE)


def _one(scenario: Scenario, day: date, limits: Limits, as_json: bool) -> None:
    made = worked_out(scenario, day, limits)
    told = as_dict(made)
    for line in [json.dumps(told, ensure_ascii=False)] if as_json else _lines(made, told):
        click.echo(line)


def worked_out(scenario: Scenario, day: date, limits: Limits | None = None) -> Study:
    """Asked for and worked out here and now; the job that was asked for too then finds it done."""
    asked = studies.ask(scenario=scenario, near=day, limits=limits, by=BY, at=clock.now())
    try:
        return studies.run(study=asked, by=BY, at=clock.now())
    except DomainError as error:
        studies.fail(study_id=asked.pk, problem=error.message, by=BY, at=clock.now())
        raise


def as_dict(made: Study) -> dict[str, Any]:
    """What --json prints; the names are explained at `study`."""
    summary: Mapping[str, Any] = made.summary
    found, districts = summary["figures"], summary["districts"]
    held = set(summary["held"])
    return {
        "study": made.public_id, "scenario": made.scenario, "first": made.first.isoformat(), "weeks": made.weeks,
        "population": str(made.population) if made.population else "", "streets": made.network_version,
        "seconds": summary["seconds"], "city": report.by_key(found, None),
        "districts": [
            {"code": code, "name": name, "held": code in held, "figures": report.by_key(found, at)}
            for at, (code, name, _kana) in enumerate(districts)
        ],
        "no_district": report.by_key(found, len(districts)),
        "held_share": round(len(held) / len(districts), 4) if districts else None,
        "notes": summary["notes"], "sources": summary["sources"],
    }  # fmt: skip


def _lines(made: Study, told: Mapping[str, Any]) -> list[str]:
    streets = "道のり" if made.network_version else "まっすぐの距離 × 1.3（道の データが ない）"
    head = f"{made.get_scenario_display()} {made.first:%Y-%m-%d}から {made.weeks}週（{streets}） {told['seconds']}秒"
    share = told["held_share"]
    tail = [f"充足率 {share:.1%}（こども食堂のある小学校区）"] if share is not None else []
    return [head, *report.lines(told["city"]), *tail, f"しらべの番号 {made.public_id}"]

"""`ibasho reach study --cities DIR`: the command's side of a study of many municipalities. Loaded only when asked for."""

from __future__ import annotations

import json
import logging
from datetime import date
from pathlib import Path
from typing import Any

import click

from ibasho.rooms.reach.datasets.cities import running
from ibasho.rooms.reach.datasets.cities.folders import folders
from ibasho.rooms.reach.datasets.cities.running import Progress, Report
from ibasho.rooms.reach.datasets.cities.studying import Asked
from ibasho.rooms.reach.queries.figures import Limits
from ibasho.rooms.reach.rules import report as words
from ibasho.rooms.reach.rules.estimate import estimate
from ibasho.rooms.reach.rules.scenarios import WEEKS_USUAL, Scenario, monday

STEPS = {"read": "読みこみ", "study": "しらべ"}
SOME_FAILED = 1


def study(
    root: Path, out: Path | None, scenario: Scenario, day: date, limits: Limits, scheduler: str, workers: int,
    as_json: bool,
) -> int:  # fmt: skip
    """The exit code. Progress goes to standard error, the answer to standard output."""
    logging.getLogger("distributed").setLevel(logging.ERROR)  # what matters is told below, in words
    weeks = 1 if scenario is Scenario.WEEK else WEEKS_USUAL
    asked = Asked(scenario, monday(day), weeks, limits.slots_min, limits.seats_min)
    where = out or root / "out"
    folders(root)  # an empty folder is refused before any worker is started
    with running.cluster(scheduler, workers) as client:
        found = running.run(root.resolve(), where.resolve(), asked, client, tell)
    told = as_dict(found)
    for line in [json.dumps(told, ensure_ascii=False)] if as_json else _lines(found, told, where):
        click.echo(line)
    return SOME_FAILED if found.failed else 0


def tell(progress: Progress) -> None:
    left = "" if progress.left is None else f"、あと およそ{_long(progress.left)}"
    click.echo(f"{STEPS[progress.step]} {progress.done}/{progress.total} {progress.code}{left}", err=True)


def as_dict(found: Report) -> dict[str, Any]:
    """What --json prints; explained at `ibasho reach study --help`."""
    totals, taken = running.totals(found), running.measured(found)
    guess = estimate(taken)
    return {
        **totals, "figures": words.by_key(totals["figures"], None), "seconds": round(found.seconds, 2),
        "estimate": None if guess is None else {
            "municipalities": guess.municipalities, "worker_hours": round(guess.worker_hours, 4),
            "hours": round(guess.hours, 4), "memory_mb": round(guess.memory_mb), "words": guess.words(taken),
        },
    }  # fmt: skip


def _lines(found: Report, told: dict[str, Any], out: Path) -> list[str]:
    head = f"{told['cities']:,}市町村（前に すんでいたもの {found.kept:,}） {told['seconds']}秒 → {out}"
    failed = [f"できなかった市町村 {code}: {why}" for code, why in sorted(found.failed.items())]
    guess = [told["estimate"]["words"]] if told["estimate"] else []
    return [head, *words.lines(told["figures"]), *failed, *guess]


def _long(seconds: float) -> str:
    return (
        f"{seconds / 3600:.1f}時間"
        if seconds >= 3600
        else f"{seconds / 60:.0f}分"
        if seconds >= 60
        else f"{seconds:.0f}秒"
    )

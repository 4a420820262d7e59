"""`ibasho reach site --sessions K`: where and when to open next, with the proof, for scripts."""

from __future__ import annotations

import json
from typing import Any

import click

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import DomainError
from ibasho.rooms.reach.actions import plans, solving
from ibasho.rooms.reach.commands.studying import refuse, worked_out
from ibasho.rooms.reach.models import Plan, Study
from ibasho.rooms.reach.queries import studies as kept
from ibasho.rooms.reach.rules import asking
from ibasho.rooms.reach.rules.asking import Asked, Fairness
from ibasho.rooms.reach.rules.layers import Purpose
from ibasho.rooms.reach.rules.scenarios import Scenario
from ibasho.town.areas.stages import CHILD_STAGES, Stage

BY = Actor.of_job("reach.command")


@click.command()
@click.option("--sessions", type=click.IntRange(1, asking.BUDGET_MAX), required=True, help="Openings a week.")
@click.option("--stage", "stages", multiple=True, type=click.Choice([one.value for one in CHILD_STAGES]),
              help="For whom; repeat for several. Default: every stage.")  # fmt: skip
@click.option("--purpose", type=click.Choice([one.value for one in Purpose]), default=Purpose.ALL.value)
@click.option("--block", "blocks", multiple=True, metavar="0-1530-1730",
              help="Weekday (0 Monday), from, to; repeat for several. Default: after school and Saturday.")  # fmt: skip
@click.option("--fairness", type=click.Choice([one.value for one in Fairness]), default=Fairness.USUAL.value)
@click.option("--per-site", type=click.IntRange(1, asking.NO_LIMIT), default=1, show_default=True,
              help="Openings at one site at most.")  # fmt: skip
@click.option("--closed-places", is_flag=True, help="Places that are there may open on hours they are shut.")
@click.option("--new-study", is_flag=True, help="Study the city anew first, even if a study is there.")
@click.option("--json", "as_json", is_flag=True, help="The plan as JSON on standard output.")
def site(
    sessions: int, stages: tuple[str, ...], purpose: str, blocks: tuple[str, ...], fairness: str, per_site: int,
    closed_places: bool, new_study: bool, as_json: bool,
) -> None:  # fmt: skip
    """つぎに どこで いつ 開くか。

    Chooses among the candidates (`ibasho import candidates`) on the newest study of school weeks, and keeps the plan.

    JSON: {"plan": number of the plan, "study": number of the study it stands on, "state": "solved", "asked": the
    question, "found": figures of the answer (value, bound and gap among them), "openings": [{"name", "lat", "lng",
    "weekday": 0 Monday, "starts", "ends", "week_of_cycle", "children": newly reached by it alone, "child_hours": new
    a week by it alone, "why": reasons}…]}. Exit code 0: solved, 2: refused.
    """
    try:
        asked = Asked(
            stages=tuple(Stage(one) for one in stages) or CHILD_STAGES,
            purpose=Purpose(purpose),
            blocks=tuple(asking.block(code) for code in blocks) or asking.USUAL_BLOCKS,
            budget=sessions,
            fairness=Fairness(fairness),
            per_site=per_site,
            closed_places=closed_places,
        )
        plan = solved(asked, _base(new_study))
    except DomainError as error:
        refuse(error, as_json)
    for line in [json.dumps(as_dict(plan), ensure_ascii=False)] if as_json else _lines(plan):
        click.echo(line)


def _base(anew: bool) -> Study:
    newest = None if anew else kept.latest(Scenario.TERM)
    return newest or worked_out(Scenario.TERM, clock.day(clock.now()))


def solved(asked: Asked, base: Study) -> Plan:
    """Made and solved here and now; the job that was asked for too then finds it done."""
    plan = plans.make(title="", kind=Plan.Kind.OPEN, asked=asked, base=base, by=BY, at=clock.now())
    plan = plans.solve(plan=plan, by=BY, at=clock.now())
    run = plans.run_of(plan)
    try:
        solving.work(plan_id=plan.pk, run=run, by=BY, now=clock.now)
    except DomainError as error:
        plans.fail(plan_id=plan.pk, run=run, problem=error.message, by=BY, at=clock.now())
        raise
    return Plan.objects.select_related("base").get(pk=plan.pk)


def as_dict(plan: Plan) -> dict[str, Any]:
    """What --json prints; the names are explained at `site`."""
    return {
        "plan": plan.public_id, "study": plan.base.public_id if plan.base else "", "state": plan.state,
        "asked": plan.asked, "found": plan.found,
        "openings": [
            {
                "name": row.name, "lat": row.lat, "lng": row.lng, "weekday": row.weekday,
                "starts": row.starts and f"{row.starts:%H:%M}", "ends": row.ends and f"{row.ends:%H:%M}",
                "week_of_cycle": row.week_of_cycle, "children": row.children, "child_hours": row.child_hours,
                "why": row.why,
            }
            for row in plan.openings.order_by("weekday", "starts", "pk")
        ],
    }  # fmt: skip


def _lines(plan: Plan) -> list[str]:
    lines = [plan.title]
    for row in plan.openings.order_by("weekday", "starts", "pk"):
        hours = f"{asking.WEEKDAYS[row.weekday or 0]} {row.starts:%H:%M}–{row.ends:%H:%M}"
        lines.append(
            f"  {hours} {row.name}: 新しく とどく {row.children or 0:,.0f}人、こども時間 週{row.child_hours or 0:,.0f}"
        )
    gap = plan.found.get("gap")
    if gap is not None:
        lines.append(f"これより良い計画は、あっても {gap:.2%}まで（証明ずみ）")
    return [*lines, f"計画の番号 {plan.public_id}"]

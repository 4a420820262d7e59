"""計画: asked, pinned and forbidden, solved by a job, turned into draft places, and taken back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app as jobs

from ibasho.base.journal import actions as journal
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict, Invalid, NotFound
from ibasho.base.kernel.my_number import refuse_my_number
from ibasho.rooms.reach import policies
from ibasho.rooms.reach.models import Candidate, Plan, PlanOpening, Study
from ibasho.rooms.reach.rules import asking
from ibasho.rooms.reach.rules.asking import Asked, Block
from ibasho.town.people.permissions import Permission

State, Wish = Plan.State, PlanOpening.Wish
NOUN = "reach.Plan"
WISHES_MAX = 60


@dataclass(frozen=True, slots=True)
class Site:
    """Somewhere a plan may open: a candidate, or a point (a pin of the map, a place on days it is shut)."""

    name: str
    lat: float
    lng: float
    candidate: Candidate | None = None


@transaction.atomic
def make(
    *, title: str, kind: str, asked: Asked, base: Study | None, by: Actor, at: datetime
) -> Plan:  # fmt: skip
    """A question without an answer. Raises Invalid where there is no study to stand on or no site to choose."""
    policies.require(by, Permission.REACH_PLAN, at=at)
    _check_base(base)
    _check_sites(asked)
    plan = Plan.objects.create(
        kind=kind, title=refuse_my_number(title.strip()) or asked.label[:120], base=base,
        asked=asking.as_json(asked), made_at=at, made_by_id=by.person_id,
    )  # fmt: skip
    journal.record("reach.plan.make", noun=NOUN, object_id=plan.pk, by=by, at=at)
    return plan


@transaction.atomic
def begin(
    *, title: str, kind: str, asked: Asked, base: Study | None, pins: Sequence[tuple[Site, Block]] = (),
    by: Actor, at: datetime,
) -> Plan:  # fmt: skip
    """Made, pinned and given to the solver; where one of them is refused no half plan stays."""
    plan = make(title=title, kind=kind, asked=asked, base=base, by=by, at=at)
    return pin(plan=plan, pins=pins, by=by, at=at)


@transaction.atomic
def pin(*, plan: Plan, pins: Sequence[tuple[Site, Block]], by: Actor, at: datetime) -> Plan:
    """All of these pins, and solved anew with them."""
    for site, block in pins:
        wish(plan=plan, wish=Wish.PINNED, site=site, block=block, by=by, at=at)
    return solve(plan=plan, by=by, at=at)


@transaction.atomic
def ask_anew(*, plan: Plan, title: str, asked: Asked, base: Study | None, by: Actor, at: datetime) -> Plan:
    """Another question for the same plan: pins and bans stay, the answer goes."""
    locked = _changeable(plan, by, at)
    _check_base(base)
    _check_sites(asked)
    locked.title = refuse_my_number(title.strip()) or asked.label[:120]
    locked.asked, locked.base = asking.as_json(asked), base
    _clear(locked)
    locked.save()
    journal.record("reach.plan.ask_anew", noun=NOUN, object_id=locked.pk, by=by, at=at)
    return locked


@transaction.atomic
def wish(
    *, plan: Plan, wish: str, site: Site, block: Block | None = None, by: Actor, at: datetime
) -> PlanOpening:
    """Pins or forbids a site, or a site in one block. The answer that stands is no longer one to this question."""
    locked = _changeable(plan, by, at)
    rows = locked.openings.exclude(wish=Wish.FREE)
    if rows.count() >= WISHES_MAX:
        raise Conflict("reach.wishes_max", _("「かならず」と「えらばない」は あわせて 60までです。"))
    hours = {
        "weekday": block.weekday if block else None,
        "starts": block.starts if block else None,
        "ends": block.ends if block else None,
    }
    rows.filter(lat=site.lat, lng=site.lng, **hours).delete()  # the last word holds
    row = PlanOpening.objects.create(
        plan=locked, wish=wish, candidate=site.candidate, name=refuse_my_number(site.name), lat=site.lat,
        lng=site.lng, **hours,
    )  # fmt: skip
    _clear(locked)
    locked.save()
    journal.record(
        "reach.plan.wish",
        noun=NOUN,
        object_id=locked.pk,
        by=by,
        at=at,
        data={"wish": wish, "opening": row.pk},
    )
    return row


@transaction.atomic
def unwish(*, plan: Plan, opening_id: int, by: Actor, at: datetime) -> None:
    """Takes a pin or a ban back."""
    locked = _changeable(plan, by, at)
    gone, _kinds = locked.openings.exclude(wish=Wish.FREE).filter(pk=opening_id).delete()
    if not gone:
        raise NotFound("reach.no_wish", _("この きぼうは もう ありません。"))
    _clear(locked)
    locked.save()
    journal.record("reach.plan.unwish", noun=NOUN, object_id=locked.pk, by=by, at=at)


@transaction.atomic
def solve(*, plan: Plan, by: Actor, at: datetime) -> Plan:
    """Gives the question to a job. A run that is under way is overtaken: what it still finds is not kept."""
    locked = _changeable(plan, by, at)
    _check_base(locked.base)
    _check_sites(asking.from_json(locked.asked))
    _clear(locked)
    locked.state = State.SOLVING
    locked.save()
    journal.record("reach.plan.solve", noun=NOUN, object_id=locked.pk, by=by, at=at)
    jobs.configure_task("reach.solve_plan").defer(plan_id=locked.pk, run=run_of(locked))
    return locked


@transaction.atomic
def keep(
    *, plan_id: int, run: int, found: Mapping[str, Any], openings: Sequence[PlanOpening], done: bool,
    by: Actor, at: datetime,
) -> bool:  # fmt: skip
    """The best answer so far, whole: openings and figures together. False where somebody has asked anew since."""
    plan = Plan.objects.select_for_update().filter(pk=plan_id, state=State.SOLVING).first()
    if plan is None or run_of(plan) != run:
        return False
    policies.require(by, Permission.REACH_PLAN, at=at)
    plan.openings.filter(wish=Wish.FREE).delete()
    PlanOpening.objects.bulk_create([row for row in openings if row.pk is None])
    PlanOpening.objects.bulk_update(
        [row for row in openings if row.pk is not None], ["children", "child_hours", "why", "week_of_cycle"]
    )
    plan.found = {**found, "run": run}
    plan.solved_at, plan.problem = at, ""
    plan.state = State.SOLVED if done else State.SOLVING
    plan.save()
    journal.record(
        "reach.plan.keep", noun=NOUN, object_id=plan.pk, by=by, at=at, data={"done": done, "run": run}
    )
    return True


@transaction.atomic
def fail(*, plan_id: int, run: int, problem: str, by: Actor, at: datetime) -> None:
    """The job found no answer: nothing of one stays, and the page says why."""
    plan = Plan.objects.select_for_update().filter(pk=plan_id, state=State.SOLVING).first()
    if plan is None or run_of(plan) != run:
        return
    _clear(plan)
    plan.state, plan.problem, plan.found = State.FAILED, problem[:300], {"run": run}
    plan.save()
    journal.record("reach.plan.fail", noun=NOUN, object_id=plan.pk, by=by, at=at)


@transaction.atomic
def remove(*, plan: Plan, by: Actor, at: datetime) -> None:
    """The plan, its openings and the studies that looked at it. Draft places made from it stay."""
    policies.require(by, Permission.REACH_PLAN, at=at)
    locked = lock(plan)
    journal.record(
        "reach.plan.remove", noun=NOUN, object_id=locked.pk, by=by, at=at, data={"title": locked.title}
    )
    locked.delete()


def lock(plan: Plan) -> Plan:
    """The row, locked until the end of the transaction. Raises NotFound."""
    found = Plan.objects.select_for_update().filter(pk=plan.pk).first()
    if found is None:
        raise NotFound("reach.no_plan", _("この計画は もう ありません。一覧から 見てください。"))
    return found


def run_of(plan: Plan) -> int:
    """Which asking of this plan it is: counts up whenever question, pins or bans change."""
    return int(plan.found.get("run", 0))


def _changeable(plan: Plan, by: Actor, at: datetime) -> Plan:
    policies.require(by, Permission.REACH_PLAN, at=at)
    locked = lock(plan)
    if locked.state == State.ADOPTED:
        raise Conflict(
            "reach.plan_adopted",
            _(
                "この計画は 下書きの場所に してあります。直すときは、さきに「下書きにしたのを 取り消す」を 押してください。"
            ),
        )
    return locked


def _clear(plan: Plan) -> None:
    """An answer belongs to its question: none stays when the question changes."""
    plan.openings.filter(wish=Wish.FREE).delete()
    plan.openings.update(children=None, child_hours=None, why={})
    plan.studies.all().delete()
    plan.found = {"run": run_of(plan) + 1}
    plan.state, plan.problem, plan.solved_at = State.DRAFT, "", None


def _check_base(base: Study | None) -> None:
    if base is None or base.state != Study.State.DONE:
        raise Invalid(
            "reach.no_base",
            _("もとになる「空白の しらべ」が ありません。さきに しらべを 1つ おわらせてください。"),
            fields={"base": _("おわった しらべを えらんでください。")},
        )


def _check_sites(asked: Asked) -> None:
    rows = Candidate.objects.filter(usable=True)
    if asked.kinds:
        rows = rows.filter(kind__in=asked.kinds)
    if not rows.exists() and not asked.closed_places:
        raise Invalid(
            "reach.no_sites",
            _(
                "えらべる候補の場所が ありません。「候補の場所」に 建物を 入れるか、種類の しぼりこみを 外してください。"
            ),
            fields={"kinds": _("この種類の候補が ありません。")},
        )

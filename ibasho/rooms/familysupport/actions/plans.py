"""A week is solved: proposals with reasons, what cannot be better, and the hours that lack providers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.db import transaction
from procrastinate.contrib.django import app as jobs

from ibasho.base.journal import actions as journal
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict
from ibasho.rooms.familysupport import policies
from ibasho.rooms.familysupport.engine.live import live
from ibasho.rooms.familysupport.engine.problem import NOBODY, Answer
from ibasho.rooms.familysupport.engine.proving import prove
from ibasho.rooms.familysupport.models import Centre, Plan, Proposal
from ibasho.rooms.familysupport.queries import board, plans
from ibasho.rooms.familysupport.queries import world as worlds
from ibasho.rooms.familysupport.queries.arrays import Posed, pose
from ibasho.rooms.familysupport.queries.world import World
from ibasho.rooms.familysupport.rules import ranking
from ibasho.rooms.familysupport.rules.kinds import VisitState
from ibasho.rooms.familysupport.rules.shortage import short
from ibasho.town.people.permissions import Permission

NOUN = "familysupport.Plan"
AT_ONCE_PAIRS = 4_000  # so few are proven while the adviser waits
AT_ONCE_SECONDS, JOB_SECONDS = 2.0, 30.0
KEPT = 3  # plans of a week: an adviser may still have the one before on the screen
REASON_MAX = 80


def solve(*, centre: Centre, week: date, by: Actor, at: datetime) -> Plan:
    """The best the providers can do for what is still open, beside what is decided. A large week is answered at once and
    proven by a job. Solving decides nothing and tells nobody. Raises Conflict where nothing is open."""
    policies.require(by, Permission.SUPPORT_ADVISE, at=at)
    monday = week - timedelta(days=week.weekday())
    world, posed = _posed(centre, monday, at)
    small = len(posed.week.pair_visit) <= AT_ONCE_PAIRS
    answer = prove(posed.week, AT_ONCE_SECONDS) if small else live(posed.week)
    with transaction.atomic():
        plan = Plan.objects.create(centre=centre, week=monday, solved_at=at, solved_by_id=by.person_id)
        _write(plan, world, posed, answer)
        journal.record(
            "familysupport.plan.solve", noun=NOUN, object_id=plan.pk, by=by, at=at, data=_counts(plan)
        )
        _forget_older(plan)
        if not answer.proven:
            jobs.configure_task("familysupport.prove_plan").defer(plan_id=plan.pk)
    return plan


def improve(*, plan: Plan, by: Actor, at: datetime, seconds: float = JOB_SECONDS) -> Plan:
    """The job: the same week with more time, as the world is now. A plan that was solved again meanwhile, or of which
    nothing is open any more, stays as it is."""
    newest = plans.newest(plan.centre, plan.week)
    if newest is None or newest.pk != plan.pk or not board.open_visits(plan.centre, plan.week, at):
        return plan
    world, posed = _posed(plan.centre, plan.week, at)
    answer = prove(posed.week, seconds)
    with transaction.atomic():
        row = Plan.objects.select_for_update().filter(pk=plan.pk).first()
        if row is None:
            return plan
        row.proposals.all().delete()
        _write(row, world, posed, answer)
        journal.record(
            "familysupport.plan.improve", noun=NOUN, object_id=row.pk, by=by, at=at, data=_counts(row)
        )
    return row


def _posed(centre: Centre, monday: date, at: datetime) -> tuple[World, Posed]:
    visits = board.week_visits(centre, monday, at)
    if not any(one.state == VisitState.OPEN for one in visits):
        raise Conflict(
            "familysupport.nothing_open",
            "この週に さがしている回は ありません。新しい依頼が 入ってから もう一度 おしてください。",
        )
    world = worlds.load(visits, at)
    return world, pose(world, monday)


def _write(plan: Plan, world: World, posed: Posed, answer: Answer) -> None:
    plan.facts = {
        "wanted": len(posed.visits), "served": answer.served, "served_bound": answer.served_bound,
        "spread": answer.spread, "spread_bound": answer.spread_bound, "worth": answer.worth,
        "worth_bound": answer.worth_bound, "proven": answer.proven, "milliseconds": round(answer.seconds * 1000),
        "short": short(answer.prices.tolist()),
    }  # fmt: skip
    plan.save(update_fields=["facts"])
    Proposal.objects.bulk_create(_proposals(plan, world, posed, answer))


def _proposals(plan: Plan, world: World, posed: Posed, answer: Answer) -> list[Proposal]:
    made = []
    for visit, of in zip(posed.visits, answer.provider_of.tolist(), strict=True):
        if visit.state != VisitState.OPEN:
            continue
        member = None if of == NOBODY else posed.members[of]
        if member is None:
            words: Sequence[str] = board.nobody_words(board.of_world(world, visit))
        else:
            words = ranking.reasons(world.facts(visit, member))
        made.append(
            Proposal(plan=plan, visit=visit, member=member, reasons=[one[:REASON_MAX] for one in words])
        )
    return made


def _counts(plan: Plan) -> dict[str, object]:
    return {key: plan.facts[key] for key in ("wanted", "served", "served_bound", "proven", "milliseconds")}


def _forget_older(plan: Plan) -> None:
    older = Plan.objects.filter(centre=plan.centre_id, week=plan.week).order_by("-solved_at", "-pk")
    Plan.objects.filter(pk__in=list(older.values_list("pk", flat=True)[KEPT:])).delete()

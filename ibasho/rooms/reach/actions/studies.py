"""Asking for a study, working it out, keeping it and letting it go."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app as jobs

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict, Invalid, NotFound
from ibasho.rooms.reach import policies
from ibasho.rooms.reach.models import Plan, Study
from ibasho.rooms.reach.queries import figures, grounding
from ibasho.rooms.reach.queries import ground as grounds
from ibasho.rooms.reach.queries import studies as kept
from ibasho.rooms.reach.queries.figures import Limits
from ibasho.rooms.reach.queries.ground import Ground
from ibasho.rooms.reach.rules.scenarios import Scenario, Span, span_of
from ibasho.town.areas.models import Population
from ibasho.town.people.permissions import Permission
from ibasho.town.places import facts as place_facts

State = Study.State
KEPT_DAYS = 35  # automatic studies: each day of this time, then the last of each month
WAITING_MAX = 5


@transaction.atomic
def ask(
    *, scenario: Scenario, near: date, title: str = "", limits: Limits | None = None,
    population: Population | None = None, plan: Plan | None = None, by: Actor, at: datetime,
) -> Study:  # fmt: skip
    """A study of the weeks the scenario means from `near` on; a job works it out. Raises Invalid where nobody's home
    is known or there are no such weeks, Conflict where several wait already."""
    policies.require(by, Permission.REACH_PLAN, at=at)
    _refuse_crowd(at)
    chosen = population or Population.objects.filter(current=True).first()
    if chosen is None:
        raise Invalid(
            "reach.no_population",
            _(
                "こどもの人数（メッシュ人口）が まだ 入っていません。さきに「区域」から 人口の資料を 入れてください。"
            ),
        )
    span = span_of(scenario, near, grounds.known_calendar(near).long_holidays)
    _refuse_unmade(span, at)
    chosen_limits = limits or Limits()
    study = Study.objects.create(
        title=title.strip(), scenario=scenario.value, first=span.first, weeks=span.weeks, plan=plan,
        population=chosen, asked_at=at, asked_by_id=by.person_id,
        settings={"slots_min": chosen_limits.slots_min, "seats_min": chosen_limits.seats_min},
    )  # fmt: skip
    journal.record("reach.study.ask", noun="reach.Study", object_id=study.pk, by=by, at=at)
    jobs.configure_task("reach.study").defer(study_id=study.pk)
    return study


def _refuse_crowd(at: datetime) -> None:
    if kept.running(at).count() >= WAITING_MAX:
        raise Conflict(
            "reach.study_crowd",
            _("計算を 待っている しらべが たくさん あります。おわるのを 少し 待ってから たのんでください。"),
        )


def _refuse_unmade(span: Span, at: datetime) -> None:
    """A real week is made of its days; where they are not made yet every place would seem to be shut."""
    last = clock.day(at) + timedelta(days=settings.SESSIONS_AHEAD_DAYS)
    if span.scenario is Scenario.WEEK and span.last > last:
        sentence = _("実際の1週間は %(month)s月%(day)s日までの 週だけ しらべられます。まだ あく日が できていないからです。") % {
            "month": last.month, "day": last.day,
        }  # fmt: skip
        raise Invalid("reach.week_not_made", sentence, fields={"near": sentence})


@transaction.atomic
def begin(*, study_id: int, by: Actor, at: datetime) -> Study | None:
    """Marks it as running, so that a page can say so. None where it is gone, or done already."""
    study = Study.objects.select_for_update().filter(pk=study_id).exclude(state=State.DONE).first()
    if study is not None:
        study.state = State.RUNNING
        study.save(update_fields=["state"])
        journal.record("reach.study.begin", noun="reach.Study", object_id=study.pk, by=by, at=at)
    return study


@transaction.atomic
def run(*, study: Study, by: Actor, at: datetime) -> Study:
    """Works it out and keeps the figures. The same data give the same figures, so that a second run harms nothing."""
    policies.require(by, Permission.REACH_PLAN, at=at)
    locked = _lock(study)
    ground = _ground(locked)
    limits = Limits(locked.settings["slots_min"], locked.settings["seats_min"])
    result = figures.work_out(ground, limits, place_facts.kodomo_shokudo_districts(clock.day(at)))
    locked.summary, locked.cells = result.summary, result.cells
    locked.settings = {**ground.settings, **locked.settings}
    locked.network_version = ground.network.version if ground.network else ""
    locked.state, locked.problem, locked.done_at = State.DONE, "", at
    locked.save()
    journal.record(
        "reach.study.run", noun="reach.Study", object_id=locked.pk, by=by, at=at,
        data={"seconds": result.summary["seconds"]},
    )  # fmt: skip
    return locked


def _ground(study: Study) -> Ground:
    found = grounding.ground_of(study)
    if found is None:
        raise Invalid(
            "reach.no_population",
            _("こどもの人数の資料が なくなりました。資料を 入れてから、もう一度 たのんでください。"),
        )
    return found


@transaction.atomic
def fail(*, study_id: int, problem: str, by: Actor, at: datetime) -> None:
    """The job broke off: nothing was kept, and the desk is told why."""
    found = Study.objects.filter(pk=study_id).exclude(state=State.DONE)
    if found.update(state=State.FAILED, problem=problem[:300]):
        journal.record("reach.study.fail", noun="reach.Study", object_id=study_id, by=by, at=at)


@transaction.atomic
def name(*, study: Study, title: str, by: Actor, at: datetime) -> Study:
    """A title keeps an automatic study; without one it may go again."""
    policies.require(by, Permission.REACH_PLAN, at=at)
    locked = _lock(study)
    locked.title = title.strip()[:120]
    locked.save(update_fields=["title"])
    journal.record("reach.study.name", noun="reach.Study", object_id=locked.pk, by=by, at=at)
    return locked


@transaction.atomic
def delete(*, study: Study, by: Actor, at: datetime) -> None:
    """Raises Conflict where a plan stands on it."""
    policies.require(by, Permission.REACH_PLAN, at=at)
    locked = _lock(study)
    if locked.plans.exists():
        raise Conflict(
            "reach.study_has_plan",
            _("この しらべを もとにした計画が あります。消すなら、さきに 計画を 消してください。"),
        )
    journal.record("reach.study.delete", noun="reach.Study", object_id=locked.pk, by=by, at=at)
    locked.delete()


def _lock(study: Study) -> Study:
    found = Study.objects.select_for_update().filter(pk=study.pk).first()
    if found is None:
        raise NotFound("reach.study_gone", _("この しらべは もう ありません。一覧から 見てください。"))
    return found


@transaction.atomic
def refresh(*, by: Actor, at: datetime) -> Study | None:
    """The nightly study of the coming school weeks, where something has changed since the last; thins the old ones."""
    policies.require(by, Permission.REACH_PLAN, at=at)
    _thin(by, at)
    _give_up(by, at)
    today = clock.day(at)
    if not Population.objects.filter(current=True).exists():
        return None
    try:
        span = span_of(Scenario.TERM, today, grounds.known_calendar(today).long_holidays)
    except Invalid:  # no school weeks are known: whoever asks by day is told
        return None
    last = kept.latest_usual(Scenario.TERM)
    if last is not None and last.summary.get("made_from") == grounds.version(span):
        return None
    return ask(scenario=Scenario.TERM, near=today, by=by, at=at)


def _give_up(by: Actor, at: datetime) -> None:
    """A job that died left its study waiting: the desk is told, and asks anew."""
    for study in kept.stuck(at):
        fail(
            study_id=study.pk,
            problem=_("計算の係が とちゅうで 止まりました。もう一度 たのんでください。"),
            by=by,
            at=at,
        )


def _thin(by: Actor, at: datetime) -> None:
    gone = list(kept.old(clock.day(at) - timedelta(days=KEPT_DAYS)))
    for study in gone:
        journal.record("reach.study.thin", noun="reach.Study", object_id=study.pk, by=by, at=at)
        study.delete()

"""Jobs of reach."""

from procrastinate.contrib.django import app as jobs

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor, Via
from ibasho.base.kernel.errors import DomainError
from ibasho.base.ports.by_clock import by_clock
from ibasho.rooms.reach.actions import forgetting, plans, solving, studies, trends
from ibasho.rooms.reach.rules.scenarios import Scenario


@jobs.task(name="reach.study", pass_context=False)
def study(study_id: int) -> None:
    """One study that somebody asked for, or the nightly one."""
    by = Actor.of_job("reach.study")
    begun = studies.begin(study_id=study_id, by=by, at=clock.now())
    if begun is None:
        return
    try:
        studies.run(study=begun, by=by, at=clock.now())
    except DomainError as error:
        studies.fail(study_id=study_id, problem=error.message, by=by, at=clock.now())
    except Exception:
        problem = "計算の とちゅうで 止まりました。もう一度 たのんでください。つづくときは 管理者に 知らせてください。"
        studies.fail(study_id=study_id, problem=problem, by=by, at=clock.now())
        raise


@jobs.task(name="reach.solve_plan", pass_context=False)
def solve_plan(plan_id: int, run: int) -> None:
    """The answer to a plan's question: kept as soon as there is one, then made better and proven."""
    by = Actor.of_job("reach.solve_plan")
    try:
        solving.work(plan_id=plan_id, run=run, by=by, now=clock.now)
    except DomainError as error:
        plans.fail(plan_id=plan_id, run=run, problem=error.message, by=by, at=clock.now())
    except Exception:
        problem = "計算の とちゅうで 止まりました。もう一度 計算してください。つづくときは 管理者に 知らせてください。"
        plans.fail(plan_id=plan_id, run=run, problem=problem, by=by, at=clock.now())
        raise


@jobs.task(name="reach.trend", pass_context=False)
def trend(scenario: str, person_id: int | None) -> None:
    """The same study for every projected year."""
    by = Actor(person_id=person_id, via=Via.JOB, job="reach.trend")
    trends.work(scenario=Scenario(scenario), by=by, now=clock.now)


@by_clock("reach.refresh", "04:30")
def refresh(timestamp: int) -> None:
    """A fresh study of the school weeks where people, streets, places or rules have changed."""
    studies.refresh(by=Actor.of_job("reach.refresh"), at=clock.now())


@by_clock("reach.forget", "05:05")
def forget(timestamp: int) -> None:
    """Visits five years after their 年度, studies and plans ten."""
    forgetting.forget(by=Actor.of_job("reach.forget"), at=clock.now())
